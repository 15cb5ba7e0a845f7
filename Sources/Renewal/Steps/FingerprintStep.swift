import PassportRules
package import Quality

/// The prints: right, then left; best of the tries; other fingers in order.
package struct FingerprintStep: Hashable, Sendable {
  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// The screen shows the finger; the sensor is to be started.
    case ready
    /// The sensor waits for the finger or reads it.
    case reading
    /// A print was read that passes.
    case shown(FingerPrint)
    /// Done before.
    case done
  }

  /// What the sensor met last.
  package enum Notice: Hashable, Sendable {
    /// Nobody touched the sensor.
    case noFinger
    /// The print is poor; most useful advice first.
    case poor([PrintFault])
    /// It is the same finger as before.
    case sameFinger
    /// The sensor failed.
    case sensorFailed
    /// This finger would not do; the screen asks for another of the same hand.
    case otherFinger
  }

  /// Where the step is.
  package var situation: Situation
  /// What the sensor met last.
  package var notice: Notice?
  /// The finger asked for.
  package var finger: Finger
  /// Readings of this finger so far.
  package var tries = 0
  /// Times the same finger came twice, 0–3.
  package var repeats = 0
  /// The right hand's print, once it passed.
  package var right: FingerPrint?

  /// The step in a situation, at a finger.
  package init(situation: Situation, finger: Finger = .rightIndex, right: FingerPrint? = nil) {
    self.situation = situation
    self.finger = finger
    self.right = right
  }
}

extension FingerprintStep: VisitStep {
  static let name = StepName.fingerprints
  static let device: (device: Device, tries: Policy.Try)? = (.fingerprintReader, .print)
  static func isAsked(by needs: Requirements) -> Bool { needs.prints }
  static func isSettled(in application: Application) -> Bool { application.prints.isSettled }
  var step: Step { .fingerprints(self) }

  var waitsForCitizen: Bool {
    switch situation {
    case .ready, .shown, .done: true
    case .reading: false
    }
  }

  func awaited(in visit: Visit) -> Awaited? { situation == .reading ? .answer(.print) : nil }

  var ownPictures: [PictureID] {
    let right = right.map { [$0.picture] } ?? []
    guard case .shown(let print) = situation else { return right }
    return right + [print.picture]
  }

