// Practice: a rehearsal at a box that serves citizens, and the exercises of a box that is practised at.
//
// A rehearsal is a box of its own, with a store, devices and an authority of its own, that has screen and keys for as long as it goes on.
// The box at which it was begun is closed meanwhile, and nothing of it takes part.

extension Box {
  // MARK: A rehearsal at this box

  /// Whether a rehearsal may begin now: nothing waits for staff to open the box, and nobody's document lies inside. Hours and devices do
  /// not matter, for none is used.
  var canRehearse: Bool { isStarted && hasStorage && waitsForStaff == nil && media == .notPresent }

  mutating func beginRehearsal(by session: StaffSession, _ transition: inout Transition) {
    outOfService = .rehearsal
    transition.record(.rehearsalBegan(by: session.id))
    transition.emit(.rehearse)
    leaveSession(&transition)
  }

  /// How long a rehearsal may last: nobody shall keep a box from citizens by it.
  package static let longestRehearsal = Milliseconds.seconds(3600)

  /// The box serves citizens again, unless something else keeps it closed by now.
  mutating func rehearsalIsOver() {
    if outOfService == .rehearsal { outOfService = nil }
    settle()
  }

  // MARK: This box is the rehearsal

  private var isRehearsal: Bool { policy.practice?.isRehearsal == true }

  /// The menu with the key that ends a rehearsal; where a note is written, it is a character like others.
  func withRehearsalsEnd(_ offers: [Offer]) -> [Offer] {
    guard isRehearsal, !offers.contains(where: { $0.others == .letters }) else {
      return offers
    }
    return offers + [Offer([.letter(","), .letter(".")], .endRehearsal)]
  }

  /// Whether nobody has been at the rehearsal since the last visit ended.
  var isRehearsalDeserted: Bool { isRehearsal && isResting }

  private var isResting: Bool {
    switch state {
    case .closed, .welcome: true
    case .visit, .logIn, .attended, .maintenance: false
    }
  }

  /// Ends the rehearsal, and does not wait for money that nobody has.
  mutating func endRehearsal(_ transition: inout Transition) {
    stop()
    guard var visit = state.visit, case .payment(let payment) = visit.step, let transaction = payment.transaction,
      transaction.state != .capturing
    else { return }
    transition.carryOut(transaction.giveUp().effects)
    visit.end(.moneyOpen, &transition)
    state = .visit(visit)
  }

  /// At rest a rehearsal waits for somebody as long as staff's pages do; a visit has times of its own. The box at which it was begun
  /// does not wait for ever.
  func keepRehearsalTimers(_ transition: inout Transition) {
    if outOfService != .rehearsal {
      transition.stop(.rehearsal)
    } else if transition.pending.timers[.rehearsal] == nil {
      transition.start(.rehearsal, Self.longestRehearsal)
    }
    guard isRehearsal else { return }
    switch state {
    case .closed(.stopping), .logIn, .attended, .maintenance: break
    case .closed, .welcome:
      if transition.pending.timers[.session] == nil { transition.start(.session, policy.waits[.session]) }
    case .visit: transition.stop(.session)
    }
  }

  // MARK: Exercises

  /// How many exercises a page shows.
  package static let exercisesAPage = 5

  private var exercises: Int { policy.practice?.exercises ?? 0 }

  private var exercisePages: Int { (exercises + Self.exercisesAPage - 1) / Self.exercisesAPage }

  /// What the welcome screen offers besides a visit: the other exercises, where there are any.
  var practiceOffers: [Offer] {
    exercises > 1 ? [Offer(.back, .showExercises(page: 0)), Offer(.stop, .skipExercise)] : []
  }

  func exerciseOffers(page: Int) -> [Offer] {
    let places = (0..<exercises).dropFirst(page * Self.exercisesAPage).prefix(Self.exercisesAPage)
    let next = exercisePages > 1 ? [Offer(.digit(9), .showExercises(page: (page + 1) % exercisePages))] : []
    return .numbered(places.map(Intent.chooseExercise), besides: next + [Offer([.back, .stop], .goBack)])
  }

  mutating func choseExercise(_ intent: Intent, _ transition: inout Transition) {
    switch intent {
    case .showExercises(let page): return rest(.exercises(page: page))
    case .chooseExercise(let place): transition.emit(.practise(place))
    case .skipExercise: transition.emit(.practise(nil))
    default: break
    }
    rest()
  }
}
