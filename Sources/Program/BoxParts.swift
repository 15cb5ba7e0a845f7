import Cases
import Logging
import PassportRules
import Renewal
import Runtime
import Screens

/// What is different between a box that serves citizens, one that is shown and one that is practised at.
struct BoxParts {
  /// Devices and authority, which tell a log of themselves.
  let surroundings: @Sendable (Logger) -> BoxSurroundings
  /// The folder of the store.
  let state: String
  /// Where the staff socket is.
  let socket: String
  let openingHours: WeekHours
  let officerHours: WeekHours
  /// The command that reaches a librarian.
  let notifyCommand: [String]
  /// What stands on the screens so that anybody can play it; nothing where citizens are served.
  let hint: DemonstrationHint?
  /// The CPR numbers of the invented people, where they come.
  let numbers: Set<CPRNumber>
  /// The exercises, where there are any.
  let practice: Exercises?
  /// Ends what stands around the box, where that is a child of its own.
  let end: @Sendable () -> Void
  let openStore: @Sendable () throws(StoreError) -> Store

  init(
    surroundings: @escaping @Sendable (Logger) -> BoxSurroundings, state: String, socket: String,
    openingHours: WeekHours,
    officerHours: WeekHours, notifyCommand: [String], hint: DemonstrationHint? = nil, numbers: Set<CPRNumber> = [],
    practice: Exercises? = nil, end: @escaping @Sendable () -> Void = {},
    openStore: @escaping @Sendable () throws(StoreError) -> Store
  ) {
    self.surroundings = surroundings
    self.state = state
    self.socket = socket
    self.openingHours = openingHours
    self.officerHours = officerHours
    self.notifyCommand = notifyCommand
    self.hint = hint
    self.numbers = numbers
    self.practice = practice
    self.end = end
    self.openStore = openStore
  }
}
