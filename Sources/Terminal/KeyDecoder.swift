import Renewal
package import Screens

/// A key that ncurses knows by its sequence.
package enum SpecialKey: Hashable, Sendable, CaseIterable {
  case up, down, left, right, backTab, backspace, enter, f1, f2
}

/// One thing as ncurses reads it.
package enum RawInput: Hashable, Sendable {
  case byte(UInt8)
  case special(SpecialKey)
  case press(Position)
  /// A key or a movement that means nothing here.
  case other
}

/// Bytes and keys → inputs: a pure machine; time is given in, in milliseconds of a clock that never goes back.
///
/// Sequences that ncurses does not know are swallowed whole, so that a late answer of the terminal or a paste's marks
/// never turn into Stop and some digits. While answers are waited for, an Esc alone is held: it may be the beginning of one.
package struct KeyDecoder: Sendable {
  private enum Escape: Hashable, Sendable {
    case none
    /// Esc alone so far.
    case begun
    /// Esc `[`, with so many bytes after it.
    case control(count: Int)
    /// Esc `O`, or Esc `[[`: one more byte.
    case oneMore
    /// Esc `]` and its like: until BEL or Esc `\`.
    case string(count: Int)
    case stringEscape
  }

  private var wedge: WedgeReader
  private var escape = Escape.none
  /// The bytes so far of a UTF-8 character, and how many it has.
  private var partial: [UInt8] = []
  private var expected = 0
  /// What the terminal has answered, and until when more is waited for.
  private var listening: (answers: TerminalAnswers, end: Int)?
  /// The bytes so far of what may be an answer; no more than an answer has.
  private var heard: [UInt8] = []
  private var finished: TerminalAnswers?

  package init(wedge: WedgeSettings) {
    self.wedge = WedgeReader(settings: wedge)
  }

  /// When `quiet` should be told again if nothing more comes.
  package var deadline: Int? { [wedge.deadline, listening?.end].compactMap { $0 }.min() }

  /// Listens for a terminal's answers until a moment, or the last of them.
  package mutating func listen(until end: Int) { listening = (TerminalAnswers(), end) }

  /// What the terminal answered, once: when nothing more is waited for.
  package mutating func takeAnswers() -> TerminalAnswers? {
    defer { finished = nil }
    return finished
  }

  /// Takes one thing that was read, and appends what it means.
  package mutating func decode(_ raw: RawInput, now: Int, into inputs: inout [DisplayInput]) {
    switch raw {
    case .byte(let byte): byteArrived(byte, now: now, into: &inputs)
    case .special(let key):
      endEscape(now: now, into: &inputs)
      if key == .enter {
        decode(scalar: "\r", now: now, into: &inputs)
      } else {
        emit(input: .key(KeyDecoder.key(key)), now: now, into: &inputs)
      }
    case .press(let position):
      endEscape(now: now, into: &inputs)
      emit(input: .press(position), now: now, into: &inputs)
    case .other:
      endEscape(now: now, into: &inputs)
    }
  }

  /// Told when nothing more is waiting to be read: Esc stands alone then, and a reading may have ended.
  package mutating func quiet(now: Int, into inputs: inout [DisplayInput]) {
    if let listening, now >= listening.end { stopListening() }
    if listening == nil { endEscape(now: now, into: &inputs) }
    add(wedge.quiet(now: now), to: &inputs)
  }

  private mutating func stopListening() {
    finished = listening?.answers
    listening = nil
    heard = []
  }

  /// Keeps a byte of what may be an answer.
  private mutating func hear(_ byte: UInt8) {
    if listening != nil, heard.count < 64 { heard.append(byte) }
  }

  /// A sequence is over: it may have been an answer.
  private mutating func heardAll(_ take: (inout TerminalAnswers, [UInt8]) -> Void) {
    guard var answers = listening?.answers else { return }
    take(&answers, heard)
    heard = []
    listening?.answers = answers
    if answers.isWhole { stopListening() }
  }

  private mutating func endEscape(now: Int, into inputs: inout [DisplayInput]) {
    switch escape {
    case .none, .string, .stringEscape: break
    case .begun, .control, .oneMore: emit(input: .key(.stop), now: now, into: &inputs)
    }
    escape = .none
  }

  private mutating func byteArrived(_ byte: UInt8, now: Int, into inputs: inout [DisplayInput]) {
    switch escape {
    case .none:
      if byte == 0x1B {
        escape = .begun
      } else {
        decode(byte, now: now, into: &inputs)
      }
    case .begun:
      switch byte {
      case 0x5B: (escape, heard) = (.control(count: 0), [])
      case 0x4F: escape = .oneMore
      case 0x5D, 0x50, 0x58, 0x5E, 0x5F: (escape, heard) = (.string(count: 0), [])
      case _:
        // Some readers send Esc before what they read.
        if wedge.isBeginning(Unicode.Scalar(byte)) { escape = .none }
        endEscape(now: now, into: &inputs)
        byteArrived(byte, now: now, into: &inputs)
      }
    case .control(let count):
      if count == 0, byte == 0x5B {
        escape = .oneMore
      } else if (0x20...0x3F).contains(byte), count < 64 {
        escape = .control(count: count + 1)
        hear(byte)
      } else {
        escape = .none
        hear(byte)
        heardAll { $0.take(control: $1) }
        if byte < 0x20 || byte > 0x7E { byteArrived(byte, now: now, into: &inputs) }
      }
    case .oneMore:
      escape = .none
    case .string(let count):
      switch byte {
      case 0x07: escape = .none
      case 0x1B: escape = .stringEscape
      case _:
        escape = count < 1024 ? .string(count: count + 1) : .none
        hear(byte)
      }
    case .stringEscape:
      escape = .none
      if byte == 0x5C {
        heardAll { $0.take(string: $1) }
      } else {
        escape = .begun
        byteArrived(byte, now: now, into: &inputs)
      }
    }
  }

  /// Puts bytes together to a character; a byte that fits nowhere is dropped.
  private mutating func decode(_ byte: UInt8, now: Int, into inputs: inout [DisplayInput]) {
    if expected > 0, byte & 0xC0 == 0x80 {
      partial.append(byte)
      guard partial.count == expected else { return }
      expected = 0
      if let scalar = String(validating: partial, as: UTF8.self)?.unicodeScalars.first {
        decode(scalar: scalar, now: now, into: &inputs)
      }
      return
    }
    expected = 0
    switch byte {
    case 0...0x7F: decode(scalar: Unicode.Scalar(byte), now: now, into: &inputs)
    case 0xC2...0xDF: expected = 2
    case 0xE0...0xEF: expected = 3
    case 0xF0...0xF4: expected = 4
    case _: return
    }
    partial = [byte]
  }

  private mutating func decode(scalar: Unicode.Scalar, now: Int, into inputs: inout [DisplayInput]) {
    add(wedge.read(scalar, now: now), to: &inputs)
  }

  /// A key without a character: typing, unless a reading is under way.
  private mutating func emit(input: DisplayInput, now: Int, into inputs: inout [DisplayInput]) {
    let (before, isLost) = wedge.takeKey(now: now)
    add(before, to: &inputs)
    if !isLost { inputs.append(input) }
  }

  private func add(_ outputs: [WedgeReader.Output], to inputs: inout [DisplayInput]) {
    for output in outputs {
      switch output {
      case .typed(let scalar): if let key = KeyDecoder.key(scalar) { inputs.append(.key(key)) }
      case .scan(let scan): inputs.append(.scan(scan))
      }
    }
  }

  private static func key(_ special: SpecialKey) -> Key {
    switch special {
    case .up: .up
    case .down: .down
    case .left: .left
    case .right: .right
    case .backTab: .backTab
    case .backspace: .back
    case .enter: .enter
    case .f1: .help
    case .f2: .again
    }
  }

  private static func key(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar {
    case "0"..."9": .digit(Int(scalar.value) - 0x30)
    case "\r", "\n": .enter
    case "-", "\u{8}", "\u{7F}": .back
    case "/": .stop
    case "*": .help
    case "+": .again
    case "\t": .tab
    case _: Repertoire.contains(scalar) ? .letter(scalar) : nil
    }
  }
}
