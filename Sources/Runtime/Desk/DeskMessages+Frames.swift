import FoundationEssentials

extension DeskMessage {
  /// The message as a frame.
  package var frame: [UInt8] { Framing.frame(encoded(self)) }

  /// The message in a frame's payload; numbers out of range are no message.
  package init(payload: [UInt8]) throws(FrameFault) {
    let message: DeskMessage = try decoded(payload)
    guard message.isSound else { throw .malformed }
    self = message
  }

  /// The version that a first word names, whatever else stands in it: what a newer desk says need not be understood.
  package static func version(in payload: [UInt8]) -> Int? {
    let word: FirstWord? = try? decoded(payload)
    return word?.hello?.version ?? word?.list?.version ?? word?.send?.version ?? word?.accounts?.version
      ?? word?.devices?.version
  }

  private var isSound: Bool {
    switch self {
    case .hello(_, let terminal): Self.isSize(terminal.columns, terminal.rows)
    case .keys(let keys, _): keys.count <= Self.mostKeys
    case .press(let column, let row, _): column >= 0 && row >= 0
    case .resized(let columns, let rows): Self.isSize(columns, rows)
    case .send(_, let staff, let pin): staff.utf8.count <= Self.mostKeys && pin.utf8.count <= Self.mostKeys
    case .list, .devices, .accounts, .bye: true
    }
  }

  private static func isSize(_ columns: Int, _ rows: Int) -> Bool {
    (1...10_000).contains(columns) && (1...10_000).contains(rows)
  }

  private struct FirstWord: Decodable {
    struct Version: Decodable { let version: Int }
    let hello: Version?
    let list: Version?
    let send: Version?
    let accounts: Version?
    let devices: Version?
  }
}

extension BoxMessage {
  /// The message as a frame.
  package var frame: [UInt8] { Framing.frame(encoded(self)) }

  /// The message in a frame's payload.
  package init(payload: [UInt8]) throws(FrameFault) { self = try decoded(payload) }
}

/// A message has nothing that JSON cannot write: numbers are whole, texts are texts.
private func encoded(_ message: some Encodable) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return (try? encoder.encode(message)).map { [UInt8]($0) } ?? []
}

private func decoded<Message: Decodable>(_ payload: [UInt8]) throws(FrameFault) -> Message {
  do {
    return try JSONDecoder().decode(Message.self, from: Data(payload))
  } catch {
    throw .malformed
  }
}
