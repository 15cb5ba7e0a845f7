import PassportRules
import Quality
import Renewal

extension SampleScreens {
  private static let mine = Claim(desk: DeskID(1), session: officer)
  private static let theirs = Claim(
    desk: DeskID(2), session: StaffSession(id: StaffID("1004"), firstName: "Mette", role: .librarian))

  /// The citizen's screen while somebody at a desk helps.
  static func guided(_ visits: SampleVisits) -> [SampleBox] {
    func helped(_ step: Step, _ overlay: Visit.Overlay? = nil, _ guidance: Guidance?, flags: [FlagCode]) -> Box {
      var visit = visits.visit(step, overlay: overlay, flags: flags)
      visit.claim = theirs
      visit.guidance = guidance
      return visits.box(.visit(visit), officer: false)
    }
    let signing = Step.signature(SignatureStep(situation: .stopped, notice: .nothing))
    let framing = Step.photo(PhotoStep(situation: .framing([.tooFar])))
    let waiting = Step.attestation(.waiting(visits.complete()))
    let finger = Step.fingerprints(FingerprintStep(situation: .ready))
    return [
      sample("helped-calling", helped(framing, .calling(.helpRequested), nil, flags: [.helpRequested])),
      sample("helped-coming", helped(framing, .calling(.helpRequested), .comingNow, flags: [.helpRequested])),
      sample("helped-officer", helped(signing, .calling(.cannotSign), .signAgain, flags: [.cannotSign])),
      sample("helped-attestation", helped(waiting, nil, .lookIntoCamera, flags: [.attestationWanted])),
      sample("helped-photo", helped(framing, nil, .lookIntoCamera, flags: [.helpRequested])),
      sample("helped-finger", helped(finger, nil, .wipeFinger, flags: [.printsPoor])),
    ]
      + Guidance.allCases.map {
        sample("guidance-\($0.rawValue)", helped(framing, nil, $0, flags: [.helpRequested]), golden: false)
      }
  }

  /// What takes over a second.
  static func waits(_ visits: SampleVisits) -> [SampleBox] {
    let attestation = Attestation(by: StaffID("1001"), application: visits.complete())
    func paying(_ situation: PaymentStep.Situation) -> Step {
      .payment(PaymentStep(attestation: attestation, situation: situation))
    }
    let page = OldDocumentPage(number: "X1234567", name: SampleVisits.name, picture: PictureID(1), tie: .number)
    var printing = receipt(visits)
    printing.situation = .printing
    let steps: [(String, Step, Int)] = [
      ("reading", .document(DocumentStep(situation: .reading)), 7),
      ("looking-up", .document(DocumentStep(situation: .lookingUp(page))), 12),
      ("photo", .photo(PhotoStep(situation: .taking)), 2),
      ("finger", .fingerprints(FingerprintStep(situation: .reading)), 3),
      ("sealing", .attestation(.sealing(attestation)), 14),
      ("paying", paying(.sample(.paying)), 31), ("checking", paying(.sample(.checking(1))), 9),
      ("capturing", paying(.sample(.capturing)), 1),
      ("printing", .receipt(printing), 11),
    ]
    let waits = steps.map { name, step, seconds in
      var visit = visits.visit(step)
      if name == "reading" { visit.media = .present }
      var sample = sample("wait-\(name)", visits.box(.visit(visit)))
      sample.secondsWaited = seconds
      return sample
    }
    var starting = sample("wait-starting", visits.box(.closed(.starting)), golden: false)
    starting.secondsWaited = 5
    return waits + [starting]
  }