  /// Each finger is a question of its own.
  var questionNumber: Int {
    let place =
      switch situation {
      case .ready: 0
      case .reading: 1
      case .shown: 2
      case .done: 3
      }
    return finger.rawValue * 4 + place
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    let back = Offer(.back, .goBack)
    return switch situation {
    case .ready:
      // Of a finger that a sensor did not read because it failed nobody says that it is missing.
      [Offer(.enter, .start)]
        + (notice == .sensorFailed ? [] : .numbered([.declare(.fingersMissing), .declare(.fingersInjured)])) + [back]
    case .reading: [back]
    case .shown: [Offer(.enter, .goOn), back]
    case .done: [Offer(.enter, .goOn), Offer(.digit(1), .redo), back]
    }
  }

  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    .stay(.fingerprints(FingerprintStep(situation: visit.application.prints.isSettled ? .done : .ready)))
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    // The reader suspected something, and a person has looked: the reading goes on.
    case .excepted(.presentationAttack, _): return handle(.resumed, in: &visit, &transition)
    case .excepted(_, let acceptance):
      _ = startAnew(in: &visit, &transition)
      visit.application.prints = .excepted(by: acceptance.by, reason: acceptance.reason)
      return .advance
    case .retry: return startAnew(in: &visit, &transition)
    default: break
    }
    switch situation {
    case .ready: return whileReady(event, &transition)
    case .reading: return whileReading(event, in: visit, &transition)
    case .shown(let print): return whileShown(print, event, in: &visit, &transition)
    case .done: return whileDone(event, in: &visit, &transition)
    }
  }

  private func at(_ situation: Situation, _ notice: Notice? = nil) -> FingerprintStep {
    var next = self
    next.situation = situation
    next.notice = notice
    return next
  }

  private func reading(_ transition: inout Transition) -> Move {
    transition.command(.readFinger(finger))
    return .stay(.fingerprints(at(.reading, notice)))
  }

  private func whileReady(_ event: StepEvent, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.start, _): return reading(&transition)
    case .chosen(.declare(let declaration), _): return .call(declaration.flag, .fingerprints(at(.ready)))
    case .chosen(.goBack, _): return goBack(&transition)
    default: return stay
    }
  }

  private func goBack(_ transition: inout Transition) -> Move {
    guard let right else { return .retreat }
    transition.emit(.discard([right.picture]))
    return .stay(.fingerprints(FingerprintStep(situation: .ready)))
  }

  /// Whatever was read before is overwritten; otherwise the same finger would be taken for another one.
  private func startAnew(in visit: inout Visit, _ transition: inout Transition) -> Move {
    transition.cancel(.fingerprintReader)
    var old = right.map { [$0.picture] } ?? []
    if case .shown(let print) = situation { old.append(print.picture) }
    if let prints = visit.application.prints.value { old += [prints.right.picture, prints.left.picture] }
    if !old.isEmpty { transition.emit(.discard(old)) }
    visit.application.prints = .missing
    return .stay(.fingerprints(FingerprintStep(situation: .ready)))
  }

  private func whileReading(_ event: StepEvent, in visit: Visit, _ transition: inout Transition) -> Move {
    switch event {
    // It is of the finger the sensor was asked for, or the answer was none.
    case .answer(.print(let print)): return judge(print, &transition)
    case .answer(.noFinger): return .stay(.fingerprints(at(.ready, .noFinger)))
    case .deviceFailed(let isLast): return .afterFailure(isLast: isLast, .fingerprints(at(.ready, .sensorFailed)))
    case .chosen(.goBack, _):
      transition.cancel(.fingerprintReader)
      return .stay(.fingerprints(at(.ready)))
    default: return stay
    }
  }

  private func judge(_ print: MeasuredPrint, _ transition: inout Transition) -> Move {
    if print.sameAs != nil {
      transition.emit(.discard([print.picture]))
      var next = at(.ready, .sameFinger)
      next.repeats = repeats + 1
      guard next.repeats < transition.policy.tries[.print] else {
        next.repeats = 0
        return .call(.sameFinger, .fingerprints(next))
      }
      return .stay(.fingerprints(next))
    }
    let faults = print.measures.faults(against: transition.policy.printLimits)
    guard faults.isEmpty else {
      transition.emit(.discard([print.picture]))
      return poor(.poor(faults), &transition)
    }
    let score = print.measures.score(against: transition.policy.printLimits)
    return .stay(.fingerprints(at(.shown(FingerPrint(finger: finger, picture: print.picture, score: score)))))
  }

  /// After the tries the next finger of the same hand is asked for; after the last finger a person looks.
  private func poor(_ notice: Notice, _ transition: inout Transition) -> Move {
    var next = at(.ready, notice)
    next.tries = tries + 1
    guard next.tries >= transition.policy.tries[.print] else { return .stay(.fingerprints(next)) }
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
    _ print: FingerPrint, _ event: StepEvent, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    switch event {
    case .chosen(.goOn, _): return keep(print, in: &visit, &transition)
    case .chosen(.goBack, _):
      transition.emit(.discard([print.picture]))
      return .stay(.fingerprints(at(.ready)))
    default: return stay
    }
  }

  private func keep(_ print: FingerPrint, in visit: inout Visit, _ transition: inout Transition) -> Move {
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

  private func whileDone(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.goOn, _): return .advance
    case .chosen(.goBack, _): return .retreat
    case .chosen(.redo, _): return startAnew(in: &visit, &transition)
    default: return stay
    }
  }
}
