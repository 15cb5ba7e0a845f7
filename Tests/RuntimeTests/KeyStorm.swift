import Renewal
import Runtime
import TestSupport

/// Somebody lost at a box: the right key, any key, staff in between, and a desk beside it, and every key of theirs is held, bounces
/// or is struck twice. Only the strike may do anything, and what comes after it at most types.
final class KeyStorm {
  /// What a storm saw.
  struct Report {
    var strikes = 0
    var repeats = 0
    /// How often each screen stood there when a key came.
    var screens: [String: Int] = [:]
    /// What a repeat did that only a strike may, and how often.
    var broken: [String: Int] = [:]

    /// Adds what another storm saw.
    mutating func add(_ other: Report) {
      strikes += other.strikes
      repeats += other.repeats
      screens.merge(other.screens, uniquingKeysWith: +)
      broken.merge(other.broken, uniquingKeysWith: +)
    }
  }

  private static let keys: [Key] =
    [.digit(1), .digit(1)] + (0...9).map { .digit($0) } + [
      .enter, .enter, .back, .back, .stop, .help, .again, .up, .right, .tab, .letter("l"),
    ]

  private let box: VirtualBox
  private let desk: VirtualDesk
  private let citizen: Citizen
  private var numbers: Seeded
  private(set) var report = Report()

  /// A storm at a box of its own, with an officer at a desk.
  init(scenario: String, grounds: Int = 1, seed: UInt64, keys: Policy.Keys) throws {
    box = try VirtualBox(scenario: scenario, keys: keys)
    citizen = Citizen(grounds: grounds)
    numbers = Seeded(seed)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    desk = VirtualDesk(box)
    desk.logIn("20")
  }

  /// So many turns: some right, some not.
  func blow(_ turns: Int) throws {
    for _ in 0..<turns {
      if !box.runner.box.queue.isEmpty, Bool.random(using: &numbers) {
        atDesk()
        continue
      }
      switch Int.random(in: 0..<20, using: &numbers) {
      case 0..<10: try goOn()
      case 10..<16: strikeAnywhere()
      case 16: atDesk()
      case 17: staffCome()
      case 18: box.pass(milliseconds: Int.random(in: 100...3000, using: &numbers))
      // A live picture is drawn and measured five times a second of that, too: there idle time is passed in pieces.
      case _: box.pass(milliseconds: isLive ? 10_000 : 95_000)
      }
    }
  }

  private var isLive: Bool {
    guard case .photo(let photo)? = box.runner.box.state.visit?.step, case .framing = photo.situation else {
      return false
    }
    return true
  }

  // MARK: Turns

  private func goOn() throws {
    switch box.runner.box.state {
    case .visit(let visit):
      if case .farewell = visit.step { return storm(.enter) }
      try citizen.answer(visit, box)
    case .welcome: storm(.enter)
    case .closed: putInService()
    case .logIn: box.type("/")
    case .attended, .maintenance:
      storm([.back, .digit(1), .digit(2), .digit(9)].randomElement(using: &numbers) ?? .back)
    }
  }

  private func strikeAnywhere() { storm(Self.keys.randomElement(using: &numbers) ?? .enter) }

  private func staffCome() {
    guard let role = ["20", "30", "40"].randomElement(using: &numbers) else { return }
    switch box.runner.box.state {
    case .visit, .welcome: box.type("*9\(role)\n2468\(role)\n")
    case .closed: box.type("*\(role)\n2468\(role)\n")
    case .logIn, .attended, .maintenance: return
    }
    strikeAnywhere()
  }

  /// A technician opens a box that somebody closed.
  private func putInService() {
    box.type("*40\n246840\n")
    guard case .maintenance = box.runner.box.state else { return }
    box.type(box.runner.box.outOfService == nil ? "9" : "89")
  }

  private func atDesk() {
    if case .logIn = box.runner.desk(desk.id)?.state { desk.logIn("20") }
    guard box.runner.desk(desk.id) != nil, let key = Self.keys.randomElement(using: &numbers), key != .stop else {
      return
    }
    storm(key) { box, desk in
      desk.strike(key, seen: desk.seen.picture?.number ?? 0)
    } place: { [id = desk.id] in
      $0.runner.desk(id).map(Self.name) ?? "gone"
    }
  }

  // MARK: One key

