import CKeeper
import Dispatch
import Glibc
package import Renewal
import Synchronization

/// Another program, started without a shell; it ends by itself, when it is stopped, when its time is over, or with the box.
///
/// A keeper stands between: this very program, started anew (`Keeper`), with nothing of the box but what is named here. It holds
/// the program on a leash, a socket whose other end the box has, and ends whatever came of the program with it.
package final class Child: Sendable {
  /// How it ended.
  package enum End: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// Its time was over, and it was killed.
    case timedOut
    /// It had started so many processes, and was killed.
    case tooMany(Int32)
    /// The system did not start it, and why, as `errno`.
    case notStarted(Int32)
  }

  /// The program that runs, which is a keeper by `Keeper.word`.
  package static let ownProgram = "/proc/self/exe"
  /// How long a program that is to stop may take to do so.
  package static let grace = Milliseconds.seconds(1)
  /// How many processes a program may have at a time: what a script with pipes and players needs, and so few that one voice and four
  /// calls for a librarian leave the box its own of the unit's tasks (TasksMax=128).
  package static let mostProcesses = 16

  /// The leash; nothing once it was let go.
  private let leash: Mutex<Int32?>

  private init(leash: Int32) { self.leash = Mutex(leash) }

  /// The most that a program gets on its standard input, in bytes: what a pipe takes however many there are.
  package static let longestInput = 4_096

  /// Starts a program that gets so much of its standard input, kept by the program that runs, or by another one. Each is called once, on any thread: `ended` when the program has
  /// ended, `gone` when nothing of it is left.
  package static func start(
    _ command: [String], input: [UInt8] = [], within bound: Milliseconds, keeper: String = ownProgram,
    ended: @escaping @Sendable (End) -> Void,
    gone: @escaping @Sendable () -> Void = {}
  ) -> Child? {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { return nil }
    defer { close(ends[1]) }
    guard let process = spawn(command, input: input, within: bound, keeper: keeper, leash: ends[1]) else {
      close(ends[0])
      return nil
    }
    let child = Child(leash: ends[0])
    let leash = ends[0]
    DispatchQueue.global().async {
      ended(Self.end(toldOn: leash))
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      child.leash.withLock { $0 = nil }
      close(leash)
      gone()
    }
    return child
  }

  /// Asks the program and what it started to end; what does not listen is killed.
  package func stop() {
    leash.withLock { leash in if let leash { shutdown(leash, Int32(SHUT_WR)) } }
  }

  /// Waits for what the keeper tells; a keeper that was killed took the program with it.
  private static func end(toldOn leash: Int32) -> End {
    var end = ck_end()
    let length = MemoryLayout<ck_end>.size
    while true {
      let count = recv(leash, &end, length, Int32(MSG_WAITALL))
      if count < 0, errno == EINTR { continue }
      guard count == length else { return .signalled(SIGKILL) }
      break
    }
    switch Int(end.kind) {
    case ck_not_started: return .notStarted(end.value)
    case ck_exited: return .exited(end.value)
    case ck_timed_out: return .timedOut
    case ck_too_many: return .tooMany(end.value)
    case _: return .signalled(end.value)
    }
  }

  // MARK: The keeper

  /// The variables that a program gets: where programs, its user's files and the sound of a desktop are, language and time. None of
  /// the unit's: no credentials, no state folder, no socket of systemd's.
  private static var environment: [String] {
    let named = ["PATH", "HOME", "LANG", "LANGUAGE", "TZ", "XDG_RUNTIME_DIR"]
    var kept: [String] = []
    var place = environ
    while let variable = place.pointee {
      let text = String(cString: variable)
      let name = text.prefix { $0 != "=" }
      if named.contains(String(name)) || name.hasPrefix("LC_") { kept.append(text) }
      place += 1
    }
    return kept.contains { $0.hasPrefix("PATH=") } ? kept : kept + ["PATH=/usr/local/bin:/usr/bin:/bin"]
  }

  /// Starts the keeper, with the text in the pipe that becomes the program's input.
  private static func spawn(
    _ command: [String], input: [UInt8], within bound: Milliseconds, keeper: String, leash: Int32
  ) -> pid_t? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { for end in ends { close(end) } }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = write(ends[1], input, min(input.count, longestInput))
    let bounds = [bound.count, grace.count, mostProcesses].map { String($0) }
    let words = ["pasboks", Keeper.word] + bounds + command
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    let variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    let process = ck_spawn(keeper, arguments, variables, ends[0], leash)
    if process < 0 { errno = -process }
    return process > 0 ? process : nil
  }
}
