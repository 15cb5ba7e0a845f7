import ArgumentParser
import Glibc

/// The folder of the configuration, given on the command line or found.
package struct ConfigurationFolder: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: .init(
      "The folder with kiosk.yaml, rules.yaml and texts/.",
      discussion: "Otherwise $CONFIGURATION_DIRECTORY, the installed one, or the sources' Config.", valueName: "folder"),
    completion: .directory)
  var given: String?

  /// What the command line says.
  package init() {}

  /// The one given, else the one found.
  package var path: String { Self.path(given) }

  /// The path of a folder that may be given.
  package static func path(_ given: String?) -> String { given.map(Folders.withoutSlash) ?? found }

  /// The environment's, else the installed one, else the sources'.
  static var found: String {
    if let first = Folders.environment("CONFIGURATION_DIRECTORY") { return first }
    for folder in usual where access("\(folder)/kiosk.yaml", F_OK) == 0 { return folder }
    return "Config"
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
  static var executable: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }
}

/// The folder of the store, given on the command line or found.
struct StoreFolder: ParsableArguments {
  @Option(
    name: .customLong("state"),
    help: .init(
      "The folder of the store.", discussion: "Otherwise $STATE_DIRECTORY, or $XDG_STATE_HOME/pasboks.",
      valueName: "folder"),
    completion: .directory)
  var given: String?

  /// The one given, else the environment's, else XDG's for this user.
  package var path: String { Self.path(given) }

  /// The path of a folder that may be given.
  static func path(_ given: String?) -> String {
    if let given { return Folders.withoutSlash(given) }
    if let first = Folders.environment("STATE_DIRECTORY") { return first }
    if let base = Folders.environment("XDG_STATE_HOME") { return "\(base)/pasboks" }
    return "\(Folders.environment("HOME") ?? ".")/.local/state/pasboks"
  }
}

/// Both folders, for a command that needs the one and the other.
struct Folders: ParsableArguments {
  @OptionGroup var configurationFolder: ConfigurationFolder
  @OptionGroup var store: StoreFolder

  /// The path of the configuration's folder.
  var configuration: String { configurationFolder.path }
  /// The path of the store's folder.
  var state: String { store.path }

  /// A variable's folder; systemd gives several with colons between them, and the first one is the unit's own.
  fileprivate static func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }) else { return nil }
    return value.split(separator: ":").first.map { withoutSlash(String($0)) }
  }

  fileprivate static func withoutSlash(_ folder: String) -> String {
    folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }
}
