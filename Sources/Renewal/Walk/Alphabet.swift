package import PassportRules

/// What can happen to a box in a state, one stand-in for each class: the letters of a walk.
///
/// A choice is one event, or the keys of a whole entry: what is typed is a small machine of its own, walked apart.
package struct Alphabet: Sendable {
  /// Who and what comes to the box.
  package let standIns: StandIns
  /// The grounds that are chosen.
  package var grounds: Set<RenewalGrounds> = [.expiring]
  /// The pages that are laid on the reader.
  package var pages: [StandIns.Page] = [.own, .anothers, .faulty]
  /// Who of staff comes.
  package var roles: [StaffRole] = [.officer]
  /// What the register remarks.
  package var remarks: [RegisterRemark] = []
  /// Whether a booking code is typed, and what it fills in is there.
  package var hasBookings = false
  /// Whether citizens claim a head covering, missing fingers, and so on.
  package var hasClaims = true
  /// Whether citizens say that their number is new.
  package var hasNewNumbers = false
  /// The steps of a visit in which somebody of staff comes when they are called.
  package var staffSteps = Set(StepName.allCases)
  /// The steps in which the citizen, or somebody of staff unasked, wants a person without any other reason.
  package var helpSteps = Set(StepName.allCases)
  /// Whether the opening hours, a device, the system, the disk, the clock, the cabinet and the staff switch disturb the box.
  package var hasDisturbances = true
  /// The steps in which they disturb a visit.
  package var disturbedSteps = Set(StepName.allCases)
  /// How many flags of the box itself may be open when a visit starts.
  package var oldFlags = 0
  /// Whether a citizen redoes things when they look at their application.
  package var reopens = true
  /// Whether a citizen goes back to earlier steps.
  package var goesBack = true
  /// Whether two desks take part.
  package var hasDesks = false
  /// Whether parked cases are resumed.
  package var resumes = false
  /// Whether camera and fingerprint reader suspect somebody.
  package var hasSuspicions = false
  /// Whether staff have PINs that somebody else set.
  package var hasOthersPINs = false
  /// Whether staff take requirements as met.
  package var hasExceptions = true

  /// The letters for stand-ins.
  package init(_ standIns: StandIns) { self.standIns = standIns }

  /// What can happen next, in a fixed order.
  package func choices(in box: Box) -> [[Event]] {
    var choices: [[Event]] = []
    switch box.state {
    case .closed(.stopping): return []
    case .closed: choices += keys([.help])
    case .welcome:
      if box.flags.count <= oldFlags { choices += keys([.enter, .help]) }
      choices += keys([.again])
      if box.flags.count <= oldFlags { choices.append([.scan(card)]) }
    case .visit(let visit): choices += self.choices(in: visit)
    case .logIn(let logIn, _): choices += self.choices(in: logIn)
    case .attended(let attendance): choices += self.choices(attendance, box)
    case .maintenance(let maintenance): choices += self.choices(maintenance)
    }
    if hasDesks { choices += deskWishes(box).map { [$0] } }
    for timer in box.live.timers.sorted(by: { $0.key < $1.key }) { choices.append([.timer(timer.value)]) }
    for request in box.live.requests.sorted(by: { $0.key < $1.key }) {
      choices += answers(to: request.value, at: request.key, box).map { [$0] }
    }
    return choices + notices(box).map { [$0] }
  }

  /// A whole box, started, open, with everything in order: where walks begin.
  package var opening: [Event] {
    Device.allCases.map { .device(.state($0, .online)) } + [
      .date(standIns.today), .hours(Box.Hours(isOpen: true, hasOfficer: true)),
      .started(nextCase: CaseNumber(1), flags: []),
    ]
  }

  func keys(_ keys: [Key]) -> [[Event]] { keys.map { [.key($0)] } }

  /// The barcode of the citizen's health card.
  var card: Scan { Scan(kind: .code, text: standIns.cpr.digits) }

  /// Erases what stands in a field, types digits, and presses Enter.
  func typing(_ digits: String, over entry: Entry) -> [Event] {
    erasing(entry) + Self.typed(digits) + [.key(.enter)]
  }

  func erasing(_ entry: Entry) -> [Event] {
    entry.isPrefilled ? [.key(.back)] : entry.digits.map { _ in .key(.back) }
  }

  /// The keys of some digits.
  package static func typed(_ digits: String) -> [Event] {
    digits.compactMap { $0.wholeNumberValue }.map { .key(.digit($0)) }
  }

  // MARK: Unasked

  private func notices(_ box: Box) -> [Event] {
    var events: [Event] = []
    let isVisit = box.state.visit != nil
    let isAtRest = !isVisit || box.state.visit?.step.name == .farewell
    if box.media != .notPresent { events.append(.device(.media(.notPresent))) }
    if box.media == .notPresent, isAtRest || takesDocuments(box.state) {
      events.append(.device(.media(.present)))
    }
    if box.date == nil { events.append(.date(standIns.today)) }
    if !box.canRecord, !isVisit { events.append(.started(nextCase: box.nextCase, flags: box.flags)) }
    if hasSuspicions, case .visit(let visit) = box.state {
      for device in Device.allCases where device.suspectedStep == visit.step.name {
        events += [.device(.state(device, .potentialFraud)), .device(.state(device, .online))]
      }
    }
    if isAtRest, hasSuspicions {
      events += Device.allCases.filter { $0.isRequired && box.devices[$0]?.isUsable != true }.map {
        .device(.state($0, .online))
      }
    }
    if box.storageRoom != .enough { events.append(.storageRoom(.enough)) }
    guard hasDisturbances else { return events }
    // What lasts through a visit without changing it is walked where no case is resumed: each doubles everything.
    if !isVisit, !resumes, box.flags.count <= oldFlags {
      events += [.storageRoom(.low), .storageRoom(.short), .recordsDiffer]
    }
    if isAtRest {
      events.append(.hours(Box.Hours(isOpen: !box.hours.isOpen, hasOfficer: true)))
      let camera = box.devices[.camera] == .online ? DeviceState.offline : .online
      events.append(.device(.state(.camera, camera)))
    }
    if !isVisit { events.append(.device(.staffSwitch)) }
    if case .visit(let visit) = box.state, helpSteps.contains(visit.step.name) {
      events += [.device(.callButton), .device(.staffSwitch)]
    }
    guard box.interruption == nil, box.outOfService == nil, box.canRecord, box.date != nil,
      box.state.visit.map({ disturbedSteps.contains($0.step.name) }) ?? true
    else { return events }
    if !resumes { events.append(.clockDoubted) }
    return events + [.device(.cabinetOpened), .date(nil), .recordFailed, .contradicted, .terminate]
  }

  private func takesDocuments(_ state: Box.State) -> Bool {
    guard let step = state.visit?.step else { return false }
    return switch step {
    case .document, .receipt, .language: true
    case .privacy, .start, .grounds, .identity, .photo, .fingerprints, .signature, .details, .review, .attestation,
      .payment, .farewell:
      false
    }
  }

  // MARK: Staff

  private func choices(in logIn: LogIn) -> [[Event]] {
    if logIn.isChecking { return keys([.stop, .enter]) }
    if let own = logIn.own {
      let entry = own.second ?? own.first
      return ["314159", "123456", "314158"].map { typing($0, over: entry) } + keys([.back, .stop])
    }
    return [typing("21", over: logIn.number) + typing("210210", over: Entry(limit: 12))] + [
      typing("21", over: logIn.number) + typing("210", over: Entry(limit: 12))
    ] + keys([.back, .stop])
  }

  private func choices(_ attendance: Attendance, _ box: Box) -> [[Event]] {
    switch attendance.page {
    case .flag(let place):
      let flags = box.flags(for: attendance)
      guard flags.indices.contains(place) else { return keys([.back]) }
      let flag = flags[place]
      let actions = attendance.covers(flag) ? [] : flag.code.actions
      let turning: [Key] = flag.code.isCovered && attendance.visit != nil ? [.digit(8)] : []
      let numbers =
        actions.indices.filter { hasExceptions || !actions[$0].isException }.map { Key.digit($0 + 1) } + turning
      let toBox: [Key] = attendance.visit == nil && hasDisturbances ? [.digit(9)] : []
      return keys(numbers + (flags.count > 1 ? [.digit(0)] : []) + toBox + [.back])
    case .secondPerson(_, let logIn): return choices(in: logIn)
    case .learned: return keys([.digit(1), .digit(2), .back])
    case .box: return keys([.digit(1), .digit(3)] + (resumes && box.flags.count <= oldFlags ? [.digit(2)] : []))
    case .outOfService: return keys([.digit(2), .back])
    case .note, .contact: return keys([.enter, .stop])
    case .resume(let entry, let notice):
      return notice == .looking
        ? [] : keys([.stop]) + [typing("7", over: entry), [.scan(Scan(kind: .code, text: "7"))]] + leaving(entry)
    case .chooseStep:
      let steps = attendance.visit?.earlierSteps(by: box.policy.rules, on: standIns.today) ?? []
      return keys(steps.indices.filter { goesBack || $0 == steps.indices.last }.map { .digit($0 + 1) } + [.back])
    }
  }

  private func choices(_ maintenance: Maintenance) -> [[Event]] {
    switch maintenance.page {
    case .overview: keys([.digit(2), .digit(6), .digit(8), .digit(9)])
    case .device: keys([.digit(1), .digit(2), .back])
    case .outOfService: keys([.digit(1), .back])
    }
  }
}

extension StaffAction {
  var isException: Bool { if case .except = self { true } else { false } }
}
