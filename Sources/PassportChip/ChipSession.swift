package import LogicalDataStructure

/// Why a chip could not be asked on.
package enum ChipTrouble: Error, Hashable, Sendable {
  case line(ChipLineFault)
  /// It refused a command, by its instruction.
  case refused(StatusWord, instruction: UInt8)
  /// What came was not said by the chip with which the keys were agreed on, or not to this command.
  case checksum
  /// What it said has no sense.
  case senseless(LDSFault)
  /// A file is larger than any that is read here.
  case tooLong(Int)
  /// libcrypto would not.
  case cryptography

  /// For the log: a status word, or what kind of trouble it is; nothing that a chip holds.
  package var words: String {
    switch self {
    case .line(.takenAway): "it was taken away"
    case .line(.silent): "it does not answer"
    case .line(.readerLost): "the reader is gone"
    case .refused(let status, let instruction): "\(status.text) to \(String(instruction, radix: 16))"
    case .checksum: "an answer's checksum does not hold"
    case .senseless: "an answer makes no sense"
    case .tooLong(let length): "a file of \(length) bytes"
    case .cryptography: "libcrypto refused"
    }
  }
}

/// Commands to one chip, in the clear until keys are agreed on.
package final class ChipSession<Line: ChipLine> {
  private let line: Line
  let random: ChipRandom
  var messaging: SecureMessaging?
  /// How many commands went to it.
  package private(set) var commands = 0

  package init(_ line: Line, random: ChipRandom = .secure) {
    self.line = line
    self.random = random
  }

  /// Sends a command; what it answers, or the status by which it refused.
  package func send(_ command: ChipCommand) throws(ChipTrouble) -> [UInt8] {
    guard var messaging else { return try checked(try exchange(command), command) }
    defer { self.messaging = messaging }
    let wrapped = try cryptic { () throws(CryptographyFault) in try messaging.wrap(command) }
    let answer = try exchange(wrapped)
    // Who no longer knows the keys answers in the clear.
    guard !answer.data.isEmpty else { throw .refused(answer.status, instruction: command.instruction) }
    let opened = try cryptic { () throws(CryptographyFault) in try messaging.unwrap(answer.data) }
    guard let opened else { throw .checksum }
    return try checked(opened, command)
  }

  private func checked(_ answer: (data: [UInt8], status: StatusWord), _ command: ChipCommand) throws(ChipTrouble)
    -> [UInt8]
  {
    guard answer.status.isDone else { throw .refused(answer.status, instruction: command.instruction) }
    return answer.data
  }

  private func exchange(_ command: ChipCommand) throws(ChipTrouble) -> (data: [UInt8], status: StatusWord) {
    commands += 1
    let answer: [UInt8]
    do throws(ChipLineFault) { answer = try line.transmit(command.bytes) } catch { throw .line(error) }
    guard answer.count >= 2 else { throw .senseless(.cut) }
    let status = answer.suffix(2).reduce(0) { $0 << 8 | UInt16($1) }
    return (answer.dropLast(2), StatusWord(rawValue: status))
  }

  // MARK: Files

  /// The largest file that is read: a face of 20 kB is usual, and nobody waits for more than this.
  private static var mostBytes: Int { 262_144 }
  /// How many bytes are asked for at a time: what fits a short answer with its cryptogram; else so many that a lost one costs little.
  private var piece: Int { line.takesLongCommands ? 2_000 : 223 }

  /// Chooses the passport's application (LDS1).
  func selectApplication() throws(ChipTrouble) {
    _ = try send(
      ChipCommand(
        instruction: 0xA4, parameters: (0x04, 0x0C), data: [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01]))
  }

  /// A file's object with its tag and length, which says how long it is.
  package func read(_ file: ChipFile) throws(ChipTrouble) -> [UInt8] {
    let identifier = [UInt8(file.identifier >> 8), UInt8(file.identifier & 0xFF)]
    _ = try send(ChipCommand(instruction: 0xA4, parameters: (0x02, 0x0C), data: identifier))
    var bytes = try readPiece(at: 0, count: 8)
    let total = try sensible { () throws(LDSFault) in try TLV.wholeLength(bytes[...]) }
    guard total <= Self.mostBytes else { throw .tooLong(total) }
    while bytes.count < total {
      let piece = try readPiece(at: bytes.count, count: min(piece, total - bytes.count))
      guard !piece.isEmpty else { throw .senseless(.cut) }
      bytes += piece
    }
    return Array(bytes.prefix(total))
  }

  private func readPiece(at offset: Int, count: Int) throws(ChipTrouble) -> [UInt8] {
    let place = [UInt8(truncatingIfNeeded: offset >> 8), UInt8(truncatingIfNeeded: offset)]
    guard offset > 0x7FFF else {
      return try send(ChipCommand(instruction: 0xB0, parameters: (place[0], place[1]), expected: count))
    }
    // Beyond 15 bits the place is an object, and what comes is one too.
    let offsetBytes = [UInt8(truncatingIfNeeded: offset >> 16)] + place
    let answer = try send(
      ChipCommand(instruction: 0xB1, data: TLV.encoded(0x54, offsetBytes), expected: min(count + 4, piece)))
    return try sensible { () throws(LDSFault) in Array(try TLV.only(0x53, in: answer[...])) }
  }

  // MARK: Errors of one kind

  func cryptic<T>(_ work: () throws(CryptographyFault) -> T) throws(ChipTrouble) -> T {
    do throws(CryptographyFault) { return try work() } catch { throw .cryptography }
  }

  func sensible<T>(_ work: () throws(LDSFault) -> T) throws(ChipTrouble) -> T {
    do throws(LDSFault) { return try work() } catch { throw .senseless(error) }
  }
}
