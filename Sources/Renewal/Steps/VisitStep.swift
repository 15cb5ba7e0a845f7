import PassportRules

/// A step of a visit. Everything that only this step knows stands in its file: what it is called, whom it is asked of and when it is settled,
/// what it offers, what it waits for and holds, and what it does with what happens. `StepName` has the steps in their order.
///
/// What an event means nothing to is the step's `default`: it stays as it is.
protocol VisitStep: Hashable, Sendable {
  /// Its name, and with it its place in the order.
  static var name: StepName { get }
  /// The device at which something is given here, and how often it may be tried; nothing where none is.
  static var device: (device: Device, tries: Policy.Try)? { get }
  /// Whether it is asked of somebody with these needs.
  static func isAsked(by needs: Requirements) -> Bool
  /// Whether all that it asks for was given.
  static func isSettled(in application: Application) -> Bool
  /// Opens it anew; what comes after the freeze is entered with what was frozen, never so.
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move

  /// The step as a visit keeps it.
  var step: Step { get }
  /// Whether it waits for a key, and no command runs.
  var waitsForCitizen: Bool { get }
  /// What is waited for instead.
  func awaited(in visit: Visit) -> Awaited?
  /// Whether the visit may end now: no money under way, nothing being sealed.
  var canEnd: Bool { get }
  /// Whether it waits for an answer or a timer that nobody will give any more, which no event can lead to.
  func isForsaken(with pending: PendingRequests) -> Bool
  /// Whether a dossier is held for it, which is erased when the visit ends here.
  var holdsDossier: Bool { get }
  /// What the citizen owes here.
  var holding: Holding { get }
  /// Pictures that only the step itself refers to, so that they go when it is left aside.
  var ownPictures: [PictureID] { get }
  /// Which of its questions is on the screen, for a key counts only for the one that it was pressed at.
  var questionNumber: Int { get }
  /// The same with every field empty and the focus at the first: what a held key may not change.
  var withoutTyping: Self { get }
  /// Whether it makes something of such a reading.
  func uses(_ kind: ScanKind) -> Bool
  /// What keys do here.
  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer]
  /// Takes what happened, and tells where it leads.
  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move
}

extension VisitStep {
  static var device: (device: Device, tries: Policy.Try)? { nil }
  static func isAsked(by needs: Requirements) -> Bool { true }
  static func isSettled(in application: Application) -> Bool { false }
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move { .stay(visit.step) }

  var waitsForCitizen: Bool { true }
  func awaited(in visit: Visit) -> Awaited? { nil }
  var canEnd: Bool { true }
  func isForsaken(with pending: PendingRequests) -> Bool { false }
  var holdsDossier: Bool { false }
  var holding: Holding { .nothing }
  var ownPictures: [PictureID] { [] }
  var questionNumber: Int { 0 }
  var withoutTyping: Self { self }
  func uses(_ kind: ScanKind) -> Bool { false }

  /// The step as it is.
  var stay: Move { .stay(step) }
}
