import Renewal
import Runtime

/// A citizen who does the natural thing on each screen, and staff who come when they are called.
struct Citizen {
  /// What a visit came to.
  struct Told: Equatable {
    /// The flags that staff were called for, in their order.
    var flags: [FlagCode] = []
    var ending: Ending?
  }

  /// The number pressed when the box asks why.
  var grounds = 1

  /// From welcome to the last screen.
  func visit(_ box: VirtualBox) throws -> Told {
    try begin(box)
    return try goOn(box)
  }

  /// From welcome to a step, at which nothing is done.
  func upTo(_ step: StepName, _ box: VirtualBox) throws { try upTo(box) { $0.step.name == step } }

  /// From welcome to where somebody is called for a flag.
  func upTo(_ flag: FlagCode, _ box: VirtualBox) throws { try upTo(box) { $0.overlay == .calling(flag) } }

  private func upTo(_ box: VirtualBox, _ isThere: (Visit) -> Bool) throws {
    try begin(box)
    for _ in 0..<2_000 {
      guard case .visit(let visit) = box.runner.box.state else { break }
      if isThere(visit) { return }
      try answer(visit, box)
    }
    throw VirtualBox.Lost(description: "never there:\n\(box.display.text)")
  }

  private func begin(_ box: VirtualBox) throws {
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n")
  }

  /// From where the visit is to the last screen.
  func goOn(_ box: VirtualBox) throws -> Told {
    var told = Told()
    for _ in 0..<2_000 {
      guard case .visit(let visit) = box.runner.box.state else {
        throw VirtualBox.Lost(description: "no visit:\n\(box.display.text)")
      }
      if case .farewell(let ending) = visit.step {
        told.ending = ending
        return told
      }
      for flag in visit.flags where told.flags.last != flag.code && !told.flags.contains(flag.code) {
        told.flags.append(flag.code)
      }
      try answer(visit, box)
    }
    throw VirtualBox.Lost(description: "the visit does not end:\n\(box.display.text)")
  }

  /// The natural thing on the visit's screen, or waiting.
  func answer(_ visit: Visit, _ box: VirtualBox) throws {
    switch visit.overlay {
    case .calling(let code): return staff(code, box)
    case .idleWarning: return box.type("\n")
    case .learnKeys: return box.type("*")
    case .help, .choosingLanguage, .tuningVoice, .moreHelp, .stopQuestion, .keepQuestion: return box.type("-")
    case nil: break
    }
    switch keys(visit.step, box) {
    case nil: try box.pass()
    case let keys?: box.type(keys)
    }
  }

  /// The keys for a screen; nothing when there is only to wait.
  private func keys(_ step: Step, _ box: VirtualBox) -> String? {
    switch step {
    case .language: return "12"
    case .privacy: return "1"
    case .start, .review: return "\n"
    case .grounds(let step): return step.asked == nil ? String(grounds) : "\n"
    case .identity(let identity): return identity.entry.digits.count == 10 ? "\n" : box.cpr + "\n"
    case .document(let document):
      switch document.situation {
      case .stopped, .done: return "\n"
      case .reading, .readingChip, .differing, .lookingUp, .removing, .pausing, .lookingUpByProof: return nil
      }
    case .photo(let photo):
      switch photo.situation {
      case .choosing, .stopped, .done: return "\n"
      case .framing, .taking: return nil
      }
    case .fingerprints(let prints):
      switch prints.situation {
      case .ready, .shown, .done: return "\n"
      case .reading: return nil
      }
    case .signature(let signature):
      switch signature.situation {
      case .stopped, .shown, .done: return "\n"
      case .signing: return nil
      }
    case .details(let details):
      switch details.question {
      case .height: return "168\n"
      case .mobile: return "\n"
      case .readyNotice: return "1"
      case .pickUpPlace: return "1"
      }
    case .attestation(let attestation):
      switch attestation {
      case .waiting:
        logIn("20", box)
        return "1"
      case .sealing, .parking: return nil
      }
    case .payment(let payment):
      switch payment.situation {
      case .explained, .refused, .givenBack: return "\n"
      case .underWay, .releasing: return nil
      }
    case .receipt(let receipt):
      switch receipt.situation {
      case .shown, .failed: return "\n"
      case .printing: return nil
      }
    case .farewell: return nil
    }
  }

  private func logIn(_ number: String, _ box: VirtualBox) { box.type("9\(number)\n2468\(number)\n") }

  /// A supervisor takes the requirement as met where that may be, and otherwise does the first thing that is allowed.
  private func staff(_ code: FlagCode, _ box: VirtualBox) {
    logIn("30", box)
    if code.isCovered { box.type("8") }
    let actions = code.actions
    // What is broken stays so: the citizen is sent to where it is not. What is not there cannot be taken as met.
    let offers = box.runner.box.offers
    let kind: StaffAction.Kind = code == .deviceFailed ? .refer : .except
    let place = actions.firstIndex { $0.kind == kind && offers.offering(.act($0)) != nil } ?? 0
    box.type(String(place + 1))
    if case .attended(let attendance) = box.runner.box.state, case .work(.secondPerson) = attendance.page {
      box.type("20\n246820\n")
    }
    if case .attended(let attendance) = box.runner.box.state, case .work(.reason) = attendance.page { box.type("2") }
    if case .attended(let attendance) = box.runner.box.state, case .work(.learned) = attendance.page { box.type("1") }
  }
}
