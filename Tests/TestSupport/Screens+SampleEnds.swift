import PassportRules
import Quality
import Renewal

extension SampleScreens {
  static func last(_ visits: SampleVisits) -> [SampleBox] {
    var child = visits.application
    child.identity = Identity(cpr: .invented(bornOn: day("2017-03-04")))
    child.prints = .missing
    var poor = visits.application
    poor.details = nil
    poor.photo = .excepted(by: StaffID("1001"), reason: .photoByEye)
    poor.signature = .missing
    func at(_ step: Step, _ application: Application? = nil) -> Box {
      visits.box(.visit(visits.visit(step, application)))
    }
    let waiting = Step.attestation(.waiting(visits.complete()))
    return [
      sample("review", at(.review)), sample("review-child", at(.review, child)),
      sample("review-missing", at(.review, poor)),
      sample("attestation-waiting", at(waiting)),
      sample("attestation-nobody", visits.box(.visit(visits.visit(waiting)), officer: false)),
      sample("attestation-sealing", at(.attestation(.sealing(attestation(visits))))),
      sample("attestation-parking", at(.attestation(.parking(visits.complete())))),
    ] + payments(visits) + receipts(visits)
  }

  private static func attestation(_ visits: SampleVisits, _ grounds: RenewalGrounds = .expiring) -> Attestation {
    Attestation(by: StaffID("1001"), application: visits.complete(grounds))
  }

  private static func payments(_ visits: SampleVisits) -> [SampleBox] {
    func at(_ situation: PaymentStep.Situation, _ grounds: RenewalGrounds = .expiring) -> Box {
      visits.box(
        .visit(visits.visit(.payment(PaymentStep(attestation: attestation(visits, grounds), situation: situation)))))
    }
    let reversals: [PaymentStep.Reversal] = [.unknown, .wrongAmount, .notStored]
    return [
      sample("payment", at(.explained)), sample("payment-double", at(.explained, .lost)),
      sample("payment-free", at(.explained, .authorityError)), sample("payment-paying", at(.paying)),
      sample("payment-checking", at(.checking(1))), sample("payment-capturing", at(.capturing)),
      sample("payment-capturing-free", at(.capturing, .authorityError), golden: false),
    ]
      + reversals.enumerated().map {
        sample("payment-reversing-\($0.offset)", at(.reversing(1, $0.element)), golden: $0.offset == 0)
      }
      + DeclineReason.allCases.map { sample("payment-\($0.rawValue)", at(.refused($0)), golden: $0 == .refused) }
  }

  private static func receipts(_ visits: SampleVisits) -> [SampleBox] {
    func at(_ situation: ReceiptStep.Situation, isParked: Bool = false, mobile: String? = "20304050") -> Box {
      let receipt = Receipt(
        number: CaseNumber(417), language: visits.language, paid: Amount(kroner: 893), pickUpPlace: 1,
        isParked: isParked, isCopy: false)
      var application = visits.application
      application.details = Details(height: 172, mobile: mobile, pickUpPlace: 1)
      return visits.box(
        .visit(visits.visit(.receipt(ReceiptStep(receipt: receipt, situation: situation)), application)))
    }
    return [
      sample("receipt-printing", at(.printing)), sample("receipt", at(.shown(.printed))),
      sample("receipt-no-mobile", at(.shown(.printed), mobile: nil), golden: false),
      sample("receipt-paper-out", at(.shown(.paperOut))), sample("receipt-jammed", at(.shown(.jammed)), golden: false),
      sample("receipt-not-taken", at(.shown(.notTaken)), golden: false),
      sample("receipt-not-printed", at(.shown(nil)), golden: false),
      sample("receipt-parked", at(.shown(.printed), isParked: true)),
      sample("receipt-parked-paper-out", at(.shown(.paperOut), isParked: true), golden: false),
    ]
  }

  static func farewells(_ visits: SampleVisits) -> [SampleBox] {
    let endings: [(String, Ending)] = [
      ("completed", .completed), ("stopped", .stopped), ("timed-out", .timedOut),
      ("consent-refused", .consentRefused), ("borgerservice", .referred(.borgerservice, .personUnknown)),
      ("police", .referred(.police, .documentReportedStolen)), ("nobody-came", .nobodyCame(.documentUnreadable)),
      ("parked", .parked), ("money-open", .moneyOpen), ("ended-by-staff", .endedByStaff),
      ("interrupted", .interrupted),
    ]
    return endings.map { sample("farewell-\($0.0)", visits.box(.visit(visits.visit(.farewell($0.1))))) }
  }

