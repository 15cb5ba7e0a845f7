import PassportRules

extension Box {
  /// After the last screen: welcome, unless something keeps the box closed; a document inside calls staff.
  mutating func visitIsOver(_ visit: Visit, _ transition: inout Transition) {
    transition.stop(.step)
    if media != .notPresent {
      transition.lasting.append(Flag(.documentLeftBehind, step: .document, holding: .documentInReader))
    }
    rest(.farewell(.timedOut) == visit.step ? .wiped : nil)
  }

  /// Whether another visit can be written down.
  var hasStorage: Bool { canRecord && storageRoom != .short }

  /// Where the box rests when nobody uses it.
  func resting(_ page: WelcomePage?) -> State {
    if let outOfService, outOfService == .stopping || outOfService == .fault { return .closed(outOfService) }
    if !isStarted { return .closed(.starting) }
    if !hasStorage { return .closed(.storage) }
    // Whoever looks for their passport reads where it is, whatever else the box is closed for.
    if media != .notPresent { return .closed(.documentInside) }
    if let outOfService { return .closed(outOfService) }
    if date == nil || isClockDoubted { return .closed(.clock) }
    let required = Device.allCases.filter(policy.required.contains)
    if let broken = required.first(where: { devices[$0]?.isUsable == false }) { return .closed(.device(broken)) }
    // What has not told anything yet is still starting; the runtime says `noDevice` of what never does.
    if !required.allSatisfy({ devices[$0] != nil }) { return .closed(.starting) }
    return hours.isOpen ? .welcome(page) : .closed(.hours)
  }

  /// Why no visit could begin if nobody were at the box; nothing where one could, or will as soon as all devices have told how they are.
  package var whyClosed: Closed? {
    if case .closed(let reason) = resting(nil), reason != .starting { reason } else { nil }
  }

  /// Nobody uses the box any more.
  mutating func rest(_ page: WelcomePage? = nil) { state = resting(page) }

  /// A resting state becomes what it should be by now; any other stays.
  mutating func settle() { state = settled }

  /// The state as it should be by now.
  var settled: State {
    switch state {
    case .welcome(let page): resting(page)
    case .closed: resting(nil)
    case .visit, .logIn, .attended, .maintenance: state
    }
  }
}

extension Box.State {
  /// The visit on the screen or paused under staff.
  package var visit: Visit? {
    switch self {
    case .visit(let visit): visit
    case .logIn(_, let visit): visit
    case .attended(let attendance): attendance.visit
    case .closed, .welcome, .maintenance: nil
    }
  }
}

extension Box {
  /// What a light over the box shows: in service if and only if a visit can start now.
  package var light: StatusLight {
    switch state {
    case .welcome: .inService
    case .closed(.hours), .closed(.stopping): .off
    case .closed(.rehearsal): .supervisor
    case .closed: .bad
    case .visit(let visit): visit.flags.isEmpty ? .good : .supervisor
    case .logIn, .attended, .maintenance: .supervisor
    }
  }
}
