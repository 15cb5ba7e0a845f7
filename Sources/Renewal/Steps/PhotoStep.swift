import PassportRules
package import Quality

/// The photo: live view with advice, three pictures, one is chosen.
package struct PhotoStep: Hashable, Sendable {
  /// A picture that was taken, judged by the policy's limits.
  package struct Shot: Hashable, Sendable {
    /// Where it lies in the vault.
    package let picture: PictureID
    /// 0–100.
    package let score: Int
    /// What is not right, most useful first; empty when it can be used.
    package let faults: [PhotoFault]

    /// A judged picture.
    package init(picture: PictureID, score: Int, faults: [PhotoFault]) {
      self.picture = picture
      self.score = score
      self.faults = faults
    }
  }

  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// PendingRequests view; what is not right yet, most useful first. When all is right for a second the pictures are taken.
    case framing([PhotoFault])
    /// The camera takes the pictures.
    case taking
    /// The citizen chooses among up to three, each of which may be taken: it passed, or staff take it by eye.
    case choosing([Shot], focus: Int)
    /// None of a round can be used, or the camera failed, which is nobody's failed try.
    case stopped(cameraFailed: Bool, faults: [PhotoFault])
    /// Done before.
    case done
  }

  /// Where the step is.
  package var situation: Situation
  /// Rounds in which no picture could be used.
  package var tries = 0
  /// Whoever of staff takes the next picture by eye, with the ground.
  package var byEye: Acceptance?

  /// The step in a situation.
  package init(situation: Situation) { self.situation = situation }
}

extension PhotoStep: VisitStep {
  static let name = StepName.photo
  static let device: (device: Device, tries: Policy.Try)? = (.camera, .photo)
  static func isSettled(in application: Application) -> Bool { application.photo.isSettled }
  var step: Step { .photo(self) }

  var waitsForCitizen: Bool {
    switch situation {
    case .framing, .choosing, .stopped, .done: true
    case .taking: false
    }
  }

  func awaited(in visit: Visit) -> Awaited? { situation == .taking ? .answer(.photos) : nil }

  var ownPictures: [PictureID] {
    guard case .choosing(let shots, _) = situation else { return [] }
    return shots.map(\.picture)
  }

  var questionNumber: Int {
    switch situation {
    case .framing: 0
    case .taking: 1
    case .choosing: 2
    case .stopped: 3
    case .done: 4
    }
  }

  var withoutTyping: PhotoStep {
    guard case .choosing(let shots, _) = situation else { return self }
    return at(.choosing(shots, focus: 0))
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    let back = Offer(.back, .goBack)
    switch situation {
    // What a camera that failed did not take nobody can judge.
    case .stopped(cameraFailed: true, _): return [Offer(.enter, .start), back]
    case .framing, .stopped: return [Offer(.enter, .start), Offer(.digit(1), .declare(.headCovering)), back]
    case .taking: return []
    case .choosing(let shots, let focus):
      let ways = [Offer([.right, .down, .tab], .focusNext), Offer([.left, .up, .backTab], .focusPrevious)]
      return shots.indices.map { Offer([.digit($0 + 1)] + ($0 == focus ? [.enter] : []), .choosePicture($0)) }
        + (shots.count > 1 ? ways : []) + [back]
    case .done: return [Offer(.enter, .goOn), Offer(.digit(1), .redo), back]
    }
  }

  /// How many more rounds may fail before a person is called; nothing before the first has failed.
  package func triesLeft(_ policy: Policy) -> Int? { tries > 0 ? policy.tries[.photo] - tries : nil }

