import Configuration
import StrictYAML
import Testing

/// The configuration that is shipped, and edits of it.
enum Shipped {
  /// The folder in the sources.
  static let folder: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return (parts + ["Config"]).joined(separator: "/")
  }()

  /// The shipped texts in memory, under the folder name `Config`.
  static func files() -> ConfigurationFiles { ConfigurationFiles(folder: "Config", texts: onDisk.texts) }

  private static let onDisk = ConfigurationFiles(reading: folder)

  /// The same in Danish alone, or with one file besides: for tests that read them often, because every text of every language is
  /// checked each time.
  static func danish(and file: String? = nil) -> ConfigurationFiles {
    let texts = onDisk.texts.filter { !$0.key.hasPrefix("texts/") || $0.key == "texts/da.yaml" || $0.key == file }
    return ConfigurationFiles(folder: "Config", texts: texts)
  }

  /// The shipped files with one place changed; the place must be there exactly once.
  static func files(_ edit: Edit) throws -> ConfigurationFiles {
    var files = danish(and: edit.file)
    let text = try #require(files.texts[edit.file])
    let parts = text.split(separator: edit.old, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "“\(edit.old)” stands \(parts.count - 1) times in \(edit.file)")
    files.texts[edit.file] = parts.joined(separator: edit.new)
    return files
  }

  /// What is wrong with files; empty when nothing is.
  static func faults(_ files: ConfigurationFiles) -> [ConfigurationFault] {
    do {
      _ = try KioskConfiguration.read(files)
      return []
    } catch {
      return error.faults
    }
  }
}

/// A slip that somebody could make in a shipped file, and what must be said about it.
struct Edit: Sendable, CustomTestStringConvertible {
  let file: String
  let old: String
  let new: String
  /// The key told.
  let path: String
  /// A part of what is said to be found.
  let found: String
  /// A part of what is said to be expected.
  let expected: String
  /// A part of the line that is told.
  let line: String

  init(
    _ file: String, _ old: String, _ new: String, at path: String, found: String, expected: String, line: String? = nil
  ) {
    self.file = file
    self.old = old
    self.new = new
    self.path = path
    self.found = found
    self.expected = expected
    self.line = line ?? String(new.split(separator: "\n").last ?? "")
  }

  var testDescription: String { "\(path): \(new.debugDescription)" }
}
