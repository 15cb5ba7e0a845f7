import Glibc

/// What SQLite cannot see of the disk under it.
extension Store {
  /// Refuses to write where the file system has become read-only: after an emergency remount SQLite may still be told that its commits
  /// are on disk, and a power cut then loses them (measured: five of ten).
  func refuseReadOnly() throws(StoreError) {
    guard path != "memory" else { return }
    var status = statvfs()
    // One that cannot be asked is left to SQLite, which tells what fails.
    guard statvfs(path, &status) == 0 else { return }
    if status.f_flag & UInt(ST_RDONLY) != 0 { throw .readOnly(path: path) }
  }

  /// Refuses a store that was there and is gone, or was cut to nothing: SQLite would begin a new one in silence, and give case
  /// numbers and the references of payments for a second time.
  static func refuseLoss(of path: String) throws(StoreError) {
    guard access(mark(of: path), F_OK) == 0 else { return }
    var status = stat()
    let isThere = stat(path, &status) == 0
    guard !isThere || status.st_size < smallestFile else { return }
    throw .damaged(path: path, detail: isThere ? "the file is empty" : "the file is gone")
  }

  /// The file that stands beside a store once it was made.
  static func mark(of path: String) -> String { path + "-made" }

  /// SQLite's smallest page, and so its smallest file.
  private static let smallestFile = 512
}
