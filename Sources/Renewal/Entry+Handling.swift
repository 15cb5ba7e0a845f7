/// What a key did to a field.
enum EntryOutcome: Hashable, Sendable {
  /// The key means nothing to the field.
  case ignored
  /// What stands in the field, or its question, changed.
  case changed(Entry)
  /// Enter.
  case submitted
  /// `-` twice on the empty field.
  case left
}

extension Entry {
  /// What a key does to the field.
  func handle(_ key: Key) -> EntryOutcome {
    var next = self
    next.asksToLeave = false
    next.isPrefilled = false
    switch key {
    case .digit(let digit):
      if isPrefilled { next.digits = "" }
      guard next.digits.utf8.count < limit else { return .changed(next) }
      next.digits += String(digit)
      return .changed(next)
    case .back where digits.isEmpty:
      if asksToLeave { return .left }
      next.asksToLeave = true
      return .changed(next)
    case .back where isPrefilled:
      next.digits = ""
      return .changed(next)
    case .back:
      next.digits.removeLast()
      return .changed(next)
    case .enter:
      return .submitted
    case .stop, .help, .again, .up, .down, .left, .right, .tab, .backTab, .letter:
      return .ignored
    }
  }
}
