package import Devices
package import DriverWire
package import Renewal

/// What the uplink tells the box.
package enum MessageFromUplink: Hashable, Sendable {
  /// The answer to the box's hello, in the version that this program speaks.
  case hello
  /// The answer to the box's hello, in another version: nothing else of it is understood.
  case otherVersion(Int)
  /// What the register answers to a question.
  case answered(Int, AuthorityAnswer)
  /// What came of a dossier; its key comes back.
  case submitted(Int, key: String, SubmissionAnswer)
  /// How the uplink is, unasked: after hello, and whenever it changes.
  case state(UplinkState)

  private enum Kind: String, FieldValue {
    case hello, answered, submitted, state
  }

  /// The message as a frame.
  package var frame: DriverFrame {
    switch self {
    case .hello: Self.frame(.hello, ["version": .integer(AuthorityInterface.version)])
    case .otherVersion(let version): Self.frame(.hello, ["version": .integer(version)])
    case .answered(let id, let answer): Self.frame(.answered, ["id": .integer(id), "result": answer.written])
    case .submitted(let id, let key, let answer):
      Self.frame(.submitted, ["id": .integer(id), "result": answer.written(about: key)])
    case .state(let state): Self.frame(.state, state.members)
    }
  }

  private static func frame(_ kind: Kind, _ members: [String: JSON]) -> DriverFrame {
    DriverFrame(.object(members.merging(["type": kind.json]) { $1 }))
  }

  /// The message in a frame that the uplink sent.
  package init(_ frame: DriverFrame) throws(DriverWireFault) {
    let head = frame.head
    guard let kind = Kind(json: head["type"]) else { throw .notMessage("no message from an uplink is of that type") }
    guard frame.tail.isEmpty else { throw .tail(expected: 0, came: frame.tail.count) }
    switch kind {
    case .hello:
      guard let version = head["version"].integer else { throw .notMessage("hello has no version") }
      self = version == AuthorityInterface.version ? .hello : .otherVersion(version)
    case .answered: self = .answered(try head.id(), try AuthorityAnswer(written: head["result"]))
    case .submitted:
      guard let key = head["result"]["key"].text, AuthorityInterface.isKey(key) else {
        throw .notMessage("an outcome names no dossier")
      }
      self = .submitted(try head.id(), key: key, try SubmissionAnswer(written: head["result"], about: key))
    case .state: self = .state(try UplinkState(head))
    }
  }
}

extension MessageFromUplink: CustomStringConvertible, CustomReflectable {
  /// What it is, with nothing of anybody.
  package var description: String {
    switch self {
    case .hello: "hello"
    case .otherVersion(let version): "hello \(version)"
    case .answered(let id, _): "answered \(id)"
    case .submitted(let id, let key, let answer): "submitted \(id), \(key), \(answer.word)"
    case .state(let state): "state \(state.line.rawValue)"
    }
  }

  /// A mirror without what is inside.
  package var customMirror: Mirror { Mirror(self, children: [("message", description)]) }
}
