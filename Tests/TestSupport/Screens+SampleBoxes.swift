import PassportRules
import Quality
package import Renewal

extension SampleScreens {
  /// Boxes in every situation that has a screen of its own.
  package static func boxes(_ language: Language) -> [SampleBox] {
    let visits = SampleVisits(language)
    return between(visits) + first(visits) + documents(visits) + photos(visits) + prints(visits) + signatures(visits)
      + details(language) + last(visits) + farewells(visits) + overlays(visits) + guided(visits) + waits(visits)
      + staff(visits) + atTheBox(visits) + desks(visits) + practised(visits) + keys(visits)
  }

  static func sample(_ name: String, _ box: Box, seconds: Int? = nil, golden: Bool = true) -> SampleBox {
    SampleBox(name: name, box: box, secondsLeft: seconds, isGolden: golden)
  }

  /// A sample for each step, of the same visit.
  private static func steps(_ visits: SampleVisits, _ named: [(String, Step)], golden: Bool = true) -> [SampleBox] {
    named.map { sample($0.0, visits.box(.visit(visits.visit($0.1))), golden: golden) }
  }

  private static func between(_ visits: SampleVisits) -> [SampleBox] {
    let closed: [(String, Box.Closed)] = [
      ("starting", .starting), ("hours", .hours), ("storage", .storage), ("documentInside", .documentInside),
      ("cabinet", .cabinet), ("staff", .staff), ("clock", .clock), ("rehearsal", .rehearsal), ("fault", .fault),
      ("stopping", .stopping),
    ]
    return [
      sample("welcome", visits.box(.welcome(nil))),
      sample("welcome-wiped", visits.box(.welcome(.wiped), officer: false)),
      sample("welcome-without-date", visits.box(.welcome(nil), date: nil), golden: false),
    ] + closed.map { sample("closed-\($0.0)", visits.box(.closed($0.1))) }
      + [0, 1, 4, 7].map { days in
        let opening = WeekHours.Moment(date: date.adding(days: days), minute: 545)
        return sample(
          "closed-hours-\(days)",
          visits.box(.closed(.hours), hours: Box.Hours(isOpen: false, hasOfficer: false, opensAt: opening)),
          golden: days == 4)
      }
      + Device.allCases.map {
        sample("closed-device-\($0.rawValue)", visits.box(.closed(.device($0))), golden: $0 == .camera)
      }
  }

  private static func first(_ visits: SampleVisits) -> [SampleBox] {
    var coded = StartStep()
    coded.entry = Entry(limit: 6, digits: "123")
    coded.notice = .faulty
    var leaving = StartStep()
    leaving.entry.asksToLeave = true
    let empty = Application()
    let notices: [(String, IdentityStep.Notice)] = [
      ("length", .wrongLength(found: 7)), ("date", .impossibleDate), ("check", .pleaseCheck),
      ("card", .cardUnreadable), ("mismatch", .doesNotMatch), ("other-card", .otherCard), ("other-code", .otherCode),
      ("read-date", .readImpossibleDate),
    ]
    let read: [IdentityStep.Notice] = [.cardUnreadable, .otherCard, .otherCode, .readImpossibleDate]
    let identities = notices.map { name, notice in
      var step = IdentityStep(notice: notice)
      let typed = notice == .wrongLength(found: 7) ? 7 : read.contains(notice) ? 0 : 10
      step.entry.digits = String(SampleVisits.digits.prefix(typed))
      return ("identity-\(name)", Step.identity(step))
    }
    func at(_ step: Step) -> Box { visits.box(.visit(visits.visit(step, empty))) }
    let grounds = Step.grounds(GroundsStep())
    let asked = RenewalGrounds.allCases.filter { !Rules.staffReasons(for: $0).isEmpty }
      .map { ("grounds-ready-\($0.rawValue)", Step.grounds(GroundsStep(asked: $0))) }
    var consent = IdentityStep()
    consent.entry.digits = SampleVisits.digits
    consent.asksForConsent = true
    var stray = visits.visit(grounds, empty)
    stray.answer = .reading
    var slow = visits.visit(grounds, empty)
    slow.answer = .moreTime
    var strayKey = visits.visit(grounds, empty)
    strayKey.answer = .key
    return [
      sample("grounds-stray-key", visits.box(.visit(strayKey))),
      sample("language", at(.language(.language))), sample("language-speech", at(.language(.speech))),
      sample("privacy", at(.privacy)), sample("start", at(.start(StartStep()))),
      sample("start-faulty", at(.start(coded))), sample("start-leaving", at(.start(leaving))),
      sample("start-other-code", at(.start(StartStep(notice: .otherCode)))),
      sample("grounds", at(grounds)), sample("grounds-stray-reading", visits.box(.visit(stray))),
      sample("grounds-more-time", visits.box(.visit(slow))),
      sample("identity", at(.identity(IdentityStep()))),
    ] + steps(visits, [("privacy-again", .privacy), ("grounds-again", grounds), ("child-ready", .identity(consent))])
      + steps(visits, asked) + steps(visits, identities)
      + [
        sample(
          "child-ready-away",
          visits.box(.visit(visits.visit(.identity(consent), empty)), officer: false), golden: false)
      ]
  }

