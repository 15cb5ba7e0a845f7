import PassportRules
import Renewal
import TestSupport
import Walk

/// What must hold of money, whatever the terminal, the disk and whoever stops the program do.
enum MoneyLaw: String, Hashable, CaseIterable {
  /// At no time does the terminal hold money of two attempts.
  case neverChargedTwice
  /// Nothing that moves money is sent before it is on disk, and nothing twice that takes it.
  case intentFirst
  /// What is captured was taken, that much, for a visit; only what is on disk as captured gives a receipt.
  case receiptIsPaid
  /// Money that the terminal holds at the end is captured, or open and before staff.
  case nothingIsForgotten
  /// The journal knows at the end what the machine says.
  case journalAgrees
  /// One thing is waited for, until the end.
  case somethingIsAwaited
  /// It ends, whatever is lost.
  case ends
}

/// A walk over all courses of a case's money, breadth first, with the laws checked on every edge.
struct MoneyWalk {
  /// Changes what a transition is: of an attempt, after an event; at a beginning there is neither.
  typealias Change =
    @Sendable (PaymentTransaction?, PaymentTransaction.Event?, PaymentTransaction.Outcome)
    -> PaymentTransaction.Outcome

  /// What a walk saw.
  struct Report {
    var courses = 0
    var edges = 0
    var violations: Set<MoneyLaw> = []
    /// How many courses came to rest in each way.
    var ends: [PaymentTransaction.End: Int] = [:]
  }

  private let policy = Fixtures.sample(.adult).policy
  private let change: Change
  private var report = Report()

  init(changing change: @escaping Change = { $2 }) { self.change = change }

  /// Walks from a fee that was explained.
  mutating func run() -> Report {
    var index: [MoneyCourse: Int] = [MoneyCourse(): 0]
    var courses = [MoneyCourse()]
    var ways: [[Int]] = []
    while ways.count < courses.count {
      let course = courses[ways.count]
      var targets: [Int] = []
      for deed in course.deeds {
        var next = course
        take(deed, &next)
        report.edges += 1
        let number = index[next] ?? courses.count
        if number == courses.count {
          index[next] = number
          courses.append(next)
        }
        targets.append(number)
      }
      ways.append(targets)
    }
    report.courses = courses.count
    require(Self.isAcyclic(ways), .ends)
    return report
  }

  // MARK: What happens

  private mutating func take(_ deed: MoneyCourse.Deed, _ course: inout MoneyCourse) {
    switch deed {
    case .event(let event, let charge):
      guard let transaction = course.transaction else { return }
      if let charge { course.charges[transaction.payment.attempt] = charge }
      course.waiting = []
      // The store's word that it is captured is written by the store itself.
      if event == .stored { course.journal[transaction.payment.attempt]?.state = .captured }
      follow(change(transaction, event, transaction.handle(event, policy)), of: transaction.payment, &course)
    case .again:
      course.attempt += 1
      let payment = MoneyCourse.payment(course.attempt)
      follow(change(nil, nil, PaymentTransaction.begin(payment)), of: payment, &course)
    case .restart(let charge):
      if let charge, let transaction = course.transaction { course.charges[transaction.payment.attempt] = charge }
      course.restarts += 1
      course.waiting = []
      course.transaction = nil
      course.mayTryAgain = false
      // What a start makes of money without an end, before anybody is asked.
      for left in course.unsettled { write(.moneyOpen(left.payment), &course) }
      course.flagged.formUnion(course.unsettled.map(\.payment.attempt))
      recover(&course)
    }
    checkAtAllTimes(course)
  }

  private mutating func recover(_ course: inout MoneyCourse) {
    guard let left = course.unsettled.first else { return }
    follow(change(nil, nil, PaymentTransaction.recover(left)), of: left.payment, &course)
  }

