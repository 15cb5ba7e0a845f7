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
    let called = visits.visit(waiting, flags: [.attestationWanted])
    return [
      sample("review-just-expired", at(.review, visits.justExpired), golden: false),
      sample("attestation-called", visits.box(.visit(called))),
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
    return [
      sample("payment", at(.explained)), sample("payment-double", at(.explained, .lost)),
      sample("payment-free", at(.explained, .authorityError)), sample("payment-paying", at(.sample(.paying))),
      sample("payment-checking", at(.sample(.checking(1)))), sample("payment-capturing", at(.sample(.capturing))),
      sample("payment-capturing-free", at(.releasing, .authorityError), golden: false),
    ]
      + PaymentTransaction.Reversal.allCases.enumerated().map {
        sample("payment-reversing-\($0.offset)", at(.sample(.reversing(1, $0.element))), golden: $0.offset == 0)
      }
      + DeclineReason.allCases.map { sample("payment-\($0.rawValue)", at(.refused($0)), golden: $0 == .refused) }
      + PaymentTransaction.Reversal.allCases.map {
        sample("payment-given-back-\($0)", at(.givenBack($0)), golden: $0 != .notStored)
      }
  }

  private static func receipts(_ visits: SampleVisits) -> [SampleBox] {
    func at(
      _ situation: ReceiptStep.Situation, _ kind: Receipt.Kind = .completed, mobile: String? = "20304050",
      notice: ReadyNotice = .sms, helped: [StepName] = []
    ) -> Box {
      var application = visits.application
      application.details = Details(
        height: 172, mobile: mobile, readyNotice: mobile == nil ? .no : notice, pickUpPlace: 1)
      return visits.box(.visit(visits.visit(receipt(visits, situation, kind, helped: helped), application)))
    }
    var paper = sample("receipt-paper", at(.shown(.printed)))
    paper.hasPaper = true
    return [
      paper, sample("receipt-printing", at(.printing)), sample("receipt", at(.shown(.printed))),
      sample("receipt-no-mobile", at(.shown(.printed), mobile: nil), golden: false),
      sample("receipt-no-notice", at(.shown(.printed), notice: .no), golden: false),
      sample("receipt-paper-out", at(.shown(.paperOut))), sample("receipt-jammed", at(.shown(.jammed)), golden: false),
      sample("receipt-not-taken", at(.shown(.notTaken)), golden: false),
      sample("receipt-not-printed", at(.shown(nil)), golden: false),
      sample("receipt-no-paper", at(.failed(.paperOut)), golden: false),
      sample("receipt-failed", at(.failed(.disconnected)), golden: false),
      sample("receipt-helped", at(.shown(.printed), helped: [.photo, .fingerprints])),
      sample("receipt-helped-with-all", at(.shown(.printed), helped: StepName.ofCitizens), golden: false),
      sample("receipt-parked", at(.shown(.printed), .parked)),
      sample("receipt-parked-paper-out", at(.shown(.paperOut), .parked), golden: false),
      sample("receipt-money-open", at(.shown(.printed), .moneyOpen)),
      sample("receipt-money-open-no-mobile", at(.shown(.printed), .moneyOpen, mobile: nil), golden: false),
    ]
      + StepName.ofCitizens.map { step in
        sample("receipt-next-time-\(step.rawValue)", at(.shown(.jammed), helped: [step]), golden: false)
      }
  }

  private static func receipt(
    _ visits: SampleVisits, _ situation: ReceiptStep.Situation = .shown(.printed), _ kind: Receipt.Kind = .completed,
    helped: [StepName] = []
  ) -> Step {
    let payment = Payment(sale: CaseNumber(417), attempt: 1, amount: Amount(kroner: 893))
    let receipt = Receipt(
      number: CaseNumber(417), language: visits.language, kind: kind, payment: kind == .parked ? nil : payment,
      pickUpPlace: 1, deeds: Deeds(steps: kind == .parked ? 9 : 10, helped: helped))
    return .receipt(ReceiptStep(receipt: receipt, situation: situation))
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

  /// A box whose voice somebody was listening to when it was lost.
  private static func silent(_ visits: SampleVisits) -> Box {
    var visit = visits.visit(.photo(PhotoStep(situation: .done)))
    visit.presentation.isSpoken = true
    var box = visits.box(.visit(visit))
    _ = box.handle(.voice(isThere: false))
    return box
  }

  static func overlays(_ visits: SampleVisits) -> [SampleBox] {
    func over(_ overlay: Visit.Overlay, _ step: Step = .grounds(GroundsStep())) -> Visit {
      visits.visit(step, overlay: overlay)
    }
    var helped = over(.help, .document(DocumentStep(situation: .reading)))
    helped.presentation.isSpoken = true
    helped.presentation.moreTime = .chosen
    helped.presentation.contrast = .high
    var walked = over(.moreHelp)
    walked.presentation.usesTwoKeys = true
    var voiced = helped
    voiced.overlay = .tuningVoice
    let calling = FlagCode.allCases.map { code in
      let visit = visits.visit(.photo(PhotoStep(situation: .done)), overlay: .calling(code), flags: [code])
      return sample("calling-\(code.rawValue)", visits.box(.visit(visit)))
    }
    let tried: [(String, Key)] = [
      ("digit", .digit(7)), ("on", .enter), ("back", .back), ("stop", .stop), ("help", .help), ("again", .again),
      ("comma", .letter(",")), ("other", .tab),
    ]
    let away = visits.visit(
      .document(DocumentStep(situation: .stopped)), overlay: .calling(.documentUnreadable), flags: [.documentUnreadable]
    )
    return [
      sample("help", visits.box(.visit(over(.help)))), sample("help-given", visits.box(.visit(helped))),
      sample("help-languages", visits.box(.visit(over(.choosingLanguage(page: 0))))),
      sample("help-voice", visits.box(.visit(voiced))),
      sample("help-more", visits.box(.visit(over(.moreHelp)))), sample("help-two-keys", visits.box(.visit(walked))),
      sample("learn", visits.box(.visit(over(.learnKeys(KeyTrial()))))),
      sample("stop", visits.box(.visit(over(.stopQuestion)))),
      sample("keep", visits.box(.visit(over(.keepQuestion, .attestation(.waiting(visits.complete())))))),
      sample("idle", visits.box(.visit(over(.idleWarning))), seconds: 42),
      sample("idle-receipt", visits.box(.visit(over(.idleWarning, receipt(visits)))), seconds: 42),
      sample("idle-without-seconds", visits.box(.visit(over(.idleWarning))), golden: false),
      sample("calling-nobody", visits.box(.visit(away), officer: false)), sample("calling-silent", silent(visits)),
      sample(
        "calling-given-back",
        visits.box(
          .visit(
            visits.visit(
              .payment(
                PaymentStep(attestation: attestation(visits), situation: .givenBack(.wrongAmount))),
              overlay: .calling(.wrongAmount), flags: [.wrongAmount])))),
    ] + tried.map { sample("learn-\($0.0)", visits.box(.visit(over(.learnKeys(KeyTrial(last: $0.1)))))) } + calling
  }
}

extension PaymentStep.Situation {
  /// Money under way for some case, so far.
  static func sample(_ state: PaymentTransaction.State) -> PaymentStep.Situation {
    .underWay(
      PaymentTransaction(Payment(sale: CaseNumber(417), attempt: 1, amount: Amount(kroner: 893)), state: state))
  }
}
