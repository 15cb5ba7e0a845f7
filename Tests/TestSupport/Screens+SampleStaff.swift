import PassportRules
import Quality
import Renewal

extension SampleScreens {
  static let officer = StaffSession(id: StaffID("1001"), firstName: "Asta", role: .officer)
  static let librarian = StaffSession(id: StaffID("1002"), firstName: "Bo", role: .librarian)
  static let technician = StaffSession(id: StaffID("1003"), firstName: "Ida", role: .technician)

  static func staff(_ visits: SampleVisits) -> [SampleBox] {
    func attended(_ page: Attendance.Page, _ visit: Visit?, by: StaffSession, notice: LogIn.Notice? = nil) -> Box {
      self.attended(visits, page, visit, by: by, notice: notice)
    }
    let attesting = visits.visit(.attestation(.waiting(visits.complete())), flags: [.attestationWanted])
    var withoutDocument = attesting
    withoutDocument.application.document = .excepted(by: StaffID("1001"), reason: .certificateAndPhotoID)
    let two = visits.visit(.photo(PhotoStep(situation: .done)), flags: [.photoRejected, .helpRequested])
    let action = StaffAction.except(.otherPhotoID)
    let flags = FlagCode.allCases.filter { $0 != .attestationWanted }.map { code in
      let visit = visits.visit(step(of: code), flags: [code], holding: holding(of: code))
      let box = self.attended(visits, .work(.flag(0)), visit, by: officer, showsFacts: true)
      return sample("staff-flag-\(code.rawValue)", holding(box, code))
    }
    let failed = cameraFailed(visits)
    let given = visits.visit(
      .payment(
        PaymentStep(
          attestation: Attestation(by: StaffID("1001"), application: visits.complete()),
          situation: .givenBack(.wrongAmount))), flags: [.wrongAmount])
    // One page for all of them: the others are drawn to be compared with it.
    let covered = FlagCode.allCases.filter(\.isCovered).map { code in
      let visit = visits.visit(step(of: code), flags: [code], holding: holding(of: code))
      let name = code == .documentReportedStolen ? "staff-covered" : "staff-covered-\(code.rawValue)"
      return sample(name, attended(.work(.flag(0)), visit, by: officer), golden: code == .documentReportedStolen)
    }
    return logIns(visits) + [
      sample("staff-attestation", attended(.work(.flag(0)), attesting, by: officer)),
      sample("staff-faces", attended(.work(.faces(.attestationWanted, .oldAndNew)), attesting, by: officer)),
      sample(
        "staff-faces-stray-key",
        attended(.work(.faces(.attestationWanted, .oldAndNew)), attesting, by: officer, notice: .noSuchKey),
        golden: false),
      sample("staff-attestation-without-document", attended(.work(.flag(0)), withoutDocument, by: officer)),
      sample("staff-attestation-by-librarian", attended(.work(.flag(0)), attesting, by: librarian), golden: false),
      sample("staff-two-flags", attended(.work(.flag(1)), two, by: librarian, notice: .roleNotEnough)),
      sample("staff-second-person", attended(.work(.secondPerson(.photoRejected, action, LogIn())), two, by: officer)),
      sample(
        "staff-learned", attended(.work(.learned(.photoRejected, .retry)), two, by: officer)),
      sample(
        "staff-decline",
        attended(.work(.reason(.attestationWanted, .declineAttestation(nil))), attesting, by: officer)),
      sample("staff-park", attended(.work(.reason(.attestationWanted, .park(nil))), attesting, by: officer)),
      sample("staff-except", attended(.work(.reason(.photoRejected, .except(.photoByEye))), two, by: officer)),
      sample(
        "staff-refer", attended(.work(.reason(.photoRejected, .refer(.borgerservice, nil))), two, by: officer)),
      sample("staff-end", attended(.work(.reason(.helpRequested, .endVisit(nil))), two, by: librarian)),
      sample("staff-box", attended(.box, nil, by: officer)),
      sample("staff-box-flag", opened(attended(.work(.flag(0)), nil, by: officer))),
      sample(
        "staff-covered-of-two",
        attended(
          .work(.flag(0)), visits.visit(.review, flags: [.passportRestriction, .helpRequested]), by: librarian,
          notice: .roleNotEnough)),
      sample(
        "staff-camera-failed",
        failed.tampered(
          state: .attended(
            Attendance(session: librarian, visit: failed.state.visit, page: .work(.flag(0)))))),
      sample("staff-given-back", attended(.work(.flag(0)), given, by: librarian)),
    ] + flags + covered
  }

  /// A box whose camera has failed for the last time before a person is called, and said what to do.
  private static func cameraFailed(_ visits: SampleVisits) -> Box {
    var visit = visits.visit(.photo(PhotoStep(situation: .taking)))
    visit.failures = visits.policy.tries[.photo] - 1
    return failing(visits.box(.visit(visit)), .takePictures(count: PhotoStep.shotsARound), .maintenance)
  }

