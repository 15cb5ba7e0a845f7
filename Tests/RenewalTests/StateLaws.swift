import PassportRules
import Renewal
import Walk

/// What must hold of a box at every moment, whatever led there.
struct StateLaws {
  private(set) var violations: [Violation] = []
  private let box: Box

  /// Looks at a box.
  static func violations(in box: Box) -> [Violation] {
    var laws = StateLaws(box: box)
    laws.checkRest()
    laws.checkTimers()
    laws.checkQuestions()
    if let visit = box.state.visit { laws.check(visit) }
    return laws.violations
  }

  private init(box: Box) { self.box = box }

  private mutating func require(_ condition: Bool, _ law: Law, _ detail: String = "") {
    if !condition { violations.append(Violation(law, detail)) }
  }

  private var isOnScreen: Bool { if case .visit = box.state { true } else { false } }

  private func runs(_ timer: TimerName) -> Bool { box.pending.timers[timer] != nil }

  // MARK: At rest

  private mutating func checkRest() {
    let isWelcome =
      switch box.state {
      case .welcome: true
      case .closed, .visit, .logIn, .attended, .maintenance: false
      }
    require((box.light == .inService) == isWelcome, .light)
    guard isWelcome else { return }
    let isReady =
      box.media == .notPresent && box.isStarted && box.canRecord && box.date != nil && box.hours.isOpen
      && box.outOfService == nil && box.interruption == nil
      && Device.allCases.allSatisfy { !box.policy.required.contains($0) || box.devices[$0]?.isUsable == true }
    require(isReady, .welcomeIsReady)
  }

  // MARK: Timers

  private mutating func checkTimers() {
    let isStaffs =
      switch box.state {
      case .logIn, .attended, .maintenance: true
      case .closed, .welcome, .visit: false
      }
    // A rehearsal that nobody is at ends by itself.
    let isWaiting =
      box.policy.practice?.isRehearsal == true && box.state.visit == nil && box.state != .closed(.stopping)
    require(runs(.session) == (isStaffs || isWaiting), .sessionTimer)
    require(runs(.rehearsal) == (box.outOfService == .rehearsal), .sessionTimer, "a rehearsal has its end")
    guard case .visit(let visit) = box.state else {
      require(!runs(.idle), .idleTimer)
      require(!runs(.warning), .warningTimer)
      require(!runs(.staff), .staffTimer, "nobody waits")
      if box.state.visit == nil { require(!runs(.step), .stepTimer) }
      return
    }
    require(runs(.warning) == (visit.overlay == .idleWarning), .warningTimer)
    require(runs(.staff) == (!visit.flags.isEmpty && visit.claim == nil), .staffTimer)
    require(visit.claim == nil || !visit.flags.isEmpty, .flags, "a claim of nothing")
    require(runs(.idle) == waitsForCitizen(visit), .idleTimer)
    if visit.step.name == .farewell { require(runs(.step), .stepTimer, "farewell") }
    if case .photo(let photo) = visit.step {
      require(runs(.step) == (photo.situation == .framing([]) && visit.overlay == nil), .stepTimer, "photo")
    }
  }

  /// By what is open and not by the machine's own word: a key is wanted when nothing else is.
  private func waitsForCitizen(_ visit: Visit) -> Bool {
    switch visit.overlay {
    case .idleWarning, .calling: return false
    case nil, .help, .choosingLanguage, .tuningVoice, .moreHelp, .learnKeys, .stopQuestion, .keepQuestion: break
    }
    switch visit.step {
    case .farewell, .attestation: return false
    case .photo(let photo):
      switch photo.situation {
      case .taking: return false
      case .framing, .choosing, .stopped, .done: return true
      }
    case .document(let document) where document.situation == .removing || document.situation == .pausing: return false
    default: return box.pending.requests.isEmpty && !runs(.step)
    }
  }

  // MARK: Questions

