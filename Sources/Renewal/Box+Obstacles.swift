/// Why staff may not act on a flag as they wish.
package enum Obstacle: Hashable, Sendable {
  /// The flag is over, or has no such action, or nothing is left to do about it.
  case isOver
  /// The role does not cover it.
  case roleNotEnough
  /// Money is under way, or something else must be done first.
  case notNow
  /// The document still lies in the reader.
  case documentStillInside
}

/// What a member of staff wants to do about a flag.
struct StaffRequest: Hashable, Sendable {
  /// The flag, as it was shown.
  let flag: Flag
  /// What is to be done about it.
  let action: StaffAction
  /// Who does it.
  let session: StaffSession
  /// Who countersigns.
  var second: StaffID?
  /// Whether the citizen learned it; nothing where that is not asked.
  var learned: Bool?
}

extension Box {
  /// The one rule for staff's actions, at the box and at a desk: why this one may not happen now; nothing when it may.
  ///
  /// It is about a flag of the visit, or without one about a flag of the box itself.
  func obstacle(to request: StaffRequest, _ visit: Visit?) -> Obstacle? {
    let isOpen = visit.map { $0.flags.contains { $0.code == request.flag.code } } ?? flags.contains(request.flag)
    guard isOpen, request.flag.code.allows(request.action) else { return .isOver }
    guard request.session.role.covers(request.action.role(for: request.flag.code)) else { return .roleNotEnough }
    if let visit, !visit.canEnd { return .notNow }
    switch request.action {
    case .confirmRemoved: return media == .notPresent || !canReaderTell ? nil : .documentStillInside
    case .chooseStep:
      guard let visit, let date, !visit.earlierSteps(by: policy.rules, on: date).isEmpty else { return .notNow }
      return nil
    case .settleMoney: return request.flag.isAboutMoney ? nil : .isOver
    case .except(let reason):
      guard let visit, !visit.has(whatIsAcceptedFor: reason, about: request.flag.code) else { return nil }
      return .isOver
    case .showContact: return request.flag.caseToCallAbout == nil ? .isOver : nil
    case .refer(.borgerservice, _): return mustRefundFirst(request.flag) ? .notNow : nil
    // Nothing stands in the way of the others.
    default: return nil
    }
  }

  /// Whether the reader still tells what lies in it; where it cannot, staff's eyes count.
  private var canReaderTell: Bool { devices[.documentReader]?.isUsable != false }

  /// Whether the fee must be given back first: who sends the citizen elsewhere loses the number to call them at.
  private func mustRefundFirst(_ flag: Flag) -> Bool {
    flag.code.isAboutSending && flags.contains { $0.code == .refundOwed && $0.about == flag.about }
  }

  /// Carries out on a visit what nothing stands in the way of.
  mutating func carryOut(_ request: StaffRequest, on visit: inout Visit, _ transition: inout Transition) {
    if let learned = request.learned, request.flag.code.isLearnedFrom(by: request.action) {
      transition.record(.assistEnded(visit.number, request.flag.code, by: request.session.id, learned: learned))
    }
    if request.action == .confirmRemoved { (media, visit.media) = (.notPresent, .notPresent) }
    visit.resolve(
      request.flag.code, request.action, by: request.session.id, countersignedBy: request.second, &transition)
    guard case .takeOutOfService(let reason) = request.action else { return }
    takeOutOfService(reason ?? .other, by: request.session, &transition)
    visit.end(.endedByStaff, &transition)
  }
}

extension Visit {
  /// Whether what staff would take as met is there at all: a picture that nobody has taken yet is good to no eye (invariant 26).
  func has(whatIsAcceptedFor reason: ExceptionReason, about code: FlagCode) -> Bool {
    // Of a suspicion only the suspicion is judged: the picture must pass as any other.
    reason != .photoByEye || code == .presentationAttack || application.pictureForTheEye != nil
  }
}

extension Policy {
  /// Whether an exception takes a second person.
  func needsSecondPerson(for action: StaffAction, on code: FlagCode) -> Bool {
    guard case .except = action else { return false }
    return secondPersonFor.contains(code)
  }
}

extension Flag {
  /// The case whose application is kept, and whose citizen can be called about it.
  package var caseToCallAbout: CaseNumber? {
    if case .moneyOpen(let payment) = holding { payment.sale } else { about }
  }

  /// Whether it says what is to be settled, and for whom.
  fileprivate var isAboutMoney: Bool {
    switch holding {
    case .moneyOpen: true
    case .owes: about != nil
    case .nothing, .documentInReader: false
    }
  }
}

extension FlagCode {
  /// Whether the citizen could have learned something when staff do this about it.
  func isLearnedFrom(by action: StaffAction) -> Bool {
    action.kind.isHelp && self != .attestationWanted && self != .documentLeftBehind && !isOfStepsDevice
  }
}

extension LogIn.Notice {
  /// What somebody at the box is told.
  init(_ obstacle: Obstacle) {
    self =
      switch obstacle {
      case .roleNotEnough: .roleNotEnough
      case .isOver, .notNow: .notNow
      case .documentStillInside: .documentStillInside
      }
  }
}

extension DeskRefusal {
  /// What somebody at a desk is told.
  init(_ obstacle: Obstacle) {
    self =
      switch obstacle {
      case .isOver: .isOver
      case .roleNotEnough: .roleNotEnough
      case .notNow: .notNow
      case .documentStillInside: .onlyAtTheBox
      }
  }
}
