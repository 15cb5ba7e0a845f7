import PassportRules
package import Quality

/// The signature on the pad.
package struct SignatureStep: Hashable, Sendable {
  /// What the pad met last.
  package enum Notice: Hashable, Sendable {
    /// Nobody signed.
    case nothing
    /// What is wrong with it, most useful first.
    case poor([SignatureFault])
    /// The pad failed.
    case padFailed
  }

  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// The pad waits.
    case signing
    /// The pad stopped, and can be started again.
    case stopped
    /// The strokes are shown, to be taken or written again.
    case shown(Signature)
    /// Done before.
    case done
  }

  /// Where the step is.
  package var situation: Situation
  /// What the pad met last.
  package var notice: Notice?
  /// Signatures that were poor, 0–3.
  package var tries = 0

  /// The step in a situation.
  package init(situation: Situation, notice: Notice? = nil) {
    self.situation = situation
    self.notice = notice
  }
}

extension SignatureStep: VisitStep {
  static let name = StepName.signature
  static let device: (device: Device, tries: Policy.Try)? = (.signaturePad, .signature)
  static func isAsked(by needs: Requirements) -> Bool { needs.signature }
  static func isSettled(in application: Application) -> Bool { application.signature.isSettled }
  var step: Step { .signature(self) }

  var waitsForCitizen: Bool {
    switch situation {
    case .stopped, .shown, .done: true
    case .signing: false
    }
  }

  var ownPictures: [PictureID] {
    guard case .shown(let signature) = situation else { return [] }
    return [signature.picture]
  }

  var questionNumber: Int {
    switch situation {
    case .signing: 0
    case .stopped: 1
    case .shown: 2
    case .done: 3
    }
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    let back = Offer(.back, .goBack)
    let cannot = Offer(.digit(1), .declare(.cannotSign))
    return switch situation {
    case .signing: [cannot, back]
    case .stopped: [Offer(.enter, .start)] + (notice == .padFailed ? [] : [cannot]) + [back]
    case .shown: [Offer(.enter, .goOn), back]
    case .done: [Offer(.enter, .goOn), Offer(.digit(1), .redo), back]
    }
  }

  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    if visit.application.signature.isSettled { return .stay(.signature(SignatureStep(situation: .done))) }
    return .stay(.signature(SignatureStep(situation: .stopped).signing(&transition)))
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .excepted(_, let acceptance):
      if case .shown(let signature) = situation { transition.emit(.discard([signature.picture])) }
      visit.application.signature = .excepted(by: acceptance.by, reason: acceptance.reason)
      return .advance
    case .retry: return signAnew(in: &visit, &transition)
    default: break
    }
    switch situation {
    case .signing: return whileSigning(event, &transition)
    case .stopped: return whileStopped(event, &transition)
    case .shown(let signature): return whileShown(signature, event, in: &visit, &transition)
    case .done: return whileDone(event, in: &visit, &transition)
    }
  }

  private func at(_ situation: Situation, _ notice: Notice? = nil) -> SignatureStep {
    var next = self
    next.situation = situation
    next.notice = notice
    return next
  }

  private func signing(_ transition: inout Transition) -> SignatureStep {
    transition.command(.readSignature)
    return at(.signing, notice)
  }

  /// Whatever was written before is overwritten.
  private func signAnew(in visit: inout Visit, _ transition: inout Transition) -> Move {
    if case .shown(let signature) = situation { transition.emit(.discard([signature.picture])) }
    if let signature = visit.application.signature.value { transition.emit(.discard([signature.picture])) }
    visit.application.signature = .missing
    return .stay(.signature(SignatureStep(situation: .stopped).signing(&transition)))
  }

  private func whileSigning(_ event: StepEvent, _ transition: inout Transition) -> Move {
    switch event {
    case .answer(.signature(let signature)):
      let faults = signature.measures.faults(against: transition.policy.signatureLimits)
      guard faults.isEmpty else {
        transition.emit(.discard([signature.picture]))
        return poor(.poor(faults), &transition)
      }
      return .stay(.signature(at(.shown(Signature(picture: signature.picture)))))
    case .answer(.noSignature): return .stay(.signature(at(.stopped, .nothing)))
    case .deviceFailed(let isLast): return .afterFailure(isLast: isLast, .signature(at(.stopped, .padFailed)))
    case .chosen(.declare(let declaration), _):
      transition.cancel(.signaturePad)
      return .call(declaration.flag, .signature(at(.stopped)))
    case .chosen(.goBack, _): return .retreat
    default: return stay
    }
  }

  private func poor(_ notice: Notice, _ transition: inout Transition) -> Move {
    var next = at(.stopped, notice)
    next.tries = tries + 1
    guard next.tries < transition.policy.tries[.signature] else {
      next.tries = 0
      return .call(.cannotSign, .signature(next))
    }
    return .stay(.signature(next))
  }

  private func whileStopped(_ event: StepEvent, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.start, _): .stay(.signature(signing(&transition)))
    case .chosen(.declare(let declaration), _): .call(declaration.flag, .signature(self))
    case .chosen(.goBack, _): .retreat
    default: stay
    }
  }

  private func whileShown(
    _ signature: Signature, _ event: StepEvent, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    switch event {
    case .chosen(.goOn, _):
      visit.application.signature = .met(signature)
      return .advance
    case .chosen(.goBack, _):
      transition.emit(.discard([signature.picture]))
      return .stay(.signature(signing(&transition)))
    default: return stay
    }
  }

  private func whileDone(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.goOn, _): return .advance
    case .chosen(.goBack, _): return .retreat
    case .chosen(.redo, _): return signAnew(in: &visit, &transition)
    default: return stay
    }
  }
}
