import Crypto
import Glibc
import Renewal
import Screens
import StrictYAML

/// The texts as they were when they were judged last, in a folder of the box's own: a start need not judge what did not change.
///
/// A language's file there holds the configuration's file to the byte, what was made of it, and a digest of that. It is believed where
/// it and its folder are this user's alone, it was written by this very program, the configuration's file is the same still, and the
/// digest is right; else the texts are read and judged anew. It finds damage; whoever may write as this user can make another one.
package struct CompiledTexts: Sendable {
  private let folder: String
  /// What a file begins with; nothing where the program cannot be told from another.
  private let heading: [UInt8]?

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
    guard heading != nil, isOurs, let names = try? ConfigurationFiles.names(in: "\(configuration)/texts")
    else { return nil }
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
    guard isOurs else { return }
    for (language, texts) in configuration.catalogue.languages {
      guard let source = configuration.sources["texts/\(language).yaml"], let judged = judged(source) else { continue }
      let path = "\(folder)/\(language)"
      let table = texts.table.bytes
      // Under another name until it is whole.
      let bytes = judged + table + Self.digest(of: table[...])
      if Self.write(bytes, to: "\(path)~"), rename("\(path)~", path) == 0 { continue }
      unlink("\(path)~")
    }
  }

  /// What was made of a language's file, where that is the one.
  private func table(of source: [UInt8], in path: String) -> TextTable? {
    guard let judged = judged(source), let kept = Self.read(path) else { return nil }
    let table = kept.dropFirst(judged.count).dropLast(SHA256.byteCount)
    guard !table.isEmpty, memcmp(kept, judged, judged.count) == 0,
      kept.suffix(SHA256.byteCount) == Self.digest(of: table)[...]
    else { return nil }
    return TextTable(Array(table))
  }

  /// What a language's file begins with where this program judged these bytes.
  private func judged(_ source: [UInt8]) -> [UInt8]? {
    heading.map { $0 + Array("\(source.count)\n".utf8) + source }
  }

  /// Whether the folder is a folder of this user's, in which nobody else may write.
  private var isOurs: Bool {
    var facts = stat()
    return lstat(folder, &facts) == 0 && Self.isOurs(facts, S_IFDIR)
  }

  private static func isOurs(_ facts: stat, _ kind: mode_t) -> Bool {
    facts.st_mode & S_IFMT == kind && facts.st_mode & 0o022 == 0 && facts.st_uid == geteuid()
  }

  private static func digest(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, isOurs(facts, S_IFREG), facts.st_size <= 4 * ConfigurationText.largestFile
    else { return nil }
    let size = Int(facts.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress, size))
    }
    return bytes.count == size ? bytes : nil
  }

  private static func write(_ bytes: [UInt8], to path: String) -> Bool {
    // What an end in the middle left there, or somebody put there, is nothing to write into.
    unlink(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return Glibc.write(descriptor, bytes, bytes.count) == bytes.count
  }
}
