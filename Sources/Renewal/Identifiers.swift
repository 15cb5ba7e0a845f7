/// The number of a case, counted up by the store; the citizen reads it on the receipt.
package struct CaseNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The running number, from 1.
  package let number: Int

  /// A case with its running number.
  package init(_ number: Int) { self.number = number }

  package var description: String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  package static func < (one: Self, other: Self) -> Bool { one.number < other.number }
}

/// One question to a device, the authority, the store or the accounts, and the answer that belongs to it.
package struct RequestID: Hashable, Comparable, Sendable {
  /// Counted up by the box.
  package let number: Int
  /// The request with that number.
  package init(_ number: Int) { self.number = number }
  package static func < (one: Self, other: Self) -> Bool { one.number < other.number }
}

/// One start of a timer.
package struct TimerID: Hashable, Sendable {
  /// Counted up by the box.
  package let number: Int
  /// The timer with that number.
  package init(_ number: Int) { self.number = number }
}

/// A picture, print or signature in the runtime's vault; the bytes never enter the state.
package struct PictureID: Hashable, Comparable, Sendable {
  /// Given by the vault, counted up within a visit.
  package let number: Int
  /// The picture with that number.
  package init(_ number: Int) { self.number = number }
  package static func < (one: Self, other: Self) -> Bool { one.number < other.number }
}

/// A member of staff's number, as typed at the log-in: two to six digits.
package struct StaffID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The digits as typed.
  package let digits: String
  /// The member of staff with those digits.
  package init(_ digits: String) { self.digits = digits }
  package var description: String { digits }
  package static func < (one: Self, other: Self) -> Bool { one.digits < other.digits }
}

/// A language of the screens, by its ISO 639-1 code.
package struct Language: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Two small letters, such as `da`.
  package let code: String
  /// The language with that code.
  package init(_ code: String) { self.code = code }
  /// Whether the code has the form of ISO 639-1.
  package var hasCode: Bool { code.utf8.count == 2 && code.utf8.allSatisfy { (97...122).contains($0) } }
  package var description: String { code }
  package static func < (one: Self, other: Self) -> Bool { one.code < other.code }
}

/// A span of time in milliseconds; the machine never reads a clock, it only asks for timers.
package struct Milliseconds: Hashable, Comparable, Sendable {
  /// The count of milliseconds, never negative.
  package let count: Int
  /// A span of that many milliseconds.
  package init(_ count: Int) { self.count = count }
  /// A span of whole seconds.
  package static func seconds(_ seconds: Int) -> Milliseconds { Milliseconds(seconds * 1000) }
  package static func < (one: Self, other: Self) -> Bool { one.count < other.count }
}