  private static func documents(_ visits: SampleVisits) -> [SampleBox] {
    let notices: [(String, DocumentStep.Notice)] = [
      ("nothing", .nothing), ("upside-down", .upsideDown), ("skewed", .skewed), ("two", .twoDocuments),
      ("unreadable", .unreadable), ("failed", .readerFailed), ("differs", .differs),
      ("chip-silent", .chip(.silent)), ("chip-locked", .chip(.locked)), ("taken-away", .chip(.takenAway)),
    ]
    let page = OldDocumentPage(
      number: "X1234567", name: SampleVisits.name, picture: PictureID(1), tie: .number)
    var byStaff = visits.application
    byStaff.document = .excepted(by: StaffID("1001"), reason: .otherPhotoID)
    func booked(_ answer: BookingAnswer) -> Application {
      var application = visits.application
      application.bookingAnswer = answer
      return application
    }
    let answers: [(String, BookingAnswer)] = [("known", .known(visits.booked)), ("unknown", .unknown)]
    return answers.flatMap { name, answer in
      [DocumentStep.Situation.removing, .done].map {
        sample(
          "document-booking-\(name)-\($0)",
          visits.box(.visit(visits.visit(.document(DocumentStep(situation: $0)), booked(answer)))),
          golden: $0 == .removing)
      }
    }
      + steps(
        visits,
        [
          ("document-reading", .document(DocumentStep(situation: .reading))),
          ("document-stopped", .document(DocumentStep(situation: .stopped, notice: .nothing))),
          ("document-looking-up", .document(DocumentStep(situation: .lookingUp(page)))),
          ("document-removing", .document(DocumentStep(situation: .removing))),
          ("document-pausing", .document(DocumentStep(situation: .pausing))),
          ("document-done", .document(DocumentStep(situation: .done))),
        ])
      + steps(visits, [("document-by-proof", .document(DocumentStep(situation: .lookingUpByProof)))], golden: false)
      + notices.map {
        sample(
          "document-\($0.0)",
          visits.box(.visit(visits.visit(.document(DocumentStep(situation: .reading, notice: $0.1))))),
          golden: $0.1 == .upsideDown || $0.1 == .differs)
      } + [
        sample(
          "document-just-expired",
          visits.box(.visit(visits.visit(.document(DocumentStep(situation: .done)), visits.justExpired)))),
        sample(
          "document-done-by-staff",
          visits.box(.visit(visits.visit(.document(DocumentStep(situation: .done)), byStaff))), golden: false),
      ]
  }

  private static func photos(_ visits: SampleVisits) -> [SampleBox] {
    let shots = [6, 7, 8].map { PhotoStep.Shot(picture: PictureID($0), score: 90, faults: []) }
    let poor = shots.map { PhotoStep.Shot(picture: $0.picture, score: 55, faults: [.eyesClosed]) }
    var byEye = PhotoStep(situation: .choosing(poor, focus: 0))
    byEye.byEye = Acceptance(by: StaffID("1001"), reason: .photoByEye)
    func photo(_ situation: PhotoStep.Situation, tries: Int = 0) -> Step {
      var step = PhotoStep(situation: situation)
      step.tries = tries
      return .photo(step)
    }
    var failed = visits.application
    failed.photo = .missing
    failed.pictureForTheEye = PictureID(6)
    var byStaff = visits.application
    byStaff.photo = .excepted(by: StaffID("1001"), reason: .photoByEye)
    return steps(
      visits,
      [
        ("photo-framing", photo(.framing([.tooFar, .eyesClosed]))), ("photo-steady", photo(.framing([]))),
        ("photo-nobody", photo(.framing([.noFace]))), ("photo-taking", photo(.taking)),
        ("photo-choosing", photo(.choosing(shots, focus: 1))), ("photo-by-eye", .photo(byEye)),
        ("photo-two", photo(.choosing(Array(shots.prefix(2)), focus: 0))),
        ("photo-one", photo(.choosing(Array(shots.prefix(1)), focus: 0))),
        ("photo-called-off", photo(.stopped(cameraFailed: false, faults: []))),
        ("photo-camera-failed", photo(.stopped(cameraFailed: true, faults: []), tries: 1)),
        ("photo-done", photo(.done)),
      ])
      + PhotoFault.allCases.map {
        sample(
          $0 == .eyesClosed ? "photo-stopped" : "photo-failed-\($0.rawValue)",
          visits.box(.visit(visits.visit(photo(.stopped(cameraFailed: false, faults: [$0]), tries: 1), failed))),
          golden: $0 == .eyesClosed)
      } + [
        sample(
          "photo-last-try",
          visits.box(.visit(visits.visit(photo(.stopped(cameraFailed: false, faults: [.glare]), tries: 2), failed)))),
        sample(
          "photo-person",
          visits.box(
            .visit(
              visits.visit(
                photo(.stopped(cameraFailed: false, faults: [.glare])), failed, overlay: .calling(.photoRejected),
                flags: [.photoRejected])))),
      ]
      + PhotoFault.allCases.map {
        sample("photo-advice-\($0.rawValue)", visits.box(.visit(visits.visit(photo(.framing([$0]))))), golden: false)
      } + [
        sample("photo-done-by-staff", visits.box(.visit(visits.visit(photo(.done), byStaff))), golden: false)
      ]
  }

