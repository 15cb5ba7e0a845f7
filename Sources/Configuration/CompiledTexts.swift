import Glibc
import Renewal
import Screens
import StrictYAML

/// The texts as they were when they were judged last, in a folder of the box's own: a start need not judge what did not change.
///
/// A language's file there holds the configuration's file to the byte, and what was made of it. It is believed where it is this user's
/// alone, was written by this very program, and the configuration's file is the same still; else the texts are read and judged anew.
package struct CompiledTexts: Sendable {
  private let folder: String
  /// What a file begins with; nothing where the program cannot be told from another.
  private let heading: [UInt8]?
  /// What a whole file ends with.
  private static let ending = Array("end\n".utf8)

  /// Kept in a folder, for a program by its name and version.
  package init(folder: String, program: String) {
    self.folder = folder
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    var facts = stat()
    // The same file with the same content: a program that was built anew judges anew.
    heading =
      readlink("/proc/self/exe", &path, path.count - 1) > 0 && stat(path, &facts) == 0
      ? Array("\(program) \(facts.st_ino) \(facts.st_size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)\n".utf8)
      : nil
  }

  /// The texts of a configuration's folder where all of them were judged as they stand; else nothing.
  func catalogue(of configuration: String) -> TextCatalogue? {
    guard heading != nil, let names = try? ConfigurationFiles.names(in: "\(configuration)/texts") else { return nil }
    var languages: [Language: Texts] = [:]
    for name in names where !name.hasPrefix(".") && !name.hasSuffix("~") {
      guard name.hasSuffix(".yaml"), let source = try? ConfigurationText.bytes(of: "\(configuration)/texts/\(name)"),
        let table = table(of: source, in: "\(folder)/\(name.dropLast(5))")
      else { return nil }
      let language = Language(String(name.dropLast(".yaml".count)))
      languages[language] = Texts(language: language, table)
    }
    return languages.isEmpty ? nil : TextCatalogue(languages: languages)
  }

  /// Keeps the texts of a configuration that was read and judged. What cannot be kept is judged again at the next start.
  package func keep(_ configuration: KioskConfiguration) {
    mkdir(folder, 0o700)
    for (language, texts) in configuration.catalogue.languages {
      guard let source = configuration.sources["texts/\(language).yaml"], let judged = judged(source) else { continue }
      let path = "\(folder)/\(language)"
      let bytes = judged + texts.table.bytes + Self.ending
      // Under another name until it is whole.
      guard Self.write(bytes, to: "\(path)~"), rename("\(path)~", path) == 0 else { continue }
    }
  }

  /// What was made of a language's file, where that is the one.
  private func table(of source: [UInt8], in path: String) -> TextTable? {
    guard let judged = judged(source), let kept = Self.read(path) else { return nil }
    let table = kept.dropFirst(judged.count).dropLast(Self.ending.count)
    guard !table.isEmpty, memcmp(kept, judged, judged.count) == 0, kept.suffix(Self.ending.count) == Self.ending[...]
    else { return nil }
    return TextTable(Array(table))
  }

  /// What a language's file begins with where this program judged these bytes.
  private func judged(_ source: [UInt8]) -> [UInt8]? {
    heading.map { $0 + Array("\(source.count)\n".utf8) + source }
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_mode & 0o022 == 0,
      facts.st_uid == geteuid(), facts.st_size <= 4 * ConfigurationText.largestFile
    else { return nil }
    let size = Int(facts.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress, size))
    }
    return bytes.count == size ? bytes : nil
  }

  private static func write(_ bytes: [UInt8], to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return Glibc.write(descriptor, bytes, bytes.count) == bytes.count
  }
}
