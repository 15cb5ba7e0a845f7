import Glibc
import Runtime

/// Where the staff socket is, and how a box comes to it.
enum StaffSocketPlace {
  private static let name = "staff.sock"
  /// Where the installed unit has it.
  private static let installed = "/run/pasboks/\(name)"

  /// Where a box makes it: in the unit's runtime folder, else beside the store.
  static func ofBox(state: String) -> String {
    runtimeFolder.map { "\($0)/\(name)" } ?? beside(state: state)
  }

  /// Beside the store, whatever folder the unit has for it: a training's never takes the place of the box's own.
  static func beside(state: String) -> String { "\(state)/\(name)" }

  /// The folder of the sockets behind which a rehearsal's world is played.
  static func ofRehearsal(state: String) -> String { "\(runtimeFolder ?? state)/rehearsal-world" }

  /// Where a desk looks for it: where a box with the same environment makes it, else beside the store, else where the unit has it.
  static func ofDesk(_ store: StoreFolder) -> String {
    let places = [ofBox(state: store.path), beside(state: store.path)]
    guard store.given == nil else { return beside(state: store.path) }
    return (places + [installed]).first { access($0, F_OK) == 0 } ?? places[0]
  }

  /// Wherever the box of a state folder may have it: nobody knows with what environment that was started.
  static func ofAnyBox(state: String) -> [String] {
    var places = [ofBox(state: state), beside(state: state), installed]
    if places[0] == places[1] { places.removeFirst() }
    return places
  }

  /// The folder that the unit has for what lives as long as the box.
  static var runtimeFolder: String? {
    guard let value = getenv("RUNTIME_DIRECTORY").map({ String(cString: $0) }) else { return nil }
    return value.split(separator: ":").first.map { String($0) }
  }
}

/// The room where the store lies.
enum FreeSpace {
  /// What is free, as an ordinary user may fill it, and what may be needed: a visit's writing, and the store's own size when it is
  /// written anew after a purge. Nothing when it cannot be told.
  static func look(at state: String) -> StorageSpace? {
    var status = statvfs()
    guard statvfs(state, &status) == 0 else { return nil }
    let size = ["", "-wal"].reduce(0) { $0 + fileSize("\(state)/pasboks.sqlite\($1)") }
    return StorageSpace(
      free: Int(status.f_bavail) * Int(status.f_frsize) / 1_000_000, needed: StorageSpace.ofVisit + size / 1_000_000)
  }

  private static func fileSize(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