  /// A box at which a command has just failed, and said what to do.
  static func failing(_ box: Box, _ command: DeviceCommand, _ remedy: RecoveryAction) -> Box {
    var pending = box.pending
    pending.requests[.device(command.device)] = RequestID(1)
    pending.commands[command.device] = command
    var box = box.tampered(pending: pending)
    _ = box.handle(.answer(RequestID(1), .failed(DeviceFault(.disconnected, remedy))))
    return box
  }

  /// Where the visit is when a flag of that kind is raised, as far as staff see anything of it.
  static func step(of code: FlagCode, else usual: Step = .review) -> Step {
    guard code == .documentDiffers, let page = differing else { return usual }
    return .document(DocumentStep(situation: .differing(page)))
  }

  /// A page of whose first line two fillers, and of whose second the sex, were misread.
  private static var differing: DifferingPage? {
    let birth = CPRNumber.specimen.birthDate
    func zone(_ given: String, _ sex: Sex) -> MachineReadableZone? {
      try? MachineReadableZone.make(
        documentNumber: "X1234567", birthDate: birth, sex: sex, expiryDate: day("2027-08-01"),
        optionalData: CPRNumber.specimen.mrzForm, surname: SampleVisits.name.surname, givenNames: given)
    }
    guard let printed = zone("Rosa ViolaKK", .male), let chip = zone(SampleVisits.name.given, .female) else {
      return nil
    }
    return MRZDifference(printed: printed, chip: chip).map { DifferingPage(difference: $0, picture: PictureID(1)) }
  }

  /// What the citizen holds or owes when a flag of that kind is raised.
  static func holding(of code: FlagCode) -> Holding {
    switch code {
    case .documentLeftBehind, .documentMismatch, .documentDiffers, .chipAltered, .chipCloned: .documentInReader
    case .paymentRefused, .terminalFailed, .wrongAmount: .owes(Amount(kroner: 893))
    case .moneyOpen: .moneyOpen(Payment(sale: CaseNumber(417), attempt: 1, amount: Amount(kroner: 1786)))
    case _: .nothing
    }
  }

  /// The box with the document in its reader, where a flag of that kind says so.
  static func holding(_ box: Box, _ code: FlagCode) -> Box {
    var box = box
    if holding(of: code) == .documentInReader { _ = box.handle(.device(.media(.present))) }
    return box
  }

  static func attended(
    _ visits: SampleVisits, _ page: Attendance.Page, _ visit: Visit?, by session: StaffSession,
    notice: LogIn.Notice? = nil, showsFacts: Bool = false
  ) -> Box {
    var attendance = Attendance(session: session, visit: visit, page: page)
    attendance.notice = notice
    attendance.showsFacts = showsFacts
    return visits.box(.attended(attendance))
  }

  /// Staff and technicians at the box itself.
  static func atTheBox(_ visits: SampleVisits) -> [SampleBox] {
    let typed = Entry(limit: 6, digits: "417")
    let empty = Entry(limit: 6)
    let supervisor = StaffSession(id: StaffID("1003"), firstName: "Gro", role: .supervisor)
    let slip = ContactSlip(name: PersonName(given: "Prøve", surname: "Testperson"), mobile: "20123456")
    var lost = visits.visit(.photo(PhotoStep(situation: .done)), flags: [.helpRequested])
    lost.presentation.isSpoken = true
    func page(_ page: Attendance.Page, _ visit: Visit? = nil, by session: StaffSession, _ notice: LogIn.Notice? = nil)
      -> Box
    {
      attended(visits, page, visit, by: session, notice: notice)
    }
    func noted(_ visit: Visit) -> Visit {
      var visit = visit
      visit.notes = ["Har fået at vide, at brillerne skal af", "Kommer igen med bror"]
      return visit
    }
    func kept(_ page: Maintenance.Page, trial: Maintenance.Trial? = nil) -> Box {
      var maintenance = Maintenance(session: technician)
      maintenance.page = page
      maintenance.trial = trial
      return reported(visits.box(.maintenance(maintenance)))
    }
    var refused = kept(.device(.signaturePad))
    _ = refused.handle(.device(.state(.signaturePad, .hardwareError)))
    let broken = visits.visit(.receipt(receipt(visits)), flags: [])
    var faulty = attended(visits, .work(.flag(0)), withFault(broken, .receiptPrinter), by: librarian)
    _ = faulty.handle(.device(.state(.receiptPrinter, .hardwareError)))
    faulty = failing(faulty, .print(receipt(visits).receipt), .clear)
    let maintained = [
      sample("staff-maintenance", kept(.overview)), sample("staff-maintenance-out", kept(.outOfService)),
      sample("staff-maintenance-device", kept(.device(.camera))),
      sample("staff-maintenance-printer", kept(.device(.receiptPrinter))),
      sample("staff-maintenance-refused", refused),
      sample("staff-maintenance-tested", kept(.device(.camera), trial: .answered)),
    ].map { known($0) }
    return [
      sample("staff-box-librarian", page(.box, by: librarian, .roleNotEnough)),
      sample("staff-out", page(.outOfService, by: officer)),
      sample("staff-resume", page(.resume(empty, nil), by: officer)),
      sample("staff-resume-looking", page(.resume(typed, .looking), by: officer)),
      sample("staff-resume-unknown", page(.resume(empty, .gone(.unknown)), by: officer)),
      sample("staff-resume-expired", page(.resume(empty, .gone(.expired)), by: officer)),
      sample("staff-resume-failed", page(.resume(typed, .failed), by: officer), golden: false),
      sample("staff-note", page(.work(.note(0, TextEntry("Kommer igen med bror"))), lost, by: librarian)),
      sample("staff-noted", page(.work(.flag(0)), noted(lost), by: librarian)),
      sample("staff-contact", page(.contact(0, .slip(slip)), by: supervisor)),
      sample("staff-settle", page(.work(.reason(.moneyOpen, .settleMoney(nil))), by: supervisor)),
      sample("staff-refund", page(.work(.reason(.refundOwed, .settleMoney(nil))), by: supervisor)),
      sample("staff-withdraw", page(.work(.reason(.authorityRejected, .refer(.borgerservice, nil))), by: supervisor)),
      sample("staff-out-flag", page(.work(.reason(.deviceFault, .takeOutOfService(nil))), by: supervisor)),
      sample("staff-contact-none", page(.contact(0, .none), by: supervisor), golden: false),
      sample("staff-choose-step", page(.chooseStep(.helpRequested), lost, by: librarian)),
      sample("staff-not-now", page(.work(.flag(0)), lost, by: librarian, .notNow)),
      sample("staff-passport-inside", page(.work(.flag(0)), lost, by: librarian, .documentStillInside), golden: false),
      sample("staff-visit-and-box", waiting(page(.work(.flag(0)), lost, by: librarian))),
      known(sample("staff-device-fault", faulty)),
      sample("staff-maintenance-bare", kept(.overview), golden: false),
    ] + maintained
  }

