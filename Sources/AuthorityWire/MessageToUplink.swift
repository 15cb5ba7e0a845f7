package import DriverWire
package import Renewal

/// What the box tells the uplink.
package enum MessageToUplink: Hashable, Sendable {
  /// The first message: the version that the box speaks.
  case hello(version: Int)
  /// A question to the register; the answer bears its number.
  case ask(Int, AuthorityQuestion)
  /// A sealed dossier with its idempotency key; the answer bears its number.
  case submit(Int, key: String, [UInt8])

  private enum Kind: String, FieldValue {
    case hello, ask, submit
  }

  /// The message as a frame; the dossier is its tail.
  package var frame: DriverFrame {
    switch self {
    case .hello(let version): DriverFrame(["type": Kind.hello.json, "version": .integer(version)])
    case .ask(let id, let question):
      DriverFrame(["type": Kind.ask.json, "id": .integer(id), "question": question.written])
    case .submit(let id, let key, let dossier):
      DriverFrame(["type": Kind.submit.json, "id": .integer(id), "key": .text(key)], tail: dossier)
    }
  }

  /// The message in a frame that the box sent.
  package init(_ frame: DriverFrame) throws(DriverWireFault) {
    let head = frame.head
    guard let kind = Kind(json: head["type"]) else { throw .notMessage("no message to an uplink is of that type") }
    guard kind == .submit || frame.tail.isEmpty else { throw .tail(expected: 0, came: frame.tail.count) }
    switch kind {
    case .hello:
      guard let version = head["version"].integer else { throw .notMessage("hello has no version") }
      self = .hello(version: version)
    case .ask: self = .ask(try head.id(), try AuthorityQuestion(written: head["question"]))
    case .submit:
      guard let key = head["key"].text, AuthorityInterface.isKey(key) else {
        throw .notMessage("a dossier has no idempotency key of letters, digits and hyphens")
      }
      guard !frame.tail.isEmpty else { throw .tail(expected: 1, came: 0) }
      self = .submit(try head.id(), key: key, frame.tail)
    }
  }
}

extension MessageToUplink: CustomStringConvertible, CustomReflectable {
  /// What it is, with nothing of anybody.
  package var description: String {
    switch self {
    case .hello(let version): "hello \(version)"
    case .ask(let id, _): "ask \(id)"
    case .submit(let id, let key, let dossier): "submit \(id), \(key), \(dossier.count) bytes"
    }
  }

  /// A mirror without what is inside.
  package var customMirror: Mirror { Mirror(self, children: [("message", description)]) }
}
