package import PassportRules
package import Renewal

/// What can happen to a box in a state, one event for each class: what a walk tries there.
///
/// What keys do is the menu's to say, so that a new offer is walked without a word here; how far a walk goes is chosen by what is meant,
/// never by a key. A choice is one event, or the keys of a whole entry: what is typed is a small machine of its own, walked apart.
package struct EventGenerator: Sendable {
  /// Who and what comes to the box.
  package let fixtures: Fixtures
  /// The grounds that are chosen.
  package var grounds: Set<RenewalGrounds> = [.expiring]
  /// The pages that are laid on the reader.
  package var pages: [Fixtures.Page] = [.own, .anothers, .faulty]
  /// Who of staff comes.
  package var roles: [StaffRole] = [.officer]
  /// What the register remarks.
  package var remarks: [RegisterRemark] = []
  /// Whether a booking code is typed, and what it fills in is there.
  package var hasBookings = false
  /// Whether citizens declare a head covering, missing fingers, and so on.
  package var hasDeclarations = true
  /// Whether citizens say that their number is new.
  package var hasNewNumbers = false
  /// The steps of a visit in which somebody of staff comes when they are called.
  package var staffSteps = Set(StepName.allCases)
  /// The steps in which the citizen, or somebody of staff unasked, wants a person without any other reason.
  package var helpSteps = Set(StepName.allCases)
  /// Whether the opening hours, a device, the system, the disk, the clock, the cabinet and the staff switch disturb the box.
  package var hasDisturbances = true
  /// Whether the box loses its voice while nobody is at it, and has it again.
  package var losesVoice = false
  /// Whether a headset is plugged in and out, while nobody is at the box and in the steps that are disturbed.
  package var hasJack = false
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
  /// Whether the printer tells of its paper, at rest and with a receipt.
  package var hasPaper = false
  /// Whether staff have PINs that somebody else set.
  package var hasOthersPINs = false
  /// Whether staff look at what the keys of their pages do: it leads back, and doubles those pages.
  package var showsKeys = false
  /// Whether citizens open the second page of help: it leads back, and doubles the first one.
  package var opensMoreHelp = false
  /// Whether citizens try the keys: it leads back, and would double every page.
  package var learnsKeys = false
  /// Whether staff take requirements as met.
  package var hasExceptions = true

  /// What can happen with these people and things.
  package init(_ fixtures: Fixtures) { self.fixtures = fixtures }

  /// What can happen next, in a fixed order.
  package func choices(in box: Box) -> [[Event]] {
    if box.state == .closed(.stopping) { return [] }
    var choices = entries(box) + chosen(box) + readings(box)
    if hasDesks { choices += deskWishes(box).map { [$0] } }
    for timer in box.pending.timers.sorted(by: { $0.key < $1.key }) { choices.append([.timer(timer.value)]) }
    for request in box.pending.requests.sorted(by: { $0.key < $1.key }) {
      choices += answers(to: request.value, at: request.key, box).map { [$0] }
    }
    return choices + notices(box).map { [$0] }
  }

  /// A whole box, started, open, with everything in order: where walks begin.
  package var opening: [Event] {
    Device.allCases.map { .device(.state($0, .online)) } + [
      .date(fixtures.today), .hours(Box.Hours(isOpen: true, hasOfficer: true)),
      .started(nextCase: CaseNumber(1), flags: []),
    ]
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
    if box.date == nil { events.append(.date(fixtures.today)) }
    if !box.canRecord, !isVisit { events.append(.started(nextCase: box.nextCase, flags: box.flags)) }
    if hasSuspicions, case .visit(let visit) = box.state {
      for device in Device.allCases where device.suspectedStep == visit.step.name {
        events += [.device(.state(device, .potentialFraud)), .device(.state(device, .online))]
      }
    }
    if isAtRest, hasSuspicions {
      events += Device.allCases.filter { box.policy.required.contains($0) && box.devices[$0]?.isUsable != true }.map {
        .device(.state($0, .online))
      }
    }
    if hasPaper, isAtRest || box.state.visit?.step.name == .receipt {
      events += PaperState.allCases.filter { $0 != box.paper }.map { .device(.paper($0)) }
    }
    if box.storageRoom != .enough { events.append(.storageRoom(.enough)) }
    if hasJack, !isVisit || box.state.visit.map({ disturbedSteps.contains($0.step.name) }) == true {
      events.append(.headset(isIn: !box.isHeadsetIn))
    }
    if losesVoice, !isVisit { events.append(.voice(isThere: !box.hasVoice)) }
    if box.outOfService == .rehearsal { events.append(.rehearsalOver) }
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
    guard let step = state.visit?.step.name else { return false }
    return step == .document || step == .receipt || step == .language
  }
}
