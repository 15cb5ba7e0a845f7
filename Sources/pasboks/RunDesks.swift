import Glibc

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

  /// Where a desk looks for it: where a box with the same environment makes it, else beside the store, else where the unit has it.
  static func ofDesk(_ folders: Folders) -> String {
    let places = [ofBox(state: folders.state), "\(folders.state)/\(name)"]
    guard folders.givenState == nil else { return "\(folders.state)/\(name)" }
    return (places + [installed]).first { access($0, F_OK) == 0 } ?? places[0]
  }

  /// The folder that the unit has for what lives as long as the box.
  static var runtimeFolder: String? {
    guard let value = getenv("RUNTIME_DIRECTORY").map({ String(cString: $0) }) else { return nil }
    return value.split(separator: ":").first.map { String($0) }
  }
}

/// What is free where the store lies.
enum FreeSpace {
  /// In megabytes, as an ordinary user may fill them; nothing when it cannot be told.
  static func megabytes(at path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize) / 1_000_000
  }
}