  private func storm(_ key: Key) {
    storm(key) { box, _ in
      box.strike(key)
    } place: {
      Self.name($0.runner.box)
    }
  }

  /// A strike, and what comes after it; after each of those nothing may be otherwise at that moment.
  private func storm(
    _ key: Key, by strike: (VirtualBox, VirtualDesk) -> Void, place: (VirtualBox) -> String
  ) {
    box.hand.rest(before: key, at: box)
    report.screens[place(box), default: 0] += 1
    report.strikes += 1
    strike(box, desk)
    let struck = box.written.count
    for pause in Recurrence.any(&numbers).pauses {
      box.pass(milliseconds: pause)
      report.repeats += 1
      let (before, written, flags) = (place(box), box.written.count, box.runner.box.queue)
      strike(box, desk)
      if place(box) != before { report.broken["\(before) is left", default: 0] += 1 }
      if box.written.count != written || box.runner.box.queue != flags { report.broken["a fact", default: 0] += 1 }
    }
    box.hand.rest(before: key, at: box)
    box.pass(milliseconds: 400)
    for fact in box.written.all.dropFirst(struck) {
      if let name = Self.decision(fact) { report.broken[name, default: 0] += 1 }
    }
  }

  /// What only somebody who meant it can have brought about; time and devices do none of these.
  private static func decision(_ fact: Fact) -> String? {
    switch fact {
    case .consentGiven: "consent"
    case .visitEnded(_, .stopped), .visitEnded(_, .completed), .visitEnded(_, .parked), .visitEnded(_, .consentRefused),
      .visitEnded(_, .endedByStaff):
      "an end"
    case .flagEnded, .assistEnded: "a decision"
    case .attested: "an attestation"
    case .frozen: "a confirmation"
    case .serviceChanged: "out of service"
    case .rehearsalBegan: "a rehearsal"
    case .paymentIntended: "a payment"
    case .moneySettled, .refunded, .dossierWithdrawn, .contactShown: "a settlement"
    default: nil
    }
  }

  // MARK: Names of screens

  private static func name(_ box: Box) -> String {
    switch box.state {
    case .closed: "closed"
    case .welcome: "welcome"
    case .visit(let visit):
      switch visit.overlay {
      case nil: name(visit.step)
      case .help: "help"
      case .choosingLanguage: "help's languages"
      case .tuningVoice: "help's voice"
      case .moreHelp: "more help"
      case .learnKeys: "learn"
      case .stopQuestion: "stop"
      case .keepQuestion: "keep"
      case .idleWarning: "idle"
      case .calling: "calling"
      }
    case .logIn(let logIn, _): logIn.pin == nil ? "number" : "PIN"
    case .attended(let attendance): "staff " + word("\(attendance.page)")
    case .maintenance(let maintenance): "technician " + word("\(maintenance.page)")
    }
  }

  private static func name(_ step: Step) -> String {
    switch step {
    case .language(let language): "language \(language)"
    case .document(let document): "document \(word("\(document.situation)"))"
    case .photo(let photo): "photo \(word("\(photo.situation)"))"
    case .fingerprints(let prints): "fingerprints \(word("\(prints.situation)")) \(prints.finger)"
    case .signature(let signature): "signature \(word("\(signature.situation)"))"
    case .details(let details): "details \(word("\(details.question)"))"
    case .attestation(let attestation): "attestation \(word("\(attestation)"))"
    case .payment(let payment):
      "payment \(payment.transaction.map { word("\($0.state)") } ?? word("\(payment.situation)"))"
    case .receipt(let receipt): "receipt \(word("\(receipt.situation)"))"
    default: "\(step.name)"
    }
  }

  private static func name(_ desk: Desk) -> String {
    switch desk.state {
    case .logIn(let logIn): logIn.pin == nil ? "desk number" : "desk PIN"
    case .queue: "desk queue"
    case .helping(_, let workItem, let page): "desk \(word("\(page)")) of \(word("\(workItem)"))"
    case .gone: "desk gone"
    }
  }

  /// The name of a case without what it holds; of staff's work on flags the name of what they are at.
  private static func word(_ text: String) -> String {
    let work = "work("
    let named = text.hasPrefix(work) ? text.dropFirst(work.count) : text[...]
    return named.prefix { $0 != "(" }.split(separator: ".").last.map(String.init) ?? text
  }
}