  /// The box, staff and a desk when nobody gets a passport.
  static func practised(_ visits: SampleVisits) -> [SampleBox] {
    let asked = visits.box(.visit(visits.visit(.grounds(GroundsStep()), flags: [.helpRequested])))
    func exercise(_ state: Box.State, isRehearsal: Bool = false) -> Box {
      var policy = visits.policy
      policy.practice = Policy.Practice(exercises: 12, isRehearsal: isRehearsal)
      return Box(policy: policy, state: state, date: date, hours: Box.Hours(isOpen: true, hasOfficer: true))
    }
    return [
      sample("practice-welcome", visits.box(.welcome(nil))), sample("practice-grounds", asked),
      sample("exercise-offered", exercise(.welcome(nil))),
      sample("exercise-list", exercise(.welcome(.exercises(page: 1)))),
      sample("rehearsal-offered", exercise(.welcome(nil), isRehearsal: true)),
      sample("rehearsal-grounds", exercise(.visit(visits.visit(.grounds(GroundsStep()))), isRehearsal: true)),
      sample("practice-closed", visits.box(.closed(.hours)), golden: false),
      sample("practice-staff", attended(visits, .box, nil, by: officer)),
      desk("practice-desk", .queue(librarian, place: 0), asked, ages: [3]),
    ].map { sample in
      var sample = sample
      sample.isTraining = true
      return sample
    }
  }

  /// What the keys of staff's pages do.
  static func keys(_ visits: SampleVisits) -> [SampleBox] {
    let pages = staff(visits) + atTheBox(visits) + desks(visits)
    let shown = [
      "staff-two-flags", "staff-note", "staff-box", "staff-maintenance", "desk-attestation", "desk-queue-many",
      "desk-watching",
    ]
    return pages.filter { shown.contains($0.name) }.map { page in
      var (box, desk) = (page.box, page.desk)
      if desk == nil { _ = box.handle(.key(.help)) } else { _ = desk?.desk.handle(.help, box) }
      var sample = sample("keys-of-\(page.name)", box)
      sample.desk = desk
      sample.hasFacts = true
      return sample
    }
  }

  // MARK: The desk's own screens

  private static func desk(
    _ name: String, _ state: Desk.State, _ box: Box, notice: Desk.Notice? = nil, ages: [Int?] = [],
    isWatching: Bool = false, golden: Bool = true
  ) -> SampleBox {
    var sample = sample(name, box, golden: golden)
    let desk = Desk(id: DeskID(1), state: state, notice: notice)
    sample.desk = SampleDesk(desk: desk, ages: ages, isWatching: isWatching)
    sample.hasFacts = true
    return sample
  }

  static func desks(_ visits: SampleVisits) -> [SampleBox] {
    deskLogIns(visits) + queues(visits) + workItems(visits) + attestations(visits) + deskPages(visits)
  }

  private static func deskLogIns(_ visits: SampleVisits) -> [SampleBox] {
    var pin = LogIn()
    pin.number.digits = "1001"
    pin.pin = Entry(limit: 12, isMasked: true, digits: "7294")
    var refused = LogIn()
    refused.notice = .roleNotEnough
    var late = LogIn()
    late.notice = .timedOut
    var own = pin
    own.own = OwnPIN(setBy: StaffID("3003"))
    let box = visits.box(.welcome(nil))
    return [
      desk("desk-log-in-own", .logIn(own), box),
      desk("desk-log-in", .logIn(LogIn()), box), desk("desk-log-in-pin", .logIn(pin), box),
      desk("desk-log-in-refused", .logIn(refused), box, golden: false),
      desk("desk-log-in-timed-out", .logIn(late), box, golden: false), desk("desk-gone", .gone, box),
    ]
  }