  private mutating func checkQuestions() {
    let step = box.state.visit?.step
    for place in box.pending.requests.keys {
      let isWanted =
        switch place {
        case .device(let device): step.map { Self.devices[$0.name, default: []].contains(device) } ?? false
        case .authority: step?.name == .document
        case .store: step?.name == .attestation || step?.name == .payment || isLooking
        case .accounts: isChecking
        }
      if !isWanted { require(false, .questions, "\(place) open in \(step?.name.rawValue ?? "no visit")") }
    }
    if isChecking { require(box.pending.requests[.accounts] != nil, .questions, "the accounts were not asked") }
    if let step, step.name != .farewell { checkWaiting(step) }
    switch (box.state, step) {
    case (.logIn, .payment(let payment)?), (.attended, .payment(let payment)?):
      let isSafe = payment.situation == .explained || box.pending.requests[.device(.paymentTerminal)] == nil
      require(isSafe && box.pending.requests[.store] == nil && !runs(.step), .questions, "staff over money under way")
    case (.logIn, .photo?), (.attended, .photo?): require(!runs(.step), .stepTimer, "a photo of staff")
    case (.closed, _), (.welcome, _), (.visit, _), (.logIn, _), (.attended, _), (.maintenance, _): break
    }
  }

  private var isChecking: Bool {
    switch box.state {
    case .logIn(let logIn, _): return logIn.isChecking
    case .attended(let attendance):
      guard case .work(.secondPerson(_, _, let logIn)) = attendance.page else { return false }
      return logIn.isChecking
    case .closed, .welcome, .visit, .maintenance: return false
    }
  }

  /// Whether staff wait for the store's word about a parked case, or about whom to call.
  private var isLooking: Bool {
    guard case .attended(let attendance) = box.state else { return false }
    switch attendance.page {
    case .resume(_, .looking), .contact(_, .looking): return true
    case .work, .box, .outOfService, .resume, .chooseStep, .contact: return false
    }
  }

  /// The devices that a step uses; no other is asked anything there.
  private static let devices: [StepName: Set<Device>] = [
    .document: [.documentReader], .photo: [.camera], .fingerprints: [.fingerprintReader],
    .signature: [.signaturePad], .attestation: [.camera], .payment: [.paymentTerminal], .receipt: [.receiptPrinter],
  ]

  /// A step that waits for somebody else has asked them; otherwise nothing would ever come.
  private mutating func checkWaiting(_ step: Step) {
    let wanted: RequestTarget?
    switch step {
    case .document(let document):
      switch document.situation {
      case .reading, .readingChip: wanted = .device(.documentReader)
      case .lookingUp, .lookingUpByProof: wanted = .authority
      case .removing, .pausing:
        require(runs(.step) || box.state.visit?.flags.isEmpty == false, .stepTimer, "document")
        wanted = nil
      case .differing:
        require(box.state.visit?.flags.contains { $0.code == .documentDiffers } == true, .flags, "nobody is asked")
        wanted = nil
      case .stopped, .done: wanted = nil
      }
    case .photo(let photo):
      switch photo.situation {
      case .framing, .taking: wanted = .device(.camera)
      case .choosing, .stopped, .done: wanted = nil
      }
    case .fingerprints(let prints): wanted = prints.situation == .reading ? .device(.fingerprintReader) : nil
    case .signature(let signature): wanted = signature.situation == .signing ? .device(.signaturePad) : nil
    case .attestation(let attestation):
      switch attestation {
      case .waiting: wanted = nil
      case .sealing, .parking: wanted = .store
      }
    case .payment(let payment):
      switch payment.situation {
      case .explained, .refused, .givenBack: wanted = nil
      case .underWay(let transaction):
        switch transaction.state {
        case .paying: wanted = .device(.paymentTerminal)
        case .checking, .reversing: wanted = runs(.step) ? nil : .device(.paymentTerminal)
        case .capturing: wanted = .store
        }
      case .releasing: wanted = .store
      }
    case .receipt(let receipt): wanted = receipt.situation == .printing ? .device(.receiptPrinter) : nil
    // The others wait for nobody but the citizen.
    default: wanted = nil
    }
    if let wanted, box.pending.requests[wanted] == nil {
      require(false, .questions, "\(step.name) waits for \(wanted)")
    }
    let isFrameWanted = if case .attestation(.waiting) = step { box.state.visit?.claim != nil } else { false }
    for place in box.pending.requests.keys where place != wanted && place != .accounts {
      if isFrameWanted, place == .device(.camera) { continue }
      require(false, .questions, "\(place) is open, and nobody waits for it in \(step.name)")
    }
  }

