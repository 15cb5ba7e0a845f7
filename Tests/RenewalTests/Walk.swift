import PassportRules
import Renewal
import Walk

/// The machine under test: the one that ships, or one that was tampered with.
typealias Machine = @Sendable (inout Box, Event) -> [Effect]

/// The machine that ships.
let shipped: Machine = { box, event in box.handle(event) }

/// A walk over every state that can be reached, breadth first, with the laws checked on every edge.
struct Walk {
  /// A state that was found: the box, what the visit did so far, and how it was reached.
  private struct Reached {
    let box: Box
    let ledger: Ledger
  }

  let machine: Machine
  let generator: EventGenerator
  /// Walks stop here, and say so.
  var limit = 1_000_000
  /// One state in so many is kept whole, to compare it with others of the same key.
  var sampling = 97
  /// What stands in front of the machine when keys are held; in one state in so many each key of the keypad is.
  var guarding = Guarding.shipped
  var holding = 607
  /// In one state in so many each key is pressed, on the menu or not.
  var pressing = 31
  /// A walk of a tampered machine ends when this law is broken.
  var sought: Law?
  /// How many broken laws are told, one of a kind.
  var patience = 40

  /// What a walk saw.
  struct Report {
    var states = 0
    var edges = 0
    var compared = 0
    var held = 0
    var isWhole = true
    var stepStates: [String: Int] = [:]
    var violations: [Violation] = []
    /// The shortest way to each broken law.
    var transcripts: [Violation: [String]] = [:]
  }

  private var report = Report()
  private var isFound = false
  private var index: [Int: Int32] = [:]
  private var parents: [Int32] = []
  private var choices: [Int16] = []
  private var backward: [(from: Int32, to: Int32)] = []
  private var arrivals: [Int32] = []
  private var exits: [Int32] = []
  private var samples: [Int32: Reached] = [:]

  init(_ generator: EventGenerator, machine: @escaping Machine = shipped) {
    self.generator = generator
    self.machine = machine
  }

  /// Walks from a box that starts.
  mutating func run() -> Report {
    var box = Box(policy: generator.fixtures.policy)
    var book = Bookkeeper(Ledger())
    for event in generator.opening { step(&box, event, &book) }
    var frontier = [Reached(box: box, ledger: book.ledger)]
    _ = place(box, book.ledger, from: -1, by: 0)
    var first: Int32 = 0
    while !frontier.isEmpty, report.isWhole, !isFound {
      var next: [Reached] = []
      for (offset, place) in frontier.enumerated() {
        expand(place, at: first + Int32(offset), into: &next)
        if isFound { break }
        if parents.count > limit { report.isWhole = false }
      }
      first += Int32(frontier.count)
      frontier = next
    }
    report.states = parents.count
    if report.isWhole, !isFound { findDeadEnds() }
    return report
  }

  private mutating func expand(_ place: Reached, at number: Int32, into next: inout [Reached]) {
    note(place, at: number)
    var livens = Self.isNotOnScreen(place.box.state)
    defer { if !livens { tell([Violation(.keypad)], number, []) } }
    for (choice, events) in generator.choices(in: place.box).enumerated() {
      var box = place.box
      var book = Bookkeeper(place.ledger)
      for event in events { step(&box, event, &book) }
      if events.count == 1, box.state != place.box.state { livens = livens || Self.isKeypad(events[0]) }
      report.edges += 1
      let (target, isNew) = self.place(box, book.ledger, from: number, by: Int16(choice))
      backward.append((number, target))
      if !book.violations.isEmpty { tell(book.violations, number, events) }
      if isNew {
        next.append(Reached(box: box, ledger: book.ledger))
      } else if let sample = samples[target], sample.box != box {
        compare(sample, Reached(box: box, ledger: book.ledger), at: number, events)
      }
    }
  }

  private static func isKeypad(_ event: Event) -> Bool {
    guard case .key = event else { return false }
    return true
  }

  private static func isNotOnScreen(_ state: Box.State) -> Bool {
    switch state {
    case .closed, .welcome: true
    // The store is asked for a parked case: what it opens must find somebody, and it answers at once.
    case .attended(let attendance): if case .resume(_, .looking) = attendance.page { true } else { false }
    case .visit, .logIn, .maintenance: false
    }
  }

  private func step(_ box: inout Box, _ event: Event, _ book: inout Bookkeeper) {
    let before = box
    let effects = machine(&box, event)
    book.follow(Passage(before: before, event: event, effects: effects, after: box))
  }

  /// The number of a state; 64 bits of its key are kept, which is enough to tell a few million apart.
  private mutating func place(
    _ box: Box, _ ledger: Ledger, from parent: Int32, by choice: Int16
  ) -> (Int32, isNew: Bool) {
    var hasher = Hasher()
    hasher.combine(box.canonicalKey)
    hasher.combine(ledger.form)
    let key = hasher.finalize()
    if let known = index[key] { return (known, false) }
    let number = Int32(parents.count)
    index[key] = number
    parents.append(parent)
    choices.append(choice)
    return (number, true)
  }

