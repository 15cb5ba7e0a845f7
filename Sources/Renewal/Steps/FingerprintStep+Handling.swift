import Quality

extension FingerprintStep {
  static func enter(_ visit: Visit) -> Move {
    .stay(.fingerprints(FingerprintStep(situation: visit.application.prints.isSettled ? .done : .ready)))
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    // The reader suspected something, and a person has looked: the reading goes on.
    case .excepted(.presentationAttack, _): return handle(.resumed, in: &visit, &turn)
    case .excepted(_, let acceptance):
      _ = startAnew(in: &visit, &turn)
      visit.application.prints = .excepted(by: acceptance.by, reason: acceptance.reason)
      return .advance
    case .retry: return startAnew(in: &visit, &turn)
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .recordFailed,
      .nobodyCame:
      break
    }
    switch situation {
    case .ready: return whileReady(event, &turn)
    case .reading: return whileReading(event, in: visit, &turn)
    case .shown(let print): return whileShown(print, event, in: &visit, &turn)
    case .done: return whileDone(event, in: &visit, &turn)
    }
  }

  private func at(_ situation: Situation, _ notice: Notice? = nil) -> FingerprintStep {
    var next = self
    next.situation = situation
    next.notice = notice
    return next
  }

  private func reading(_ turn: inout Turn) -> Move {
    turn.command(.readFinger(finger))
    return .stay(.fingerprints(at(.reading, notice)))
  }

  private func whileReady(_ event: StepEvent, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.enter): return reading(&turn)
    case .key(.digit(1)): return .call(.fingersMissing, .fingerprints(at(.ready)))
    case .key(.digit(2)): return .call(.fingersInjured, .fingerprints(at(.ready)))
    case .key(.back): return goBack(&turn)
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.fingerprints(self))
    }
  }

  private func goBack(_ turn: inout Turn) -> Move {
    guard let right else { return .retreat }
    turn.emit(.discard([right.picture]))
    return .stay(.fingerprints(FingerprintStep(situation: .ready)))
  }

  /// Whatever was read before is overwritten; otherwise the same finger would be taken for another one.
  private func startAnew(in visit: inout Visit, _ turn: inout Turn) -> Move {
    turn.cancel(.fingerprintReader)
    var old = right.map { [$0.picture] } ?? []
    if case .shown(let print) = situation { old.append(print.picture) }
    if let prints = visit.application.prints.value { old += [prints.right.picture, prints.left.picture] }
    if !old.isEmpty { turn.emit(.discard(old)) }
    visit.application.prints = .missing
    return .stay(.fingerprints(FingerprintStep(situation: .ready)))
  }

  private func whileReading(_ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .answer(.print(let print)): return judge(print, &turn)
    case .answer(.noFinger): return .stay(.fingerprints(at(.ready, .noFinger)))
    case .answer(.failed), .answer(.indeterminate): return poor(.sensorFailed, &turn)
    case .key(.back):
      turn.cancel(.fingerprintReader)
      return .stay(.fingerprints(at(.ready)))
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.fingerprints(self))
    }
  }

  /// A print keeps the finger the sensor was asked for; a print of another finger is the peer's fault and is dropped.
  private func judge(_ print: MeasuredPrint, _ turn: inout Turn) -> Move {
    guard print.finger == finger else {
      turn.emit(.discard([print.picture]))
      return .stay(.fingerprints(at(.ready, .sensorFailed)))
    }
    if print.sameAs != nil {
      turn.emit(.discard([print.picture]))
      var next = at(.ready, .sameFinger)
      next.repeats = repeats + 1
      guard next.repeats < turn.policy.tries.print else {
        next.repeats = 0
        return .call(.sameFinger, .fingerprints(next))
      }
      return .stay(.fingerprints(next))
    }
    let faults = print.measures.faults(against: turn.policy.printLimits)
    guard faults.isEmpty else {
      turn.emit(.discard([print.picture]))
      return poor(.poor(faults), &turn)
    }
    let score = print.measures.score(against: turn.policy.printLimits)
    return .stay(.fingerprints(at(.shown(FingerPrint(finger: finger, picture: print.picture, score: score)))))
  }

  /// After the tries the next finger of the same hand is asked for; after the last finger a person looks.
  private func poor(_ notice: Notice, _ turn: inout Turn) -> Move {
    var next = at(.ready, notice)
    next.tries = tries + 1
    guard next.tries >= turn.policy.tries.print else { return .stay(.fingerprints(next)) }
    next.tries = 0
    guard let other = finger.next else {
      next.finger = .index(of: finger.hand)
      return .call(.printsPoor, .fingerprints(next))
    }
    next.finger = other
    next.notice = .otherFinger
    return .stay(.fingerprints(next))
  }

  private func whileShown(
    _ print: FingerPrint, _ event: StepEvent, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    switch event {
    case .key(.enter): return keep(print, in: &visit, &turn)
    case .key(.back):
      turn.emit(.discard([print.picture]))
      return .stay(.fingerprints(at(.ready)))
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.fingerprints(self))
    }
  }

  private func keep(_ print: FingerPrint, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch print.finger.hand {
    case .right:
      return .stay(.fingerprints(FingerprintStep(situation: .ready, finger: .leftIndex, right: print)))
    case .left:
      guard let right, let both = FingerPrints(right: right, left: print) else {
        return .stay(.fingerprints(FingerprintStep(situation: .ready)))
      }
      visit.application.prints = .met(both)
      return .advance
    }
  }

  private func whileDone(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.enter): return .advance
    case .key(.back): return .retreat
    case .key(.digit(1)): return startAnew(in: &visit, &turn)
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.fingerprints(self))
    }
  }
}
