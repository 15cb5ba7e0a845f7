import Dispatch
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// All that a box, its desk and the commands beside them leave, but what they show to who sits before them: whatever they may write
/// to is in a folder of the test's own.
///
/// The screen is the citizen's, or staff's at a desk, and shows personal data as it should; nothing of it is searched. The log goes to
/// standard error, each entry with its fields; the journal's socket would get the same message and fields.
final class PrivacyPlaces {
  let folder: BoxFolder
  private let supervisor: SupervisorSocket
  private var told: [String: Data] = [:]

  /// Makes the folders, and a configuration whose commands, to reach and to speak, are scripts that keep what they get.
  init(configured lines: [String: String] = [:]) throws {
    folder = try BoxFolder()
    supervisor = try SupervisorSocket(folder.url.appendingPathComponent("notify").path)
    for name in Self.folders.values {
      try FileManager.default.createDirectory(at: url(name), withIntermediateDirectories: true)
    }
    let rings = try script("ring", #"{ echo "$*"; env; } >> "$(dirname "$0")/rung""#)
    let speaks = try script("speak", #"wc -c >> "$(dirname "$0")/spoken""#)
    try folder.configure("notifyCommand: []", as: "notifyCommand: [\(rings)]")
    try folder.configure(BoxFolder.silentVoice, as: "speechCommand: [\(speaks)]")
    for (line, other) in lines { try folder.configure(line, as: other) }
  }

  /// The variables that name folders, and where they lead; `HOME` is the test's folder itself.
  private static let folders = [
    "TMPDIR": "tmp", "RUNTIME_DIRECTORY": "run", "XDG_RUNTIME_DIR": "xdg/run", "XDG_STATE_HOME": "xdg/state",
    "XDG_CACHE_HOME": "xdg/cache", "XDG_CONFIG_HOME": "xdg/config", "XDG_DATA_HOME": "xdg/data",
  ]

  private var environment: [String: String] {
    Self.folders.mapValues { url($0).path }.merging(["HOME": folder.url.path]) { $1 }
  }

  /// A file of the test's folder.
  func url(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

  private func script(_ name: String, _ text: String) throws -> String {
    try "#!/bin/sh\n\(text)\n".write(to: url(name), atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: url(name).path)
    return url(name).path
  }

  // MARK: Programs

  /// A box that plays a scenario, as its unit starts it.
  func box(
    _ scenario: String = "everything-goes-well", language: String = "da", transcript: String? = nil
  ) throws -> BoxOnPseudoTerminal {
    let ofUnit = ["NOTIFY_SOCKET=\(supervisor.path)", "SWIFT_BACKTRACE=enable=no"]
    return try BoxOnPseudoTerminal(
      scenario, language: language, in: folder, environment: environment.map { "\($0)=\($1)" } + ofUnit,
      transcript: transcript ?? "privacy-\(scenario)")
  }

  /// A desk of the box that runs, at its log-in.
  func desk() throws -> BoxOnPseudoTerminal {
    let desk = try BoxOnPseudoTerminal(
      in: folder, command: "desk", arguments: ["--socket", url("run/staff.sock").path],
      environment: environment.map { "\($0)=\($1)" })
    try desk.expect("desk.logInHeading")
    return desk
  }

  /// Runs a command beside the box; what it writes is searched from now on.
  @discardableResult
  func run(
    _ words: [String], input: String = "", at place: SourceLocation = #_sourceLocation
  ) throws -> InspectProgram.Result {
    let result = try InspectProgram.run(words, input: Data(input.utf8), environment: environment)
    let name = words.filter { !$0.contains("/") }.joined(separator: " ")
    told["output of \(name)", default: Data()] += Data((result.output + result.complaint).utf8)
    #expect(result.exit == 0, "\(name): \(result.complaint)", sourceLocation: place)
    return result
  }

  /// Every command that tells, lists or copies something of the store, beside a box that runs.
  func runCommands(at place: SourceLocation = #_sourceLocation) throws {
    let state = ["--state", folder.state]
    for command in [
      ["report"], ["report", "--format", "csv"], ["report", "--format", "json"], ["audit", "export"],
      ["audit", "verify"], ["audit", "public-key"], ["outbox", "list"], ["outbox", "list", "--format", "json"],
      ["backup", url("xdg/data/\(UUID().uuidString)").path],
    ] {
      try run(command + state, at: place)
    }
    for command in [["purge", "--dry-run"], ["staff", "list"], ["check"]] {
      try run(command + state + ["--config", folder.configuration], at: place)
    }
    for format in ["text", "json"] {
      try run(["desk", "--list", "--format", format, "--socket", url("run/staff.sock").path], at: place)
    }
    let waiting = try run(["outbox", "list", "--format", "json"] + state, at: place)
    for line in waiting.lines {
      let item = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let number = try #require(item?["case"] as? String)
      try run(["outbox", "export", number, url("xdg/data/\(UUID().uuidString)").path] + state, at: place)
    }
  }

  // MARK: What they left

  /// Everything, by where it is. The configuration is left out, for the invented register stands in it.
  func all(of programs: [BoxOnPseudoTerminal] = []) throws -> [String: Data] {
    var all = told
    all["words to systemd"] = supervisor.heard()
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
    for name in names where !name.hasPrefix("Config/") {
      var file = stat()
      guard lstat(url(name).path, &file) == 0, file.st_mode & S_IFMT == S_IFREG else { continue }
      all[name] = FileManager.default.contents(atPath: url(name).path)
    }
    for program in programs { all.merge(Self.open(by: program.number)) { $1 } }
    return all
  }

  /// Looks for values in everything.
  func expectNothing(
    of values: [MemoryValue], in programs: BoxOnPseudoTerminal..., at place: SourceLocation = #_sourceLocation
  ) throws {
    let all = try all(of: programs)
    #expect((all["state/pasboks.sqlite"]?.count ?? 0) > 1000, "there is a store", sourceLocation: place)
    #expect((all["complaints"]?.count ?? 0) > 0, "there is a log", sourceLocation: place)
    #expect((all["words to systemd"]?.count ?? 0) > 0, "systemd hears something", sourceLocation: place)
    for found in Self.finds(of: values, in: all).prefix(40) { Issue.record("\(found)", sourceLocation: place) }
  }

  /// Where values are, with what stands around them.
  static func finds(of values: [MemoryValue], in all: [String: Data]) -> [String] {
    let search = MemorySearch(of: MemoryImage(all), for: values)
    return search.places.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.text) }
  }

  /// The files that a process has open, also those that have no name any more; only root may see them.
  private static func open(by process: Int) -> [String: Data] {
    let descriptors = "/proc/\(process)/fd"
    var files: [String: Data] = [:]
    for number in (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? [] {
      var file = stat()
      let path = "\(descriptors)/\(number)"
      guard stat(path, &file) == 0, file.st_mode & S_IFMT == S_IFREG else { continue }
      files["descriptor \(number)"] = FileManager.default.contents(atPath: path)
    }
    return files
  }
}

/// A socket as systemd would open it, which keeps all words.
private final class SupervisorSocket {
  let path: String
  private let words: Words
  private let source: any DispatchSourceRead

  init(_ path: String) throws {
    self.path = path
    let kind = SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    let descriptor = socket(AF_UNIX, Int32(bitPattern: kind), 0)
    try #require(descriptor >= 0)
    let words = Words(descriptor)
    self.words = words
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
    source.setEventHandler { _ = words.all() }
    source.setCancelHandler { close(descriptor) }
    source.resume()
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    try #require(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
  }

  deinit { source.cancel() }

  /// All words until now, a line each.
  func heard() -> Data { words.all() }

  private final class Words: Sendable {
    private let descriptor: Int32
    private let kept = Mutex(Data())

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    func all() -> Data {
      kept.withLock { kept in
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
          kept += buffer[..<count] + [0x0A]
        }
        return kept
      }
    }
  }
}