  /// How many pictures are taken in one round.
  package static let shotsARound = 3

  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    if visit.application.photo.isSettled { return .stay(.photo(PhotoStep(situation: .done))) }
    return .stay(.photo(PhotoStep(situation: .done).framing(&transition)))
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    // The camera suspected something, and a person has looked: the step goes on, and the picture must pass as any other.
    case .excepted(.presentationAttack, _): return handle(.resumed, in: &visit, &transition)
    case .excepted(_, let acceptance): return excepted(acceptance, in: &visit, &transition)
    case .retry: return .stay(.photo(startAnew(in: &visit, &transition)))
    default: break
    }
    switch situation {
    case .framing(let faults): return whileFraming(faults, event, in: visit, &transition)
    case .taking: return whileTaking(event, in: &visit, &transition)
    case .choosing(let shots, let focus): return whileChoosing(shots, focus, event, in: &visit, &transition)
    case .stopped: return whileStopped(event, &transition)
    case .done: return whileDone(event, in: &visit, &transition)
    }
  }

  private func at(_ situation: Situation) -> PhotoStep {
    var next = self
    next.situation = situation
    return next
  }

  private func framing(_ transition: inout Transition) -> PhotoStep {
    transition.command(.preview)
    return at(.framing([.noFace]))
  }

  // MARK: The live view

  private func whileFraming(_ faults: [PhotoFault], _ event: StepEvent, in visit: Visit, _ transition: inout Transition)
    -> Move
  {
    switch event {
    case .advice(let advice):
      steady(advice, under: visit.overlay, &transition)
      return .stay(.photo(at(.framing(advice))))
    case .resumed, .covered:
      steady(faults, under: visit.overlay, &transition)
      return stay
    case .timer where faults.isEmpty, .chosen(.start, _):
      transition.stop(.step)
      transition.command(.takePictures(count: Self.shotsARound))
      return .stay(.photo(at(.taking)))
    case .chosen(.declare(let declaration), _):
      transition.stop(.step)
      transition.cancel(.camera)
      return .call(declaration.flag, .photo(at(.stopped(cameraFailed: false, faults: []))))
    case .chosen(.goBack, _): return .retreat
    case .deviceFailed(let isLast):
      transition.stop(.step)
      return cameraFailed(isLast: isLast)
    default: return stay
    }
  }

  /// Whatever was taken before is overwritten, and the live view starts again.
  private func startAnew(in visit: inout Visit, _ transition: inout Transition) -> PhotoStep {
    var old = [visit.application.photo.value?.picture, visit.application.pictureForTheEye].compactMap { $0 }
    if case .choosing(let shots, _) = situation { old += shots.map(\.picture) }
    if !old.isEmpty { transition.emit(.discard(old)) }
    visit.application.photo = .missing
    visit.application.pictureForTheEye = nil
    // Of what is taken anew nothing is to be decided any more, whatever the person was called for who let it be.
    visit.withdraw(.photoRejected, &transition)
    if visit.overlay == .calling(.photoRejected) { visit.showCall() }
    transition.stop(.step)
    return PhotoStep(situation: .done).framing(&transition)
  }

  /// The picture takes itself when all is right for a moment, and never under something that lies over the step.
  private func steady(_ advice: [PhotoFault], under overlay: Visit.Overlay?, _ transition: inout Transition) {
    if advice.isEmpty, overlay == nil {
      transition.start(.step, transition.policy.waits[.steady])
    } else {
      transition.stop(.step)
    }
  }

  // MARK: The pictures

  private func whileTaking(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .answer(.photos(let photos)):
      return judge(photos.prefix(Self.shotsARound).map { judge($0, transition) }, in: &visit, &transition)
    case .deviceFailed(let isLast): return cameraFailed(isLast: isLast)
    default: return stay
    }
  }

  /// There is no picture, and so nothing to judge: it may be taken again, and how often one was poor stays as it is.
  private func cameraFailed(isLast: Bool) -> Move {
    .afterFailure(isLast: isLast, .photo(at(.stopped(cameraFailed: true, faults: []))))
  }

  private func judge(_ photo: MeasuredPhoto, _ transition: Transition) -> Shot {
    let limits = transition.policy.photoLimits
    return Shot(
      picture: photo.picture, score: photo.measures.score(against: limits),
      faults: photo.measures.faults(against: limits))
  }

  /// Only what may be taken is kept to choose among; where nothing is, the best of the round is, for a person to see.
  private func judge(_ shots: [Shot], in visit: inout Visit, _ transition: inout Transition) -> Move {
    let passing = byEye == nil ? shots.filter(\.faults.isEmpty) : shots
    if !passing.isEmpty {
      let others = shots.filter { !passing.contains($0) }.map(\.picture)
      if !others.isEmpty { transition.emit(.discard(others)) }
      return .stay(.photo(at(.choosing(passing, focus: 0))))
    }
    guard let best = shots.max(by: { $0.score < $1.score }) else { return stay }
    let old = visit.application.pictureForTheEye.map { [$0] } ?? []
    transition.emit(.discard(old + shots.map(\.picture).filter { $0 != best.picture }))
    visit.application.pictureForTheEye = best.picture
    return failedRound(best.faults, &transition)
  }

  private func failedRound(_ faults: [PhotoFault], _ transition: inout Transition) -> Move {
    var next = at(.stopped(cameraFailed: false, faults: faults))
    next.tries = tries + 1
    guard next.tries < transition.policy.tries[.photo] else {
      next.tries = 0
      return .call(.photoRejected, .photo(next))
    }
    return .stay(.photo(next))
  }

  private func whileChoosing(
    _ shots: [Shot], _ focus: Int, _ event: StepEvent, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    switch event {
    case .chosen(.choosePicture(let place), _): return choose(shots[place], of: shots, in: &visit, &transition)
    case .chosen(.focusNext, _):
      return .stay(.photo(at(.choosing(shots, focus: min(focus + 1, shots.count - 1)))))
    case .chosen(.focusPrevious, _):
      return .stay(.photo(at(.choosing(shots, focus: max(focus - 1, 0)))))
    case .chosen(.goBack, _):
      transition.emit(.discard(shots.map(\.picture)))
      return .stay(.photo(framing(&transition)))
    default: return stay
    }
  }

  private func choose(_ shot: Shot, of shots: [Shot], in visit: inout Visit, _ transition: inout Transition) -> Move {
    let others = shots.map(\.picture).filter { $0 != shot.picture }
    transition.emit(.discard(others + (visit.application.pictureForTheEye.map { [$0] } ?? [])))
    visit.application.pictureForTheEye = nil
    if let byEye {
      visit.application.pictureForTheEye = shot.picture
      visit.application.photo = .excepted(by: byEye.by, reason: byEye.reason)
    } else {
      visit.application.photo = .met(ChosenPhoto(picture: shot.picture, score: shot.score))
    }
    return .advance
  }

  // MARK: Before and after

  private func whileStopped(_ event: StepEvent, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.start, _): .stay(.photo(framing(&transition)))
    case .chosen(.declare(let declaration), _): .call(declaration.flag, .photo(self))
    case .chosen(.goBack, _): .retreat
    default: stay
    }
  }

  private func whileDone(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.goOn, _): return .advance
    case .chosen(.goBack, _): return .retreat
    case .chosen(.redo, _): return .stay(.photo(startAnew(in: &visit, &transition)))
    default: return stay
    }
  }

  /// The officer takes the best picture by eye, or for a head covering whichever is taken next; a picture that is not there nobody takes.
  private func excepted(_ acceptance: Acceptance, in visit: inout Visit, _ transition: inout Transition) -> Move {
    if acceptance.reason == .photoByEye {
      guard visit.application.pictureForTheEye != nil else { return .stay(.photo(startAnew(in: &visit, &transition))) }
      visit.application.photo = .excepted(by: acceptance.by, reason: acceptance.reason)
      return .advance
    }
    var next = self
    next.byEye = acceptance
    next.tries = 0
    return .stay(.photo(next.framing(&transition)))
  }
}
