import PassportRules
import Quality
import Renewal
import TestSupport
import Testing
import Walk

/// What the citizen gives at the devices: document, photo, prints, signature.
@Suite struct CaptureTests {
  private static func at(_ step: StepName) -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(step)
    return driver
  }

  // MARK: Document

  private static func situation(_ driver: BoxDriver) -> DocumentStep.Situation? {
    guard case .document(let document) = driver.step else { return nil }
    return document.situation
  }

  @Test(arguments: [
    (DocumentReading.upsideDown, DocumentStep.Notice.upsideDown), (.skewed, .skewed), (.twoDocuments, .twoDocuments),
  ])
  func `what is laid down wrongly is told and read again, three times at most`(
    reading: DocumentReading, notice: DocumentStep.Notice
  ) {
    var driver = Self.at(.document)
    for count in 1...2 {
      driver.answer(.document(reading))
      guard case .document(let document) = driver.step else { return lost("left the step") }
      #expect(document.notice == notice && document.unreadable == count)
      #expect(driver.commands == [.readDocument])
    }
    driver.answer(.document(reading))
    #expect(driver.flags == [.documentUnreadable])
  }

  @Test func `nothing on the glass stops the reader, and Enter starts it again`() {
    var driver = Self.at(.document)
    driver.answer(.document(.nothing))
    #expect(Self.situation(driver) == .stopped && driver.flags.isEmpty)
    driver.press(.enter)
    #expect(driver.commands == [.readDocument])
  }

  @Test(arguments: [
    (Fixtures.Page.silent, FlagCode.chipSilent), (.altered, .chipAltered), (.unknownSigner, .chipIssuerUnknown),
    (.cloned, .chipCloned), (.contradicting, .documentMismatch),
  ])
  func `a chip that is silent, not believed or contradicts the page calls an officer`(
    page: Fixtures.Page, code: FlagCode
  ) {
    var driver = Self.at(.document)
    driver.read(page)
    #expect(driver.flags == [code])
  }

  @Test(arguments: [(Fixtures.Page.locked, ChipFault.locked), (.takenAway, .takenAway)])
  func `a chip that may open the next time is read again, and then an officer comes for what it was`(
    page: Fixtures.Page, fault: ChipFault
  ) {
    var driver = Self.at(.document)
    for count in 1...2 {
      driver.read(page)
      guard case .document(let document) = driver.step else { return lost("left the step") }
      #expect(document.notice == .chip(fault) && document.unreadable == count && document.situation == .reading)
      #expect(driver.commands == [.readDocument])
    }
    driver.read(page)
    #expect(driver.flags == [fault.flag])
  }

  @Test func `every fault of a chip has a flag of its own`() {
    #expect(Set(ChipFault.allCases.map(\.flag)).count == ChipFault.allCases.count)
  }

  @Test func `another's document is not told from an unknown number, and pauses longer each time`() {
    var driver = Self.at(.document)
    for attempt in 1...2 {
      driver.read(.anothers)
      #expect(Self.situation(driver) == .pausing)
      let pause = Milliseconds(driver.box.policy.waits[.mismatchPause].count * attempt)
      #expect(driver.effects.contains { if case .startTimer(_, .step, pause) = $0 { true } else { false } })
      #expect(!driver.effects.contains { if case .ask = $0 { true } else { false } }, "nobody learns from the register")
      driver.fire(.step)
      guard case .identity(let identity) = driver.step else { return lost("not asked for the number again") }
      #expect(identity.notice == .doesNotMatch)
      driver.press(.enter, .enter)
      if driver.step?.name == .identity { driver.press(.enter) }
      #expect(driver.step?.name == .document)
    }
    driver.read(.anothers)
    #expect(driver.flags == [.documentMismatch])
  }

  @Test func `a foreign document is believed only when the register knows it`() {
    var driver = Self.at(.document)
    driver.read(.foreign)
    driver.register(.unavailable)
    #expect(Self.situation(driver) == .pausing)
  }

  @Test func `with the register out of reach a Danish document is taken as it is`() {
    var driver = Self.at(.document)
    driver.read(.own)
    driver.register(.unavailable)
    #expect(driver.step?.name == .photo)
    #expect(driver.visit?.application.document.value?.isRegistered == false)
  }

  @Test func `the document comes out before the photo, and staff are called when it does not`() {
    var driver = Self.at(.document)
    driver.send(.device(.media(.present)))
    driver.read(.own)
    driver.register()
    #expect(Self.situation(driver) == .removing)
    var forgotten = driver
    driver.send(.device(.media(.notPresent)))
    #expect(driver.step?.name == .photo)

    forgotten.fire(.step)
    #expect(forgotten.flags == [.documentLeftBehind])
    let raised = forgotten.visit?.flags.first
    forgotten.press(.help)
    forgotten.send(.device(.media(.notPresent)))
    #expect(forgotten.flags.isEmpty)
    #expect(forgotten.recorded.first == raised.map { .flagWithdrawn(CaseNumber(1), $0) })
  }

  @Test func `another citizen's number starts a new visit that keeps nothing`() {
    var driver = Self.at(.review)
    driver.press(.digit(2))
    driver.send(.scan(Scan(kind: .code, text: driver.fixtures.other.digits)))
    #expect(driver.visit?.number == CaseNumber(2))
    #expect(driver.visit?.application == Application())
    #expect(driver.step == .privacy)
    #expect(driver.effects.contains(.wipe))
    #expect(
      driver.recorded == [
        .visitEnded(CaseNumber(1), .stopped), .visitOpened(CaseNumber(2), Language("da")),
      ])
  }

  @Test func `other grounds derive document and circumstances anew, and keep the pictures of the person`() {
    var driver = Self.at(.review)
    let photo = driver.visit?.application.photo
    driver.press(.digit(1), .digit(4))
    #expect(driver.visit?.application.document != .missing, "nothing is chosen before it was asked")
    driver.press(.enter)
    #expect(driver.visit?.application.document == .missing)
    #expect(driver.visit?.application.name == nil)
    #expect(driver.visit?.application.photo == photo)
    #expect(driver.step?.name == .document && driver.flags == [.lossDeclaration])
    driver.resolve(.except(.lossDeclared))
    driver.register()
    #expect(driver.step == .review)
  }

  // MARK: Photo

  @Test func `the picture takes itself when all is right for a moment`() {
    var driver = Self.at(.photo)
    driver.advise { .advice($0, [.tooDark]) }
    #expect(driver.box.pending.timers[.step] == nil)
    driver.advise { .advice($0, []) }
    driver.fire(.step)
    #expect(driver.commands == [.takePictures(count: 3)])
  }

  @Test func `only pictures that pass are shown and can be chosen`() {
    var driver = Self.at(.photo)
    driver.press(.enter)
    driver.answer(driver.fixtures.photos([false, true, true]))
    #expect(driver.effects.contains(.discard([Fixtures.poorPhoto(0)])))
    #expect(driver.step?.ownPictures == [Fixtures.goodPhoto(1), Fixtures.goodPhoto(2)])
    driver.press(.digit(3))
    #expect(driver.step?.name == .photo)
    driver.press(.digit(2))
    #expect(driver.visit?.application.photo.value?.picture == Fixtures.goodPhoto(2))
    #expect(driver.effects.contains(.discard([Fixtures.goodPhoto(1)])))
  }

  @Test func `one picture alone has no other to go to`() {
    var driver = Self.at(.photo)
    driver.press(.enter)
    driver.answer(driver.fixtures.photos([false, false, true]))
    #expect(driver.step?.ownPictures == [Fixtures.goodPhoto(2)])
    #expect(driver.box.offers.offering(.focusNext) == nil)
    driver.press(.enter)
    #expect(driver.visit?.application.photo.value?.picture == Fixtures.goodPhoto(2))
  }

  @Test func `a round that failed keeps its best picture to be seen, and counts down to a person`() {
    var driver = Self.at(.photo)
    func left() -> Int? {
      guard case .photo(let photo) = driver.step else { return nil }
      return photo.triesLeft(driver.box.policy)
    }
    #expect(left() == nil)
    for tries in [2, 1] {
      driver.press(.enter)
      driver.answer(driver.fixtures.photos([false, false, false]))
      #expect(left() == tries && driver.visit?.application.pictureForTheEye == Fixtures.poorPhoto(0))
      driver.press(.enter)
    }
    driver.press(.enter)
    driver.answer(driver.fixtures.photos([false, false, false]))
    #expect(driver.flags == [.photoRejected] && left() == nil)
  }

  @Test func `new pictures overwrite the old ones`() {
    var driver = Self.at(.photo)
    driver.press(.enter)
    driver.answer(driver.fixtures.photos([true, true, true]))
    driver.press(.back)
    #expect(driver.effects.contains(.discard((0..<3).map(Fixtures.goodPhoto))))
    #expect(driver.commands == [.preview])
  }

  @Test func `after the tries an officer takes the best one by eye, or lets new ones be taken`() {
    var driver = BoxDriver.raising(.photoRejected)
    var again = driver
    driver.resolve(.except(.photoByEye))
    #expect(driver.visit?.application.photo == .excepted(by: Fixtures.staff(.officer).id, reason: .photoByEye))
    #expect(driver.visit?.application.pictureForTheEye == Fixtures.poorPhoto(0))
    #expect(driver.step?.name == .fingerprints)

    again.resolve(.except(.headCoveringAllowed))
    again.press(.enter)
    again.answer(again.fixtures.photos([false, false, false]))
    again.press(.digit(2))
    #expect(again.visit?.application.pictureForTheEye == Fixtures.poorPhoto(1))
    #expect(again.visit?.application.photo.isSettled == true)
  }

  // MARK: Prints

  @Test func `right then left, and each keeps its finger`() {
    var driver = Self.at(.fingerprints)
    driver.press(.enter)
    #expect(driver.commands == [.readFinger(.rightIndex)])
    driver.answer(driver.fixtures.print(.rightIndex))
    driver.press(.enter, .enter)
    #expect(driver.commands == [.readFinger(.leftIndex)])
    driver.answer(driver.fixtures.print(.leftIndex))
    driver.press(.enter)
    let prints = driver.visit?.application.prints.value
    #expect(prints?.right.picture == Fixtures.picture(of: .rightIndex))
    #expect(prints?.left.picture == Fixtures.picture(of: .leftIndex))
  }

  @Test func `a print of another finger than the one asked for is dropped`() {
    var driver = Self.at(.fingerprints)
    driver.press(.enter)
    driver.answer(driver.fixtures.print(.leftIndex))
    // The loop overwrites the pictures of an answer that was dropped.
    #expect(driver.box.dropped == 1)
    guard case .fingerprints(let step) = driver.step else { return lost("left the step") }
    #expect(step.situation == .ready && step.finger == .rightIndex && step.right == nil)
    #expect(step.tries == 0 && driver.visit?.failures == 1)
  }

  @Test func `after the tries the next finger of the same hand is asked for, never the little one`() {
    var driver = Self.at(.fingerprints)
    var asked: [Finger] = []
    while driver.flags.isEmpty {
      driver.press(.enter)
      guard case .readFinger(let finger)? = driver.commands.first else { return lost("nothing is read") }
      if asked.last != finger { asked.append(finger) }
      driver.answer(driver.fixtures.print(finger, good: false))
    }
    #expect(asked == [.rightIndex, .rightThumb, .rightMiddle, .rightRing])
    #expect(driver.flags == [.printsPoor])
  }

  @Test func `a retry forgets the first hand, so that it is not taken for the same finger`() {
    var driver = BoxDriver.raising(.sameFinger)
    driver.resolve(.retry)
    #expect(driver.effects.contains(.discard([Fixtures.picture(of: .rightIndex)])))
    driver.press(.enter)
    #expect(driver.commands == [.readFinger(.rightIndex)])
  }

  // MARK: Signature

  @Test func `a signature is seen before it is taken, and may be redone`() {
    var driver = Self.at(.signature)
    driver.answer(driver.fixtures.signature())
    driver.press(.back)
    #expect(driver.effects.contains(.discard([Fixtures.signaturePicture])))
    #expect(driver.commands == [.readSignature])
    driver.answer(driver.fixtures.signature())
    driver.press(.enter)
    #expect(driver.visit?.application.signature == .met(Signature(picture: Fixtures.signaturePicture)))
  }

  @Test func `three poor signatures call a person`() {
    var driver = Self.at(.signature)
    for count in 1...3 {
      driver.answer(driver.fixtures.signature(good: false))
      #expect(driver.flags == (count < 3 ? [] : [.cannotSign]))
      if count < 3 { driver.press(.enter) }
    }
  }

  @Test(arguments: [(StepName.document, DocumentStep.Situation.stopped)])
  func `nobody at the device stops it, without a try counted`(step: StepName, situation: DocumentStep.Situation) {
    var driver = Self.at(step)
    for _ in 0..<5 {
      driver.answer(.document(.nothing))
      driver.press(.enter)
    }
    #expect(driver.flags.isEmpty)
  }

  // MARK: Receipt

  @Test func `a receipt of which nothing came out is no copy when it is printed again, until something may have`() {
    var driver = Self.at(.receipt)
    func isCopy() -> Bool? { if case .print(let receipt)? = driver.commands.first { receipt.isCopy } else { nil } }
    for fault in [DeviceFault(.disconnected, .reset), DeviceFault(.paperOut, .maintenance)] {
      driver.answer(.failed(fault))
      #expect(driver.box.flags.map(\.code) == [.deviceFault])
      #expect(!driver.recorded.contains { if case .receiptPrinted = $0 { true } else { false } }, "nothing was")
      driver.press(.digit(1))
      #expect(isCopy() == false)
    }
    driver.answer(.indeterminate)
    driver.press(.digit(1))
    #expect(isCopy() == true)
    driver.answer(.failed(DeviceFault(.disconnected, .reset)))
    driver.press(.digit(1))
    #expect(isCopy() == true, "the one before may have come out")
  }

  @Test(arguments: [DeviceAnswer.receipt(.paperOut), .receipt(.jammed), .indeterminate])
  func `a receipt that did not come out is printed again as a copy`(answer: DeviceAnswer) {
    var driver = Self.at(.receipt)
    driver.answer(answer)
    #expect(driver.box.flags.map(\.code) == [.deviceFault])
    driver.press(.digit(1))
    guard case .print(let receipt)? = driver.commands.first else { return lost("nothing is printed") }
    #expect(receipt.isCopy)
    driver.answer(.receipt(.printed))
    driver.press(.digit(1))
    #expect(driver.commands.isEmpty)
    driver.send(.device(.paper(.full)))
    #expect(driver.box.flags.isEmpty)
  }
}
