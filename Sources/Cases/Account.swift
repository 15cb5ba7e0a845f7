package import Renewal

/// A member of staff's account, as it is listed.
package struct Account: Hashable, Sendable {
  /// The number typed at the log-in.
  package let id: StaffID
  /// The first name, shown to the citizen.
  package let firstName: String
  /// What it may do.
  package let role: StaffRole
  /// Whether somebody locked it.
  package let isLocked: Bool
  /// Whether the demonstration made it; a box in production refuses to start with one.
  package let isDemonstration: Bool
}

/// Which PINs are taken, and how long a number waits after wrong ones.
package enum PINPolicy {
  /// Why a PIN is not taken for an account; nothing when it is.
  package static func refusal(of pin: String, for id: StaffID) -> Refusal? {
    let digits = pin.utf8.map { Int($0) - 48 }
    guard (6...12).contains(digits.count), digits.allSatisfy((0...9).contains) else { return .pinLength }
    let steps = Set(zip(digits, digits.dropFirst()).map { ($1 - $0 + 10) % 10 })
    // A single step all the way: 0 is one digit repeated, 1 runs up, 9 runs down.
    let isRun = steps.count == 1 && !steps.isDisjoint(with: [0, 1, 9])
    return isRun || pin == id.digits ? .pinTooSimple : nil
  }

  /// How long a number waits after so many wrong PINs in a row, in milliseconds: 30 s from the third, doubled each time, 15 min at most.
  package static func wait(after failures: Int) -> Int {
    failures < 3 ? 0 : min(30_000 << min(failures - 3, 5), 900_000)
  }

  /// After how long without a wrong PIN the count starts anew, in milliseconds: a day.
  static let memory = 86_400_000
  /// How many numbers are remembered with their wrong PINs.
  static let remembered = 10_000
}
