import CTerminal
package import Screens

extension CursesSession {
  /// The most that one call reads; what is left comes with the next call.
  private static let bound = 1024
  /// How many such portions are thrown away: twice the 64 KiB that a pseudo-terminal holds.
  private static let portions = 128

  /// Everything that has come since the last call, in order; `now` is in milliseconds of a clock that never goes back.
  package mutating func nextInputs(now: Int) -> [DisplayInput] {
    if isGone || pk_hung_up() {
      isGone = true
      hasMore = false
      return [.hungUp]
    }
    listen(now: now)
    var inputs: [DisplayInput] = []
    let newSize = CursesSession.currentSize()
    // A size that came and went in between cut off what was outside it.
    let wasTouched = pk_size_was_touched()
    if newSize != terminalSize || wasTouched {
      terminalSize = newSize
      pk_resize(pk_size(rows: Int32(newSize.rows), columns: Int32(newSize.columns)))
      measureAnew()
      listen(now: now)
      inputs.append(.resized(size))
    }
    hasMore = true
    for _ in 0..<CursesSession.bound {
      guard let raw = CursesSession.read() else {
        hasMore = false
        break
      }
      decoder.decode(raw, now: now, into: &inputs)
    }
    if !hasMore { decoder.quiet(now: now, into: &inputs) }
    if let answers = decoder.takeAnswers(), heard(answers) { inputs.append(.resized(size)) }
    guard isEnlarged else { return inputs }
    return inputs.map { input in
      guard case .press(let place) = input else { return input }
      return .press(Position(column: place.column / Magnifier.factor, row: place.row / Magnifier.factor))
    }
  }

  /// Listens for the answers to what was asked and not listened for yet, before anything more is read.
  private mutating func listen(now: Int) {
    guard asking == .asked else { return }
    asking = .waiting(isOutdated: false)
    decoder.listen(until: now + TerminalQuestion.patience)
  }

  /// Throws away what was typed ahead, as when a screen changes under the citizen; a reader's reading stays whole.
  ///
  /// As much as a terminal's buffers hold goes; whoever writes faster than this reads is not waited for.
  package mutating func discardTyped(now: Int) -> [DisplayInput] {
    var kept: [DisplayInput] = []
    for _ in 0..<CursesSession.portions {
      kept += nextInputs(now: now).filter { input in
        switch input {
        case .key, .press: false
        case .scan, .resized, .hungUp: true
        }
      }
      if !hasMore { break }
    }
    return kept
  }

  private static func read() -> RawInput? {
    let input = pk_read()
    switch Int(input.kind) {
    case pk_input_none: return nil
    case pk_input_byte: return .byte(UInt8(truncatingIfNeeded: input.value))
    case pk_input_press: return .press(Position(column: Int(input.column), row: Int(input.row)))
    case pk_input_key: return special(Int(input.value)).map { .special($0) } ?? .other
    case _: return .other
    }
  }

  private static func special(_ value: Int) -> SpecialKey? {
    switch value {
    case pk_key_up: .up
    case pk_key_down: .down
    case pk_key_left: .left
    case pk_key_right: .right
    case pk_key_back_tab: .backTab
    case pk_key_backspace: .backspace
    case pk_key_enter: .enter
    case pk_key_f1: .f1
    case pk_key_f2: .f2
    case _: nil
    }
  }
}
