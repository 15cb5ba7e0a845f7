import PassportRules
package import Renewal

extension FlowChart {
  /// The chart of a policy, by walks of invented people; nothing when none can be invented.
  package init?(_ policy: Policy, patience: Int) {
    self.init()
    guard let adult = Fixtures(policy: policy), let child = Fixtures(policy: policy, citizen: .child) else {
      return nil
    }
    var calm = EventGenerator(adult)
    calm.hasDisturbances = false
    calm.hasBookings = true
    calm.hasNewNumbers = true
    calm.pages += [.misread]
    calm.remarks = RegisterRemark.allCases
    calm.roles = StaffRole.allCases
    var grounds = calm
    grounds.grounds = Set(RenewalGrounds.allCases)
    var young = EventGenerator(child)
    young.hasDisturbances = false
    for generator in [calm, grounds, young, EventGenerator(adult)] { walk(generator, patience: patience) }
  }
}

extension FlowChart {
  /// Walks through what can happen with these letters, the unlike first, until nothing new was learned for so many states.
  ///
  /// A diagram needs every way between places, not every state: of states that look alike to it the later ones wait until all that look
  /// new were followed. The tests walk through all of them.
  mutating func walk(_ generator: EventGenerator, patience: Int) {
    var first = Box(policy: generator.fixtures.policy)
    for event in generator.opening { _ = first.handle(event) }
    var known: Set<CanonicalKey> = [first.canonicalKey]
    var seen: [Looks: Int] = [:]
    var waiting = [Waiting(boxes: [first])]
    var learned = 0
    var idle = 0
    while idle < patience, let rank = waiting.firstIndex(where: { !$0.isEmpty }) {
      let box = waiting[rank].next()
      for events in generator.choices(in: box) {
        let after = follow(events, from: box)
        guard known.insert(after.canonicalKey).inserted else { continue }
        let rank = seen[Looks(after), default: 0]
        seen[Looks(after)] = rank + 1
        while waiting.count <= rank { waiting.append(Waiting()) }
        waiting[rank].boxes.append(after)
      }
      idle = size == learned ? idle + 1 : 0
      learned = size
    }
    states += known.count
  }

  /// How much the diagram tells.
  private var size: Int { words + flags.values.reduce(0) { $0 + $1.count } }

  /// States that wait to be followed: the newest and the oldest in turn, because the one leads on through a visit and the other to what
  /// happens beside it.
  private struct Waiting {
    var boxes: [Box] = []
    private var head = 0
    private var takesNewest = true

    init(boxes: [Box] = []) { self.boxes = boxes }

    var isEmpty: Bool { head == boxes.count }

    mutating func next() -> Box {
      takesNewest.toggle()
      if !takesNewest { return boxes.removeLast() }
      head += 1
      return boxes[head - 1]
    }
  }

  /// What of a state can open a way that other states in its place do not have.
  private struct Looks: Hashable {
    let place: Location
    let step: StepName?
    let situation: String
    let overlay: Visit.Overlay?
    let settled: [StepName]
    let flag: FlagCode?

    init(_ box: Box) {
      let visit = box.state.visit
      place = Location(box.state)
      step = visit?.step.name
      situation = visit.map { "\(Self.situation($0.step)) \($0.mismatches)" } ?? ""
      overlay = visit?.overlay
      settled = visit?.settledSteps ?? []
      flag = place == .attended ? FlowChart.flags(box).last : nil
    }

    /// How far a step is within itself, by the names of its cases and its counts.
    private static func situation(_ step: Step) -> String {
      Mirror(reflecting: step).children.first.map { told($0.value) } ?? ""
    }

    /// A value by its cases and counts, without what they carry; pictures, names and numbers are of no account.
    private static func told(_ value: Any) -> String {
      let mirror = Mirror(reflecting: value)
      guard mirror.displayStyle == .struct else { return name(value) }
      return mirror.children.map { child in
        switch child.value {
        case let count as Int: "\(count)"
        case is Entry, is Attestation: ""
        default: name(child.value)
        }
      }.joined(separator: " ")
    }

    /// A value's case without what it carries.
    private static func name(_ value: some Any) -> String { String("\(value)".prefix { $0 != "(" }) }
  }

  private mutating func follow(_ events: [Event], from box: Box) -> Box {
    var box = box
    for event in events {
      let before = box
      _ = box.handle(event)
      edges += 1
      note(event, before, box)
    }
    return box
  }

  private mutating func note(_ event: Event, _ before: Box, _ after: Box) {
    let way = Way(from: Location(before.state), to: Location(after.state))
    let raised = Set(Self.flags(after)).subtracting(Self.flags(before))
    if !raised.isEmpty {
      flags[before.state.visit.map { .step($0.step.name) } ?? way.from, default: []].formUnion(raised)
    }
    guard way.from != way.to else { return }
    let words = FlowWords.words(for: event, in: before)
    guard ways[way]?.contains(words) != true else { return }
    ways[way, default: []].append(words)
    self.words += 1
  }

  private static func flags(_ box: Box) -> [FlagCode] {
    ((box.state.visit?.flags ?? []) + box.flags).map(\.code)
  }
}
