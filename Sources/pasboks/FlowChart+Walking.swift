import PassportRules
import Renewal

extension FlowChart {
  /// Walks through what can happen with these letters, the unlike first, until nothing new was learned for so many states.
  ///
  /// A diagram needs every way between places, not every state: of states that look alike to it the later ones wait until all that look
  /// new were followed. The tests walk through all of them.
  mutating func walk(_ alphabet: Alphabet, patience: Int) {
    var first = Box(policy: alphabet.standIns.policy)
    for event in alphabet.opening { _ = first.handle(event) }
    var known: Set<WalkKey> = [first.walkKey]
    var seen: [Looks: Int] = [:]
    var waiting = [Waiting(boxes: [first])]
    var learned = 0
    var idle = 0
    while idle < patience, let rank = waiting.firstIndex(where: { !$0.isEmpty }) {
      let box = waiting[rank].take()
      for events in alphabet.choices(in: box) {
        let after = follow(events, from: box)
        guard known.insert(after.walkKey).inserted else { continue }
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

    mutating func take() -> Box {
      takesNewest.toggle()
      if !takesNewest { return boxes.removeLast() }
      head += 1
      return boxes[head - 1]
    }
  }

  /// What of a state can open a way that other states in its place do not have.
  private struct Looks: Hashable {
    let place: Place
    let step: StepName?
    let situation: String
    let overlay: Visit.Overlay?
    let settled: [Bool]
    let flag: FlagCode?

    init(_ box: Box) {
      let visit = box.state.visit
      place = Place(box.state)
      step = visit?.step.name
      situation = visit.map { "\(Self.situation($0.step)) \($0.mismatches)" } ?? ""
      overlay = visit?.overlay
      let application = visit?.application
      settled = [
        application?.hasConsent == true, application?.document.isSettled == true, application?.photo.isSettled == true,
        application?.prints.isSettled == true, application?.signature.isSettled == true, application?.details != nil,
      ]
      flag = place == .attended ? FlowChart.flags(box).last : nil
    }

    /// How far a step is within itself, by the names of its cases and its counts.
    private static func situation(_ step: Step) -> String {
      switch step {
      case .language(let language): name(language)
      case .document(let document): name(document.situation) + "\(document.unreadable)"
      case .photo(let photo): name(photo.situation) + "\(photo.tries)"
      case .fingerprints(let prints): name(prints.finger) + name(prints.situation) + "\(prints.tries) \(prints.repeats)"
      case .signature(let signature): name(signature.situation) + "\(signature.tries)"
      case .details(let details): name(details.question)
      case .attestation(let attestation): name(attestation)
      case .payment(let payment):
        (payment.transaction.map { name($0.state) } ?? name(payment.situation)) + "\(payment.refusals)"
      case .receipt(let receipt): name(receipt.situation)
      case .farewell(let ending): name(ending)
      case .privacy, .start, .grounds, .identity, .review: ""
      }
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
    let way = Way(from: Place(before.state), to: Place(after.state))
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
