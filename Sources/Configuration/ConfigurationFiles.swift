import Glibc
import StrictYAML

/// The texts of a configuration folder by their paths in it, such as `kiosk.yaml` and `texts/da.yaml`.
package struct ConfigurationFiles: Sendable {
  /// The folder as it was given, for the faults.
  package let folder: String
  /// The texts that could be read.
  package var texts: [String: String]
  /// The bytes they were read from.
  private(set) var sources: [String: [UInt8]] = [:]
  /// Why the others could not.
  var faults: [ConfigurationFault]

  /// Texts in memory, for tests.
  package init(folder: String, texts: [String: String]) {
    self.folder = folder
    self.texts = texts
    self.faults = []
  }

  /// Reads `kiosk.yaml`, `rules.yaml` and, unless they are at hand, every `texts/*.yaml`; what cannot be read becomes a fault.
  package init(reading folder: String, hasTexts: Bool = false) {
    self.init(folder: folder, texts: [:])
    add("kiosk.yaml")
    add("rules.yaml")
    if hasTexts { return }
    let names: [String]
    do throws(ConfigurationFault) {
      names = try Self.names(in: path("texts"))
    } catch {
      faults.append(error)
      return
    }
    for name in names.sorted() where !name.hasPrefix(".") && !name.hasSuffix("~") {
      if name.hasSuffix(".yml") {
        faults.append(
          ConfigurationFault(
            file: path("texts/\(name)"), line: nil, path: "", found: "a file that ends in .yml",
            expected: "LANGUAGE.yaml",
            mend: "rename it to end in .yaml"
          )
        )
      }
      if name.hasSuffix(".yaml") { add("texts/\(name)") }
    }
  }

  /// Reads one file of a folder; when it cannot be read, that is reported.
  init(reading folder: String, only name: String, _ log: FaultLog) {
    self.init(folder: folder, texts: [:])
    add(name)
    faults.forEach(log.report)
  }

  /// A file's path with the folder before it.
  func path(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }

  private mutating func add(_ name: String) {
    do throws(ConfigurationFault) {
      let bytes = try ConfigurationText.bytes(of: path(name))
      texts[name] = try ConfigurationText.text(of: bytes, in: path(name))
      sources[name] = bytes
    } catch {
      faults.append(error)
    }
  }

  /// The names in a folder.
  static func names(in folder: String) throws(ConfigurationFault) -> [String] {
    guard let stream = opendir(folder) else {
      throw ConfigurationText.unreadable(
        folder, errno, missing: "no such folder", expected: "a folder with one file a language")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