  private static func queues(_ visits: SampleVisits) -> [SampleBox] {
    let closed: [(String, Box.Closed)] = [
      ("hours", .hours), ("fault", .fault), ("device", .device(.camera)), ("storage", .storage),
      ("document", .documentInside), ("cabinet", .cabinet), ("staff", .staff), ("clock", .clock),
      ("starting", .starting), ("stopping", .stopping),
    ]
    var two = visits.visit(.photo(PhotoStep(situation: .done)), flags: [.photoRejected, .helpRequested])
    var taken = two
    taken.claim = theirs
    two.flags += [Flag(.deviceFault, step: .photo, device: .camera), Flag(.cabinetOpened, step: nil)]
    let many = visits.visit(.review, flags: FlagCode.allCases)
    let attended = attended(visits, .work(.flag(0)), two, by: librarian)
    let queue = Desk.State.queue(officer, place: 0)
    return [
      desk("desk-queue", queue, visits.box(.visit(two)), ages: [125, 3, 12, nil]),
      desk("desk-queue-empty", .queue(librarian, place: 0), visits.box(.welcome(nil))),
      desk("desk-queue-empty-visit", queue, visits.box(.visit(visits.visit(.payment(paying(visits)))))),
      desk("desk-queue-one", .queue(librarian, place: 0), visits.box(.visit(asking(visits))), ages: [0]),
      desk(
        "desk-queue-refused", .queue(librarian, place: 1), visits.box(.visit(taken)),
        notice: .refused(.claimedByAnother), ages: [3, 3]),
      desk("desk-queue-many", .queue(officer, place: 14), visits.box(.visit(many)), ages: [3, 4, 5]),
      desk("desk-queue-dossiers", queue, sent(visits), ages: [1500, 70], golden: false),
      desk("desk-queue-attended", queue, attended, ages: [1, 2, 3], golden: false),
      desk("desk-queue-log-in", queue, visits.box(.logIn(LogIn(), two)), golden: false),
      desk("desk-queue-maintenance", queue, visits.box(.maintenance(Maintenance(session: technician))), golden: false),
      desk("desk-queue-over", queue, visits.box(.welcome(nil)), notice: .over, golden: false),
      desk("desk-queue-released", queue, visits.box(.welcome(nil)), notice: .done(.released), golden: false),
    ]
      + StaffAction.Kind.allCases.filter(\.isOfDesks).map {
        desk("desk-done-\($0.rawValue)", queue, visits.box(.welcome(nil)), notice: .done(.acted($0)), golden: false)
      }
      + closed.map {
        desk("desk-queue-closed-\($0.0)", queue, visits.box(.closed($0.1)), golden: $0.1 == .fault)
      }
      + DeskRefusal.allCases.map {
        desk("desk-refused-\($0.rawValue)", queue, visits.box(.visit(two)), notice: .refused($0), golden: false)
      }
  }

  /// A box of which two earlier cases' dossiers did not arrive as they should.
  private static func sent(_ visits: SampleVisits) -> Box {
    var box = visits.box(.closed(.starting))
    let flags = [
      Flag(.dossierUnacknowledged, step: nil, about: CaseNumber(403)),
      Flag(.authorityRejected, step: nil, about: CaseNumber(405)),
    ]
    _ = box.handle(.started(nextCase: CaseNumber(418), flags: flags))
    return box
  }

  private static func paying(_ visits: SampleVisits) -> PaymentStep {
    PaymentStep(
      attestation: Attestation(by: StaffID("1001"), application: visits.complete()), situation: .sample(.paying))
  }

  /// A citizen who asked for help at the picture, taken by this desk.
  private static func asking(_ visits: SampleVisits) -> Visit {
    visits.visit(.photo(PhotoStep(situation: .framing([.tooFar]))), flags: [.helpRequested])
  }

  private static func claimed(_ visit: Visit) -> Visit {
    var visit = visit
    visit.claim = mine
    return visit
  }

