import PassportRules
import Renewal

extension EventGenerator {
  /// What is on the menu, each by the key that stands on the screen, as far as this walk goes.
  func chosen(_ box: Box) -> [[Event]] {
    box.offers.filter { isWalked($0.intent, box) }.flatMap { offer -> [[Event]] in
      let keys = offer.keys.prefix(1) + (offer.intent == .tryKey ? [.stop] : [])
      return keys.map { [.key($0)] }
    }
  }

  /// What is left out is out of this walk's way, or differs from something else in nothing that decides anything.
  private func isWalked(_ intent: Intent, _ box: Box) -> Bool {
    let visit: Visit? = if case .visit(let visit) = box.state { visit } else { nil }
    return switch intent {
    // Typed as a whole, see `entries`.
    case .type, .erase: false
    case .begin: box.flags.count <= oldFlags
    case .help: visit != nil || box.flags.count <= oldFlags
    case .speakAgain: visit == nil
    case .goBack: goesBack || visit == nil || visit?.overlay != nil
    case .callStaff: visit.map { helpSteps.contains($0.step.name) || !$0.flags.isEmpty } ?? true
    case .logIn: visit.map(callsStaff) ?? true
    // How screen and speech are decides nothing.
    case .readAloud: visit.map { $0.overlay == nil } ?? (box.flags.count <= oldFlags)
    case .louder, .softer, .slower, .faster, .useHeadset, .hideScreen, .tuneVoice, .changeContrast, .useTwoKeys,
      .enlargeLetters:
      false
    // Languages have one page of Help, and one of the first question.
    case .showLanguages, .changeLanguage: false
    case .nextPage: visit?.overlay != .help || opensMoreHelp
    case .learnKeys: learnsKeys
    case .chooseLanguage(let language): language == box.policy.languages.first
    case .chooseGrounds(let grounds): self.grounds.contains(grounds)
    case .declare(let declaration): isWalked(declaration)
    case .choosePlace(let place): place == 0 || place == 8
    case .reopen: reopens
    case .act(let action): (hasExceptions || !action.isException) && isWalked(action, box)
    case .previousFlag, .writeNote: false
    case .showBox: hasDisturbances
    case .showKeys: showsKeys
    case .resumeParked: resumes && box.flags.count <= oldFlags
    case .outOfService(let reason): reason == .cleaning
    case .chooseStep(let step): goesBack || step == box.state.visit?.step.name
    case .showDevice(let device): device == .camera || device == .receiptPrinter
    default: true
    }
  }

  /// Of the reasons for an act one stands for all, but each of the bank's answers for itself; and of the box's own flags the first.
  private func isWalked(_ action: StaffAction, _ box: Box) -> Bool {
    guard case .attended(let attendance) = box.state, case .work(let work) = attendance.page else { return true }
    switch work {
    case .reason(let code, let asked):
      return asked.kind == .settleMoney || action == asked.forAReason(about: code)
    case .flag(let place) where attendance.visit == nil && place > 0:
      return box.flags.indices.contains(place) && action.reasons(for: box.flags[place].code).isEmpty
    case .flag, .secondPerson, .learned, .note, .faces: return true
    }
  }

  private func isWalked(_ declaration: Declaration) -> Bool {
    switch declaration {
    case .noPassport, .brokenPassport, .cardRefused: true
    case .newNumber: hasNewNumbers
    case .headCovering, .fingersMissing, .fingersInjured, .cannotSign: hasDeclarations
    }
  }

  /// Whether somebody of staff comes to the citizen here.
  private func callsStaff(_ visit: Visit) -> Bool {
    if visit.step.isWaitingForAttestation, visit.overlay == nil { return true }
    guard staffSteps.contains(visit.step.name) else { return false }
    return helpSteps.contains(visit.step.name) || !visit.flags.isEmpty
  }
}

extension StaffAction {
  var isException: Bool { if case .except = self { true } else { false } }
}
