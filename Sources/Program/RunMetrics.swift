import Glibc

/// The file of figures that node_exporter's textfile collector reads: `pasboks.prom` in the unit's runtime folder.
struct MetricsFile: Sendable {
  private let path: String

  /// The file; nothing outside a unit, where nobody reads it.
  init?() {
    guard let folder = StaffSocketPlace.runtimeFolder else { return nil }
    path = "\(folder)/pasboks.prom"
  }

  /// Writes the file anew: whoever reads meanwhile gets the old one whole, or the new one. Without room the old one stays.
  @Sendable func publish(_ text: String) {
    let fresh = path + ".new"
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else { return }
    // The unit's mask keeps the group out; the figures are the group's to read.
    fchmod(descriptor, 0o640)
    let bytes = Array(text.utf8)
    let written = write(descriptor, bytes, bytes.count)
    close(descriptor)
    if written != bytes.count || rename(fresh, path) != 0 { unlink(fresh) }
  }
}
