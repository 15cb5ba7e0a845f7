import Cases
import Devices
import PassportRules
import Renewal
import Runtime
import Screens

/// What is different between a box that is shown and one that is practised at.
struct BoxParts {
  let drivers: [any Driver]
  let authority: any Authority
  /// The folder of the store.
  let state: String
  /// Where the staff socket is.
  let socket: String
  let openingHours: WeekHours
  let officerHours: WeekHours
  /// The command that reaches a librarian.
  let notifyCommand: [String]
  /// What stands on the screens so that anybody can play it.
  let hint: DemonstrationHint
  /// The CPR numbers of the invented people.
  let numbers: Set<CPRNumber>
  /// The exercises, where there are any.
  let practice: Exercises?
  let openStore: @Sendable () throws(StoreError) -> Store

  init(
    drivers: [any Driver], authority: any Authority, state: String, socket: String, openingHours: WeekHours,
    officerHours: WeekHours, notifyCommand: [String], hint: DemonstrationHint, numbers: Set<CPRNumber>,
    practice: Exercises? = nil, openStore: @escaping @Sendable () throws(StoreError) -> Store
  ) {
    self.drivers = drivers
    self.authority = authority
    self.state = state
    self.socket = socket
    self.openingHours = openingHours
    self.officerHours = officerHours
    self.notifyCommand = notifyCommand
    self.hint = hint
    self.numbers = numbers
    self.practice = practice
    self.openStore = openStore
  }
}
