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