  /// A box with flags of its own from earlier visits.
  static func waiting(_ box: Box) -> Box {
    var box = box
    let owed = Flag(.refundOwed, step: .payment)
    _ = box.handle(.device(.state(.statusLight, .offline)))
    _ = box.handle(
      .started(nextCase: CaseNumber(418), flags: [owed, Flag(.deviceFault, step: nil, device: .statusLight)]))
    return box
  }

  /// With what a technician reads at hand.
  static func known(_ sample: SampleBox) -> SampleBox {
    var sample = sample
    sample.hasFacts = true
    return sample
  }

  static func receipt(_ visits: SampleVisits) -> ReceiptStep {
    ReceiptStep(
      receipt: Receipt(
        number: CaseNumber(417), language: visits.language, kind: .completed,
        payment: Payment(sale: CaseNumber(417), attempt: 1, amount: Amount(kroner: 893)), pickUpPlace: 1,
        deeds: Deeds(steps: 10, helped: [])), situation: .shown(.jammed))
  }

  static func withFault(_ visit: Visit, _ device: Device) -> Visit {
    var visit = visit
    visit.flags = [Flag(.deviceFault, step: visit.step.name, device: device)]
    return visit
  }

  /// The box after its cabinet was opened: it has a flag of its own.
  static func opened(_ box: Box) -> Box {
    var box = box
    _ = box.handle(.device(.cabinetOpened))
    return box
  }

  /// The box after its devices told how they are.
  static func reported(_ box: Box) -> Box {
    var box = box
    for device in Device.allCases {
      _ = box.handle(.device(.state(device, device == .receiptPrinter ? .hardwareError : .online)))
    }
    _ = box.handle(.device(.paper(.low)))
    return box
  }

  private static func logIns(_ visits: SampleVisits) -> [SampleBox] {
    var number = LogIn()
    number.number.digits = "10"
    var pin = number
    pin.number.digits = "1001"
    pin.pin = Entry(limit: 12, isMasked: true, digits: "7294")
    var checking = pin
    checking.isChecking = true
    var locked = number
    locked.notice = .locked(seconds: 30)
    var wrong = pin
    wrong.pin?.digits = ""
    wrong.notice = .wrong
    var revoked = LogIn()
    revoked.notice = .revoked
    var own = pin
    own.own = OwnPIN(setBy: StaffID("3003"))
    var again = own
    again.own?.first.digits = "8301946"
    again.own?.second = Entry(limit: 12, isMasked: true, digits: "83")
    var refused = own
    refused.notice = .pinFault(.tooSimple)
    let all: [(String, LogIn)] = [
      ("staff-log-in-revoked", revoked), ("staff-log-in-own", own), ("staff-log-in-own-again", again),
      ("staff-log-in-own-refused", refused),
      ("staff-log-in", number), ("staff-log-in-pin", pin), ("staff-log-in-checking", checking),
      ("staff-log-in-locked", locked), ("staff-log-in-wrong", wrong),
    ]
    return all.map { sample($0.0, visits.box(.logIn($0.1, nil))) }
  }
}