  // MARK: What is looked at in each state

  private mutating func note(_ place: Reached, at number: Int32) {
    let box = place.box
    report.stepStates[Self.name(box.state), default: 0] += 1
    switch box.state {
    case .welcome: arrivals.append(number)
    // The program ends, or must be started anew by hand.
    case .closed(.stopping), .closed(.storage): exits.append(number)
    case .closed, .visit, .logIn, .attended, .maintenance: break
    }
    if Int(number) % sampling == 0 { samples[number] = place }
    var broken = StateLaws.violations(in: box)
    broken += ProbeLaws.violations(in: box, machine, withStaleAnswers: number % 8 == 0)
    if Int(number) % holding == 0 {
      let keys = HeldKeys(guarding: guarding, machine: machine)
      broken += keys.violations(in: box)
      report.held += HeldKeys.count
    }
    if Int(number) % pressing == 0 { broken += MenuLaws.violations(in: box, machine) }
    if !broken.isEmpty { tell(broken, number, []) }
  }

  private static func name(_ state: Box.State) -> String {
    switch state {
    case .closed: "closed"
    case .welcome: "welcome"
    case .visit(let visit): visit.step.name.rawValue
    case .logIn: "logIn"
    case .attended(let attendance): attendance.visit == nil ? "attended box" : "attended visit"
    case .maintenance: "maintenance"
    }
  }

  /// Two boxes with one key: what must hold of one holds of the other, and every letter must lead to equal keys, with equal effects.
  private mutating func compare(_ one: Reached, _ other: Reached, at number: Int32, _ events: [Event]) {
    report.compared += 1
    let broken = StateLaws.violations(in: other.box)
    if !broken.isEmpty { tell(broken, number, events) }
    let ways = zip(generator.choices(in: one.box), generator.choices(in: other.box))
    for (left, right) in ways {
      var boxes = (one.box, other.box)
      for (first, second) in zip(left, right) {
        let before = boxes
        let effects = (machine(&boxes.0, first), machine(&boxes.1, second))
        let forms = (before.0.canonicalForm(of: effects.0), before.1.canonicalForm(of: effects.1))
        if forms.0 != forms.1 { tell([Violation(.equalKeys, "effects of \(first)")], number, events) }
      }
      if boxes.0.canonicalKey != boxes.1.canonicalKey { tell([Violation(.equalKeys, "after \(left)")], number, events) }
    }
  }

  // MARK: Dead ends

  private mutating func findDeadEnds() {
    let count = parents.count
    var heads = [Int32](repeating: -1, count: count)
    var links = [Int32](repeating: -1, count: backward.count)
    for (edge, way) in backward.enumerated() {
      links[edge] = heads[Int(way.to)]
      heads[Int(way.to)] = Int32(edge)
    }
    var reaches = [Bool](repeating: false, count: count)
    var stack = arrivals + exits
    for number in stack { reaches[Int(number)] = true }
    while let number = stack.popLast() {
      var edge = heads[Int(number)]
      while edge >= 0 {
        let from = backward[Int(edge)].from
        if !reaches[Int(from)] {
          reaches[Int(from)] = true
          stack.append(from)
        }
        edge = links[Int(edge)]
      }
    }
    if let stuck = reaches.firstIndex(of: false) {
      let count = reaches.count { !$0 }
      tell([Violation(.deadEnd, "\(count) states cannot reach welcome")], Int32(stuck), [])
    }
  }

  // MARK: Telling

  private mutating func tell(_ broken: [Violation], _ number: Int32, _ events: [Event]) {
    for violation in broken where report.transcripts[violation] == nil && report.violations.count < patience {
      report.violations.append(violation)
      if violation.law == sought { isFound = true }
      report.transcripts[violation] = transcript(to: number, then: events)
    }
  }

  /// The shortest way to a state, told event by event.
  private func transcript(to number: Int32, then events: [Event]) -> [String] {
    var way: [Int16] = []
    var here = number
    while here > 0 {
      way.append(choices[Int(here)])
      here = parents[Int(here)]
    }
    var box = Box(policy: generator.fixtures.policy)
    for event in generator.opening { _ = machine(&box, event) }
    var told: [String] = []
    for choice in way.reversed() {
      let options = generator.choices(in: box)
      guard options.indices.contains(Int(choice)) else { return told + ["(lost)"] }
      told += options[Int(choice)].map { Self.tell($0, &box, machine) }
    }
    return told + events.map { Self.tell($0, &box, machine) }
  }

  private static func tell(_ event: Event, _ box: inout Box, _ machine: Machine) -> String {
    let effects = machine(&box, event)
    return "\(Telling.line(event)) → \(effects.map(Telling.line).joined(separator: " · ")) ⇒ \(Telling.line(box.state))"
  }
}