  private static func prints(_ visits: SampleVisits) -> [SampleBox] {
    func ready(_ finger: Finger, _ notice: FingerprintStep.Notice?) -> Step {
      var step = FingerprintStep(situation: .ready, finger: finger)
      step.notice = notice
      return .fingerprints(step)
    }
    let shown = FingerPrint(finger: .rightIndex, picture: PictureID(3), score: 78)
    let notices: [(String, FingerprintStep.Notice)] =
      [("no-finger", .noFinger), ("same", .sameFinger), ("sensor", .sensorFailed), ("other", .otherFinger)]
      + PrintFault.allCases.map { ($0.rawValue, .poor([$0])) }
    return steps(
      visits,
      [
        ("fingerprints-ready", ready(.rightIndex, nil)),
        ("fingerprints-left", ready(.leftIndex, nil)),
        ("fingerprints-reading", .fingerprints(FingerprintStep(situation: .reading))),
        ("fingerprints-shown", .fingerprints(FingerprintStep(situation: .shown(shown)))),
        ("fingerprints-done", .fingerprints(FingerprintStep(situation: .done))),
        ("fingerprints-dry", ready(.rightIndex, .poor([.tooDry, .unclear]))),
      ])
      + steps(visits, notices.map { ("fingerprints-notice-\($0.0)", ready(.leftMiddle, $0.1)) }, golden: false)
      + steps(
        visits, Finger.allCases.map { ("fingerprints-finger-\($0.rawValue)", ready($0, .otherFinger)) }, golden: false)
  }

  private static func signatures(_ visits: SampleVisits) -> [SampleBox] {
    let faults = SignatureFault.allCases.map {
      ("signature-\($0.rawValue)", Step.signature(SignatureStep(situation: .stopped, notice: .poor([$0]))))
    }
    return steps(
      visits,
      [
        ("signature-signing", .signature(SignatureStep(situation: .signing))),
        ("signature-stopped", .signature(SignatureStep(situation: .stopped, notice: .nothing))),
        ("signature-shown", .signature(SignatureStep(situation: .shown(Signature(picture: PictureID(5)))))),
        ("signature-done", .signature(SignatureStep(situation: .done))),
      ])
      + steps(
        visits,
        faults + [
          ("signature-pad", .signature(SignatureStep(situation: .signing, notice: .padFailed)))
        ], golden: false)
  }

  private static func details(_ language: Language) -> [SampleBox] {
    let visits = SampleVisits(language, places: 12)
    func at(
      _ question: DetailsStep.Question, _ notice: DetailsStep.Notice? = nil, answered: ReadyNotice? = nil
    ) -> Step {
      var step = DetailsStep(question: question)
      step.readyNotice = answered
      step.notice = notice
      return .details(step)
    }
    var fresh = visits.application
    fresh.details = nil
    var leaving = Entry(limit: 8)
    leaving.asksToLeave = true
    var booked = fresh
    booked.bookingAnswer = .known(visits.booked)
    var notBooked = fresh
    notBooked.bookingAnswer = .unknown
    func told(_ name: String, _ question: DetailsStep.Question, _ application: Application) -> SampleBox {
      sample("details-\(name)", visits.box(.visit(visits.visit(at(question), application))))
    }
    return steps(
      visits,
      [
        ("details-height", at(.height(Entry(limit: 3, digits: "17")))),
        ("details-height-wrong", at(.height(Entry(limit: 3, digits: "17")), .heightOutOfRange)),
        ("details-mobile", at(.mobile(Entry(limit: 8, digits: "2030")))),
        ("details-mobile-wrong", at(.mobile(Entry(limit: 8, digits: "2030")), .mobileWrongLength)),
        ("details-mobile-leaving", at(.mobile(leaving))),
        ("details-notice", at(.readyNotice)), ("details-notice-known", at(.readyNotice, answered: .no)),
        ("details-place", at(.pickUpPlace(page: 0))), ("details-place-two", at(.pickUpPlace(page: 1))),
      ])
      + [
        sample(
          "details-place-fresh", visits.box(.visit(visits.visit(at(.pickUpPlace(page: 0)), fresh))), golden: false),
        told("height-booked", .height(Entry(limit: 3, digits: "181")), booked),
        told("mobile-booked", .mobile(Entry(limit: 8, digits: "20304050")), booked),
        told("place-booked", .pickUpPlace(page: 0), booked),
        told("height-not-booked", .height(Entry(limit: 3)), notBooked),
      ]
  }
}