  static func overlays(_ visits: SampleVisits) -> [SampleBox] {
    func over(_ overlay: Visit.Overlay, _ step: Step = .grounds) -> Visit { visits.visit(step, overlay: overlay) }
    var helped = over(.help, .document(DocumentStep(situation: .reading)))
    helped.presentation.isSpoken = true
    helped.presentation.hasMoreTime = true
    helped.presentation.contrast = .high
    let calling = FlagCode.allCases.map { code in
      let visit = visits.visit(.photo(PhotoStep(situation: .done)), overlay: .calling(code), flags: [code])
      return sample("calling-\(code.rawValue)", visits.box(.visit(visit)))
    }
    let away = visits.visit(
      .document(DocumentStep(situation: .stopped)), overlay: .calling(.documentUnreadable), flags: [.documentUnreadable]
    )
    return [
      sample("help", visits.box(.visit(over(.help)))), sample("help-given", visits.box(.visit(helped))),
      sample("stop", visits.box(.visit(over(.stopQuestion)))),
      sample("idle", visits.box(.visit(over(.idleWarning))), seconds: 42),
      sample("idle-without-seconds", visits.box(.visit(over(.idleWarning))), golden: false),
      sample("calling-nobody", visits.box(.visit(away), officer: false)),
    ] + calling
  }

  static func staff(_ visits: SampleVisits) -> [SampleBox] {
    let officer = StaffSession(id: StaffID("1001"), firstName: "Asta", role: .officer)
    let librarian = StaffSession(id: StaffID("1002"), firstName: "Bo", role: .librarian)
    let technician = StaffSession(id: StaffID("1003"), firstName: "Ida", role: .technician)
    func attended(_ page: Attendance.Page, _ visit: Visit?, by: StaffSession, notice: LogIn.Notice? = nil) -> Box {
      var attendance = Attendance(session: by, visit: visit, page: page)
      attendance.notice = notice
      return visits.box(.attended(attendance))
    }
    let attesting = visits.visit(.attestation(.waiting(visits.complete())), flags: [.attestationWanted])
    var withoutDocument = attesting
    withoutDocument.application.document = .excepted(by: StaffID("1001"), reason: .certificateAndPhotoID)
    let two = visits.visit(.photo(PhotoStep(situation: .done)), flags: [.photoRejected, .helpRequested])
    let action = StaffAction.except(.otherPhotoID)
    let flags = FlagCode.allCases.filter { $0 != .attestationWanted }.map { code in
      let holding: Holding =
        switch code {
        case .documentLeftBehind, .documentMismatch: .documentInReader
        case .paymentRefused: .owes(Amount(kroner: 893))
        case .moneyOpen: .moneyOpen(Payment(sale: CaseNumber(417), attempt: 1, amount: Amount(kroner: 1786)))
        case _: .nothing
        }
      let visit = visits.visit(.review, flags: [code], holding: holding)
      return sample("staff-flag-\(code.rawValue)", attended(.flag(0), visit, by: officer))
    }
    return logIns(visits) + [
      sample("staff-attestation", attended(.flag(0), attesting, by: officer)),
      sample("staff-attestation-without-document", attended(.flag(0), withoutDocument, by: officer)),
      sample("staff-attestation-by-librarian", attended(.flag(0), attesting, by: librarian), golden: false),
      sample("staff-two-flags", attended(.flag(1), two, by: librarian, notice: .roleNotEnough)),
      sample("staff-second-person", attended(.secondPerson(action, LogIn()), two, by: officer)),
      sample("staff-learned", attended(.learned(action, countersignedBy: nil), two, by: officer)),
      sample("staff-box", attended(.box, nil, by: officer)),
      sample("staff-box-flag", opened(attended(.flag(0), nil, by: officer))),
      sample("staff-maintenance", reported(visits.box(.maintenance(technician)))),
    ] + flags
  }

  /// The box after its cabinet was opened: it has a flag of its own.
  private static func opened(_ box: Box) -> Box {
    var box = box
    _ = box.handle(.device(.cabinetOpened))
    return box
  }

  /// The box after its devices told how they are.
  private static func reported(_ box: Box) -> Box {
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
    var wrong = LogIn()
    wrong.notice = .wrong
    let all: [(String, LogIn)] = [
      ("staff-log-in", number), ("staff-log-in-pin", pin), ("staff-log-in-checking", checking),
      ("staff-log-in-locked", locked), ("staff-log-in-wrong", wrong),
    ]
    return all.map { sample($0.0, visits.box(.logIn($0.1, nil))) }
  }
}
