/// How a chip is reached: a command goes there and an answer comes back.
package protocol ChipLine {
  /// Whether commands and answers may be longer than 255 bytes.
  var takesLongCommands: Bool { get }
  /// Sends a command and waits for its answer, which ends with two bytes of status.
  func transmit(_ command: [UInt8]) throws(ChipLineFault) -> [UInt8]
}

/// Why no answer came.
package enum ChipLineFault: Error, Hashable, Sendable {
  /// The document was taken away.
  case takenAway
  /// It lies there, and its chip does not answer.
  case silent
  /// The reader, or the service that has it, is gone.
  case readerLost
}

/// What a chip says of a command (ISO/IEC 7816-4, 5.6).
package struct StatusWord: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let done = StatusWord(rawValue: 0x9000)
  /// The end of a file came before as many bytes as were asked for.
  package static let endOfFile = StatusWord(rawValue: 0x6282)

  /// Whether the command was carried out.
  var isDone: Bool { self == .done || self == .endOfFile }

  /// Whether the chip says that it fails, and not that it refuses: memory, execution, or nothing that it could name.
  var isOwnTrouble: Bool { [0x64, 0x65, 0x6F].contains(rawValue >> 8) }

  /// As technicians read it.
  package var text: String {
    String(repeating: "0", count: 4 - String(rawValue, radix: 16).count) + String(rawValue, radix: 16)
  }
}

/// A command (ISO/IEC 7816-4, 5.1).
package struct ChipCommand {
  var first: UInt8
  let instruction: UInt8
  let parameters: (UInt8, UInt8)
  var data: [UInt8]
  /// How many bytes are expected; nothing where none are.
  var expected: Int?

  /// A command of a class, with its instruction and parameters.
  package init(
    first: UInt8 = 0, instruction: UInt8, parameters: (UInt8, UInt8) = (0, 0), data: [UInt8] = [], expected: Int? = nil
  ) {
    self.first = first
    self.instruction = instruction
    self.parameters = parameters
    self.data = data
    self.expected = expected
  }

  /// The instruction by which it is said what an authentication is to be done with.
  static let setTemplate: UInt8 = 0x22

  /// The command's first four bytes.
  var header: [UInt8] { [first, instruction, parameters.0, parameters.1] }

  /// The command as it goes to the chip.
  var bytes: [UInt8] {
    let isLong = data.count > 255 || (expected ?? 0) > 256
    var bytes = header
    if !data.isEmpty { bytes += (isLong ? [0] + Self.two(data.count) : [UInt8(data.count)]) + data }
    if let expected {
      // As many as there can be are written as 0.
      bytes += isLong ? (data.isEmpty ? [0] : []) + Self.two(expected) : [UInt8(truncatingIfNeeded: expected)]
    }
    return bytes
  }

  private static func two(_ count: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
  }
}
