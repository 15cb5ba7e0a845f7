import Foundation
import Testing

/// A folder of one test's own: the store's folder, what the program complained, and perhaps a changed configuration.
final class BoxFolder {
  /// The folder itself; it goes with this value.
  let url: URL

  /// The folder of the store.
  var state: String { url.appendingPathComponent("state").path }
  /// What goes to standard error.
  var complaints: String { url.appendingPathComponent("complaints").path }
  /// The configuration: the shipped one, until a copy is changed.
  private(set) var configuration = shipped

  /// The shipped configuration, or the one that `PASBOKS_CONFIGURATION` names.
  static let shipped = ProcessInfo.processInfo.environment["PASBOKS_CONFIGURATION"] ?? InspectProgram.configuration
  /// The program built beside the tests, or the one that `PASBOKS_PROGRAM` names.
  static let program = ProcessInfo.processInfo.environment["PASBOKS_PROGRAM"] ?? InspectProgram.path

  /// The world that is played beside the folder's boxes, and which; where boxes are wired to one.
  private var played: (scenario: String, pace: String, world: PlayedWorld)?

  /// How long a key must be quiet there, in milliseconds.
  let quiet: Int

  /// A folder whose box waits for the hand at the keys as shortly as it may, or as it ships.
  init(isHasty: Bool = true) throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)")
    quiet = isHasty ? 100 : 500
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    if isHasty { try configure("quiet: 500 ms", as: "quiet: \(quiet) ms") }
    // The box asks whether it shall read aloud, and does so without a sound.
    try configure("speechCommand: []", as: Self.silentVoice)
  }

  /// A voice that says nothing, as the configuration names it.
  static let silentVoice = "speechCommand: [/bin/true]"

  /// Sets one of the programs that the box starts.
  func configureProgram(_ key: String, as command: String) throws {
    try configure(key == "speechCommand" ? Self.silentVoice : "\(key): []", as: "\(key): \(command)")
  }

  /// The files of a store that a demonstration has opened once; what its accounts' PINs cost is paid once for all tests.
  private static let openedStore = Result {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.pressAnyKey")
    _ = try box.stop()
    return try folder.stored()
  }

  /// A folder whose store has been opened before.
  static func used() throws -> BoxFolder {
    let folder = try BoxFolder()
    let onlyOwner = [FileAttributeKey.posixPermissions: 0o700]
    try FileManager.default.createDirectory(
      atPath: folder.state, withIntermediateDirectories: true, attributes: onlyOwner)
    for (name, content) in try openedStore.get() {
      let path = URL(fileURLWithPath: "\(folder.state)/\(name)")
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: onlyOwner)
      try #require(
        FileManager.default.createFile(atPath: path.path, contents: content, attributes: [.posixPermissions: 0o600]))
    }
    return folder
  }

  /// What the simulated devices know after the box has ended: beside the store, or where they are played in another process.
  var knownToDevices: String? {
    let file = played == nil ? "\(state)/devices" : url.appendingPathComponent("w/devices").path
    return FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The folder of the sockets behind which a scenario is played in another process; one that is played already goes on.
  func play(_ scenario: String, pace: String) throws -> String {
    let sockets = url.appendingPathComponent("w").path
    guard played?.scenario != scenario || played?.pace != pace else { return sockets }
    played?.world.kill()
    try FileManager.default.createDirectory(atPath: sockets, withIntermediateDirectories: true)
    let world = try PlayedWorld(
      in: sockets, "--scenario", scenario, "--pace", pace, configuration: configuration)
    played = (scenario, pace, world)
    return sockets
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a line of `kiosk.yaml`, or of another file, otherwise in a copy of the configuration.
  func configure(_ line: String, as other: String, in name: String = "kiosk.yaml") throws {
    let copy = url.appendingPathComponent("Config")
    if configuration != copy.path {
      try FileManager.default.copyItem(at: URL(fileURLWithPath: Self.shipped).resolvingSymlinksInPath(), to: copy)
      configuration = copy.path
      // A box reads every language at its first start; these are enough to choose from.
      let texts = copy.appendingPathComponent("texts")
      for name in try FileManager.default.contentsOfDirectory(atPath: texts.path)
      where !["da.yaml", "de.yaml", "en.yaml"].contains(name) {
        try FileManager.default.removeItem(at: texts.appendingPathComponent(name))
      }
    }
    let file = copy.appendingPathComponent(name)
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(line), "\(name) has no “\(line)”")
    try text.replacingOccurrences(of: line, with: other).write(to: file, atomically: true, encoding: .utf8)
  }

  /// The number of the line of `kiosk.yaml` that holds this.
  func line(of words: String) throws -> Int? {
    try String(contentsOfFile: "\(configuration)/kiosk.yaml", encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(words) }.map { $0 + 1 }
  }

  /// What the program wrote to standard error.
  var complaint: String { (try? String(contentsOfFile: complaints, encoding: .utf8)) ?? "" }

  /// Every file of the store's folder, by name.
  func stored() throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: state)
    var files: [String: Data] = [:]
    for name in names {
      if let data = FileManager.default.contents(atPath: "\(state)/\(name)") { files[name] = data }
    }
    return files
  }
}