  /// Every flag as its page at a desk.
  private static func workItems(_ visits: SampleVisits) -> [SampleBox] {
    let workItem = WorkItem.visit(CaseNumber(417))
    let flags = FlagCode.allCases.filter { $0 != .attestationWanted }.map { code in
      let step = step(of: code, else: .photo(PhotoStep(situation: .done)))
      let visit = claimed(visits.visit(step, flags: [code], holding: holding(of: code)))
      let box = holding(visits.box(.visit(visit)), code)
      return desk("desk-flag-\(code.rawValue)", .helping(officer, workItem, .work(.flag(0))), box)
    }
    let two = claimed(visits.visit(.photo(PhotoStep(situation: .done)), flags: [.photoRejected, .helpRequested]))
    let faulty = claimed(withFault(two, .camera))
    let box = opened(visits.box(.welcome(nil)))
    return flags + [
      desk(
        "desk-two-flags", .helping(librarian, workItem, .work(.flag(0))), visits.box(.visit(two)),
        notice: .refused(.notNow)),
      desk(
        "desk-device", .helping(librarian, workItem, .work(.flag(0))),
        failing(visits.box(.visit(faulty)), .takePictures(count: 1), .reset)),
      desk("desk-box", .helping(librarian, .box, .work(.flag(0))), box),
      desk("desk-dossier", .helping(officer, .box, .work(.flag(1))), sent(visits)),
      desk("desk-box-over", .helping(librarian, .box, .work(.flag(7))), box, golden: false),
    ]
  }

  private static func attestations(_ visits: SampleVisits) -> [SampleBox] {
    let state = Desk.State.helping(officer, .visit(CaseNumber(417)), .work(.flag(0)))
    let waiting = claimed(visits.visit(.attestation(.waiting(visits.complete())), flags: [.attestationWanted]))
    var framed = waiting
    framed.freshFrame = PictureID(9)
    func faces(_ pair: FacePair) -> Desk.State {
      .helping(officer, .visit(CaseNumber(417)), .work(.faces(.attestationWanted, pair)))
    }
    var without = waiting
    without.application.document = .excepted(by: StaffID("1001"), reason: .certificateAndPhotoID)
    return [
      desk("desk-attestation", state, visits.box(.visit(framed))),
      desk("desk-faces", faces(.oldAndNew), visits.box(.visit(framed))),
      desk("desk-faces-fresh", faces(.freshAndNew), visits.box(.visit(framed)), notice: .noSuchKey),
      desk("desk-faces-without-frame", faces(.oldAndNew), visits.box(.visit(waiting)), golden: false),
      desk("desk-attestation-without-frame", state, visits.box(.visit(waiting))),
      desk("desk-attestation-without-document", state, visits.box(.visit(without))),
      desk(
        "desk-attestation-refused", state, visits.box(.visit(waiting)), notice: .refused(.freshFrameNeeded),
        golden: false),
      desk(
        "desk-attestation-by-librarian", .helping(librarian, .visit(CaseNumber(417)), .work(.flag(0))),
        visits.box(.visit(framed)), golden: false),
    ]
  }

  private static func deskPages(_ visits: SampleVisits) -> [SampleBox] {
    let workItem = WorkItem.visit(CaseNumber(417))
    var visit = claimed(asking(visits))
    let silent = visits.box(.visit(visit))
    visit.guidance = .lookIntoCamera
    visit.presentation.language = Language(visits.language == Language("da") ? "en" : "da")
    let told = visits.box(.visit(visit))
    func helping(_ page: Desk.Page) -> Desk.State { .helping(officer, workItem, page) }
    let action = StaffAction.except(.photoByEye)
    var wrong = LogIn()
    wrong.notice = .samePerson
    return [
      desk("desk-guidance", helping(.guidance), silent),
      desk("desk-guidance-said", helping(.guidance), told, golden: false),
      desk("desk-guidance-told", helping(.guidance), told, notice: .guided(.lookIntoCamera)),
      desk("desk-watching-nothing", helping(.watching), silent),
      desk("desk-watching", helping(.watching), silent, isWatching: true),
      desk("desk-watching-told", helping(.watching), told, notice: .guided(.lookIntoCamera), isWatching: true),
      desk("desk-second-person", helping(.work(.secondPerson(.photoRejected, action, LogIn()))), told),
      desk(
        "desk-second-person-same", helping(.work(.secondPerson(.photoRejected, action, wrong))), told, golden: false),
      desk("desk-decline", helping(.work(.reason(.attestationWanted, .declineAttestation(nil)))), told, golden: false),
      desk("desk-learned", helping(.work(.learned(.helpRequested, .handBack))), told),
    ]
  }
}
