import Glibc

/// The folder of a store and its keys: its user's alone.
package enum StateFolder {
  /// Makes the folder and those above it, for this user alone.
  package static func make(_ folder: String) throws(StoreError) {
    var reached = folder.hasPrefix("/") ? "/" : ""
    for name in folder.split(separator: "/") {
      reached += (reached.isEmpty || reached.hasSuffix("/") ? "" : "/") + name
      guard mkdir(reached, 0o700) != 0 else { continue }
      let reason = errno
      var status = stat()
      if stat(reached, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { continue }
      throw reason == EEXIST ? .misplaced(.file, path: reached) : StoreError(errno: reason, path: reached)
    }
  }

  /// Refuses a folder that others could come to: whoever may write there can put another store in the place of this one. One that is
  /// not there yet is made as it must be.
  package static func check(_ folder: String) throws(StoreError) {
    var status = stat()
    guard stat(folder, &status) == 0 else {
      if errno == ENOENT { return }
      throw StoreError(errno: errno, path: folder)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .misplaced(.file, path: folder) }
    guard status.st_uid == geteuid() else { throw .exposed(.owner(Int(status.st_uid)), path: folder) }
    guard status.st_mode & 0o077 == 0 else { throw .exposed(.mode(Int(status.st_mode & 0o777)), path: folder) }
  }
}