  private mutating func follow(
    _ transition: PaymentTransaction.Outcome, of payment: Payment, _ course: inout MoneyCourse
  ) {
    for case .record(let fact) in transition.effects { write(fact, &course) }
    for effect in transition.effects {
      switch effect {
      case .record: break
      case .flag(let flag):
        if case .moneyOpen(let open) = flag.holding { course.flagged.insert(open.attempt) }
      case .send(let command):
        checkIntent(command, course)
        course.waiting.insert(.terminal(command))
      case .pause: course.waiting.insert(.pause)
      case .capture(let captured):
        checkCapture(captured, transition, course)
        course.waiting.insert(.store)
      }
    }
    switch transition.progress {
    case .goesOn(let next):
      course.transaction = next
      require(course.waiting.count == 1, .somethingIsAwaited)
    case .ended(let end):
      course.transaction = nil
      course.mayTryAgain = course.mayTryAgain && Self.leavesTheCitizenHere(end)
      report.ends[end, default: 0] += 1
      require(course.waiting.isEmpty, .somethingIsAwaited)
      checkEnd(end, of: payment, course)
    }
  }

  private func write(_ fact: Fact, _ course: inout MoneyCourse) {
    if case .paymentIntended(let payment) = fact { course.journal[payment.attempt] = PaymentStanding(.intended) }
    guard let attempt = Self.attempt(of: fact), let before = course.journal[attempt] else { return }
    let others = course.journal.filter { $0.key != attempt }.values.map(\.state)
    let after = before.after(fact, anotherIsUnderWay: others.contains { $0.isUnresolved || $0 == .captured })
    course.journal[attempt] = after
    // The flag of money that is settled goes with it.
    if !after.state.isUnresolved { course.flagged.remove(attempt) }
  }

  private static func attempt(of fact: Fact) -> Int? {
    switch fact {
    case .paymentIntended(let payment), .paymentAnswered(let payment, _), .paymentUncertain(let payment),
      .reversalIntended(let payment), .moneyOpen(let payment):
      payment.attempt
    default: nil
    }
  }

  private static func leavesTheCitizenHere(_ end: PaymentTransaction.End) -> Bool {
    switch end {
    case .notTaken, .reversed(.unknown), .reversed(.wrongAmount): true
    case .captured, .reversed(.notStored), .open: false
    }
  }

  // MARK: The laws

  private mutating func require(_ holds: Bool, _ law: MoneyLaw) {
    if !holds { report.violations.insert(law) }
  }

  private mutating func checkAtAllTimes(_ course: MoneyCourse) {
    require(course.charges.values.count { $0.isTaken } <= 1, .neverChargedTwice)
  }

  private mutating func checkIntent(_ command: DeviceCommand, _ course: MoneyCourse) {
    switch command {
    case .pay(let payment): require(course.journal[payment.attempt]?.state == .intended, .intentFirst)
    case .reverse(let payment): require(course.journal[payment.attempt]?.state == .reversing, .intentFirst)
    default: break
    }
  }

  private mutating func checkCapture(
    _ payment: Payment, _ transition: PaymentTransaction.Outcome, _ course: MoneyCourse
  ) {
    require(course.charges[payment.attempt] == .taken(payment.amount), .receiptIsPaid)
    require(
      course.journal[payment.attempt] == PaymentStanding(.approved, approved: payment.amount), .receiptIsPaid)
    guard case .goesOn(let next) = transition.progress else { return require(false, .receiptIsPaid) }
    require(next.purpose == .visit, .receiptIsPaid)
  }

  private mutating func checkEnd(_ end: PaymentTransaction.End, of payment: Payment, _ course: MoneyCourse) {
    let state = course.journal[payment.attempt]?.state
    switch end {
    case .captured: require(state == .captured, .receiptIsPaid)
    case .notTaken: require(state == .notTaken, .journalAgrees)
    case .reversed: require(state == .reversed, .journalAgrees)
    case .open: require(state == .open, .journalAgrees)
    }
    guard course.charges[payment.attempt]?.isTaken == true else { return }
    switch end {
    case .captured: break
    case .open: require(course.flagged.contains(payment.attempt), .nothingIsForgotten)
    case .notTaken, .reversed: require(false, .nothingIsForgotten)
    }
  }

  /// Whether no way leads back to where it came from.
  private static func isAcyclic(_ ways: [[Int]]) -> Bool {
    var coming = [Int](repeating: 0, count: ways.count)
    for target in ways.joined() { coming[target] += 1 }
    var free = coming.indices.filter { coming[$0] == 0 }
    var seen = 0
    while let one = free.popLast() {
      seen += 1
      for target in ways[one] {
        coming[target] -= 1
        if coming[target] == 0 { free.append(target) }
      }
    }
    return seen == ways.count
  }
}
