import ArgumentParser
import Glibc

/// The folders a command works on, given on the command line or found.
struct Folders: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: .init(
      "The folder with kiosk.yaml, rules.yaml and texts/.",
      discussion: "Otherwise $CONFIGURATION_DIRECTORY, the installed one, or the sources' Config.", valueName: "folder")
  )
  var givenConfiguration: String?

  @Option(
    name: .customLong("state"),
    help: .init(
      "The folder of the store.", discussion: "Otherwise $STATE_DIRECTORY, or $XDG_STATE_HOME/pasboks.",
      valueName: "folder"))
  var givenState: String?

  /// The folder of the configuration: the one given, else the environment's, else the installed one, else the sources'.
  var configuration: String {
    if let givenConfiguration { return Self.withoutSlash(givenConfiguration) }
    if let first = Self.environment("CONFIGURATION_DIRECTORY") { return first }
    for folder in Self.usual where access("\(folder)/kiosk.yaml", F_OK) == 0 { return folder }
    return "Config"
  }

  /// The folder of the store: the one given, else the environment's, else XDG's for this user.
  var state: String {
    if let givenState { return Self.withoutSlash(givenState) }
    if let first = Self.environment("STATE_DIRECTORY") { return first }
    if let base = Self.environment("XDG_STATE_HOME") { return "\(base)/pasboks" }
    return "\(Self.environment("HOME") ?? ".")/.local/state/pasboks"
  }

  /// Where the configuration lies beside the program: installed, or in the sources it was built from.
  private static var usual: [String] {
    guard let program = executable else { return [] }
    var parts = program.split(separator: "/").dropLast()
    var folders: [String] = []
    if parts.last == "bin" {
      folders.append("/" + (parts.dropLast() + ["share", "pasboks", "Config"]).joined(separator: "/"))
    }
    if let build = parts.firstIndex(where: { $0.hasPrefix(".build") }) {
      parts = parts[..<build]
      folders.append("/" + (parts + ["Config"]).joined(separator: "/"))
    }
    return folders
  }

  /// The program's own path, links followed.
  private static var executable: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }

  /// A variable's folder; systemd gives several with colons between them, and the first one is the unit's own.
  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }) else { return nil }
    return value.split(separator: ":").first.map { withoutSlash(String($0)) }
  }

  private static func withoutSlash(_ folder: String) -> String {
    folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }
}