  // MARK: The visit

  private mutating func check(_ visit: Visit) {
    if case .farewell(let ending) = visit.step { return checkEnd(visit, ending) }
    for flag in visit.flags { require(!flag.code.actions.isEmpty, .flags) }
    require(Set(visit.flags.map(\.code)).count == visit.flags.count, .flags, "twice")
    let isWaiting = if case .attestation(.waiting) = visit.step { true } else { false }
    require(visit.flags.contains { $0.code == .attestationWanted } == isWaiting, .flags, "attestation")
    if case .calling(let code) = visit.overlay {
      require(visit.flags.contains { $0.code == code }, .calling, "nobody is called")
    }
    if visit.overlay == nil {
      require(isOnScreen, .calling, "a visit goes on under staff")
      require(visit.flags.allSatisfy { $0.code == .attestationWanted }, .calling, "a call is not shown")
    }
    checkHands(visit)
    checkApprovals(visit)
    let tries = Policy.Try.allCases.map { box.policy.tries[$0] }.max() ?? 0
    require(visit.failures < tries, .devices, "nobody is called")
  }

  /// What is taken as met, or could be now, is there.
  private mutating func checkApprovals(_ visit: Visit) {
    let hasPicture = visit.application.pictureForTheEye != nil
    require(hasPicture || !visit.flags.contains { $0.code == .photoRejected }, .approvals, "no picture was rejected")
    if case .excepted(_, .photoByEye) = visit.application.photo { require(hasPicture, .approvals, "no picture") }
    guard !hasPicture, case .attended(let attendance) = box.state, case .work(.flag(let place)) = attendance.page,
      box.flags(for: attendance).indices.contains(place),
      box.flags(for: attendance)[place].code != .presentationAttack
    else { return }
    require(box.offers.offering(.act(.except(.photoByEye))) == nil, .approvals, "an empty frame is offered")
  }

  private mutating func checkEnd(_ visit: Visit, _ ending: Ending) {
    require(visit.application == Application(), .nothingPersonalStays)
    require(visit.flags.isEmpty && visit.overlay == nil, .nothingPersonalStays, "flags")
    switch ending {
    case .completed, .parked: require(box.media == .notPresent || !isOnScreen, .noThanksWithDocument)
    case .stopped, .timedOut, .consentRefused, .referred, .nobodyCame, .moneyOpen, .endedByStaff, .interrupted: break
    }
  }

  /// The picture's number tells which finger it truly shows.
  private mutating func checkHands(_ visit: Visit) {
    var prints: [FingerPrint] = []
    if let both = visit.application.prints.value { check(both) }
    switch visit.step {
    case .fingerprints(let step):
      if let right = step.right { prints.append(right) }
      if case .shown(let print) = step.situation { prints.append(print) }
      require(step.right.map { $0.finger.hand == .right } ?? true, .hands, "a left finger kept as right")
    case .attestation(.waiting(let application)), .attestation(.parking(let application)):
      if let both = application.prints.value { check(both) }
    case .attestation(.sealing(let attestation)):
      if let both = attestation.application.prints.value { check(both) }
    case .payment(let payment):
      if let both = payment.attestation.application.prints.value { check(both) }
    // No other has prints.
    default: break
    }
    for print in prints { check(print) }
  }

  private mutating func check(_ both: FingerPrints) {
    check(both.right)
    check(both.left)
    require(both.right.finger.hand == .right && both.left.finger.hand == .left, .hands)
  }

  private mutating func check(_ print: FingerPrint) {
    require(print.picture == Fixtures.picture(of: print.finger), .hands, "another finger")
  }
}
