import Glibc

/// How many files this process may have open.
enum OpenFiles {
  /// What a box with its desks and programs has open at most, with room to spare.
  private static let needed: rlim_t = 64
  private static let wanted: rlim_t = 1024

  /// Raises the limit as far as this process may; one that is too low for a box, or a desk, ends the program before anything begins.
  static func raise() throws {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    guard limit.rlim_cur < needed else { return }
    Output.complaint(
      "this process may have \(limit.rlim_cur) files open, and needs \(needed). Raise its limit (ulimit -n, LimitNOFILE=) to "
        + "\(wanted) or more, and start it again.")
    throw SystemExit.temporary.exit
  }
}
