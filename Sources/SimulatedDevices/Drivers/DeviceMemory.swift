import FoundationEssentials
import Glibc
import PassportRules
import Renewal
import Synchronization

/// What real devices still know when the box's program was killed: which payments went through, and whether a document lies inside.
///
/// With a file it outlives the program, as a payment terminal and a passport on the glass do; without one it is gone with the value.
package final class DeviceMemory: Sendable {
  private struct Contents {
    var outcomes: [String: PaymentAnswer] = [:]
    var hasDocument = false
  }

  private let file: String?
  private let contents: Mutex<Contents>

  /// A memory in a file, which need not be there yet, or in the process alone.
  package init(file: String? = nil) {
    self.file = file
    let lines = file.flatMap { FileManager.default.contents(atPath: $0) }.map { String(decoding: $0, as: UTF8.self) }
    contents = Mutex(Self.read(lines ?? ""))
  }

  /// What became of the payment with a reference; nothing when it never arrived.
  func outcome(_ reference: String) -> PaymentAnswer? { contents.withLock { $0.outcomes[reference] } }

  /// Keeps what became of a payment, on disk before anybody is told.
  func keep(_ outcome: PaymentAnswer, of reference: String) { change { $0.outcomes[reference] = outcome } }

  /// Whether a document lies in the reader.
  var hasDocument: Bool {
    get { contents.withLock { $0.hasDocument } }
    set { if newValue != hasDocument { change { $0.hasDocument = newValue } } }
  }

  private func change(_ change: (inout Contents) -> Void) {
    contents.withLock { contents in
      change(&contents)
      if let file { Self.write(Self.written(contents), to: file) }
    }
  }

  /// On disk whole or not at all; a disk that is full still takes a few bytes in the place of others. Where it takes nothing, the
  /// process alone remembers: no device fails of the box's disk.
  private static func write(_ text: String, to file: String) {
    let fresh = file + ".new"
    if write(text, at: fresh), rename(fresh, file) == 0 { return syncFolder(of: file) }
    unlink(fresh)
    _ = write(text, at: file)
  }

  /// A device's memory is not the box's disk: a power cut leaves it no older than what the box has stored of it.
  private static func syncFolder(of file: String) {
    let folder = open(file.lastIndex(of: "/").map { String(file[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static func write(_ text: String, at file: String) -> Bool {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    return pwrite(descriptor, bytes, bytes.count, 0) == bytes.count && ftruncate(descriptor, off_t(bytes.count)) == 0
      && fsync(descriptor) == 0
  }

  // MARK: The file: a line each

  private static func written(_ contents: Contents) -> String {
    var lines = contents.outcomes.sorted { $0.key < $1.key }.compactMap { reference, outcome in
      word(outcome).map { "payment \(reference) \($0)" }
    }
    if contents.hasDocument { lines.append("document") }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func word(_ outcome: PaymentAnswer) -> String? {
    switch outcome {
    case .approved(let amount): "approved \(amount.ore)"
    case .declined(let reason): "declined \(reason.rawValue)"
    case .reversed: "reversed"
    case .inProgress, .notFound, .reversalRefused: nil
    }
  }

  private static func read(_ text: String) -> Contents {
    var contents = Contents()
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map { String($0) }
      if words == ["document"] { contents.hasDocument = true }
      guard words.count >= 3, words[0] == "payment" else { continue }
      contents.outcomes[words[1]] = outcome(words[2], words.dropFirst(3).first)
    }
    return contents
  }

  private static func outcome(_ word: String, _ detail: String?) -> PaymentAnswer? {
    switch word {
    case "approved": detail.flatMap { Int($0) }.map { .approved(Amount(ore: $0)) }
    case "declined": detail.flatMap { DeclineReason(rawValue: $0) }.map { .declined($0) }
    case "reversed": .reversed
    case _: nil
    }
  }
}
