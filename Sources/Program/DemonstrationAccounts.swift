import Cases
import Renewal
package import Screens

/// The accounts of a demonstration. Their PINs are published here, in the README and on the log-in screen, so a box in production refuses to
/// start with one of them.
package enum DemonstrationAccounts {
  /// An account whose PIN everybody may know.
  package struct Entry {
    let id: StaffID
    let firstName: String
    let role: StaffRole
    let pin: String
    /// As it stands on the log-in screen.
    package var shown: DemonstrationHint.Account { DemonstrationHint.Account(staffNumber: id.digits, pin: pin) }
  }

  /// The officer whose number and PIN stand on the log-in screen.
  package static let officer = Entry(id: StaffID("20"), firstName: "Karim", role: .officer, pin: "246810")

  /// The supervisor whose number and PIN stand where a second person is asked for.
  package static let supervisor = Entry(id: StaffID("30"), firstName: "Birgit", role: .supervisor, pin: "975310")

  /// One account for each role.
  static let all = [
    Entry(id: StaffID("10"), firstName: "Mette", role: .librarian, pin: "135790"),
    officer,
    supervisor,
    Entry(id: StaffID("40"), firstName: "Anders", role: .technician, pin: "864209"),
  ]

  /// Adds those that are not there; takes as long as scrypt does for each.
  static func add(to store: Store) throws(StoreError) {
    let known = Set(try store.accounts().map(\.id))
    for entry in all where !known.contains(entry.id) {
      do throws(StoreError) {
        try store.addDemonstrationAccount(
          id: entry.id, firstName: entry.firstName, role: entry.role, pin: entry.pin)
      } catch {
        // One that was removed stays removed.
        guard error == .refused(.accountExists) else { throw error }
      }
    }
  }
}
