import Quality

extension SignatureStep {
  static func enter(_ visit: Visit, _ turn: inout Turn) -> Move {
    if visit.application.signature.isSettled { return .stay(.signature(SignatureStep(situation: .done))) }
    return .stay(.signature(SignatureStep(situation: .stopped).signing(&turn)))
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .excepted(_, let acceptance):
      if case .shown(let signature) = situation { turn.emit(.discard([signature.picture])) }
      visit.application.signature = .excepted(by: acceptance.by, reason: acceptance.reason)
      return .advance
    case .retry: return signAnew(in: &visit, &turn)
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .recordFailed,
      .nobodyCame:
      break
    }
    switch situation {
    case .signing: return whileSigning(event, &turn)
    case .stopped: return whileStopped(event, &turn)
    case .shown(let signature): return whileShown(signature, event, in: &visit, &turn)
    case .done: return whileDone(event, in: &visit, &turn)
    }
  }

  private func at(_ situation: Situation, _ notice: Notice? = nil) -> SignatureStep {
    var next = self
    next.situation = situation
    next.notice = notice
    return next
  }

  private func signing(_ turn: inout Turn) -> SignatureStep {
    turn.command(.readSignature)
    return at(.signing, notice)
  }

  /// Whatever was written before is overwritten.
  private func signAnew(in visit: inout Visit, _ turn: inout Turn) -> Move {
    if case .shown(let signature) = situation { turn.emit(.discard([signature.picture])) }
    if let signature = visit.application.signature.value { turn.emit(.discard([signature.picture])) }
    visit.application.signature = .missing
    return .stay(.signature(SignatureStep(situation: .stopped).signing(&turn)))
  }

  private func whileSigning(_ event: StepEvent, _ turn: inout Turn) -> Move {
    switch event {
    case .answer(.signature(let signature)):
      let faults = signature.measures.faults(against: turn.policy.signatureLimits)
      guard faults.isEmpty else {
        turn.emit(.discard([signature.picture]))
        return poor(.poor(faults), &turn)
      }
      return .stay(.signature(at(.shown(Signature(picture: signature.picture)))))
    case .answer(.noSignature): return .stay(.signature(at(.stopped, .nothing)))
    case .answer(.failed), .answer(.indeterminate): return poor(.padFailed, &turn)
    case .key(.digit(1)):
      turn.cancel(.signaturePad)
      return .call(.cannotSign, .signature(at(.stopped)))
    case .key(.back): return .retreat
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.signature(self))
    }
  }

  private func poor(_ notice: Notice, _ turn: inout Turn) -> Move {
    var next = at(.stopped, notice)
    next.tries = tries + 1
    guard next.tries < turn.policy.tries.signature else {
      next.tries = 0
      return .call(.cannotSign, .signature(next))
    }
    return .stay(.signature(next))
  }

  private func whileStopped(_ event: StepEvent, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.enter): .stay(.signature(signing(&turn)))
    case .key(.digit(1)): .call(.cannotSign, .signature(self))
    case .key(.back): .retreat
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      .stay(.signature(self))
    }
  }

  private func whileShown(
    _ signature: Signature, _ event: StepEvent, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    switch event {
    case .key(.enter):
      visit.application.signature = .met(signature)
      return .advance
    case .key(.back):
      turn.emit(.discard([signature.picture]))
      return .stay(.signature(signing(&turn)))
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.signature(self))
    }
  }

  private func whileDone(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.enter): return .advance
    case .key(.back): return .retreat
    case .key(.digit(1)): return signAnew(in: &visit, &turn)
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.signature(self))
    }
  }
}
