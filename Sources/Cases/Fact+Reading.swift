import PassportRules
import Renewal

extension Fact {
  /// The fact that a row of the journal tells; nothing when it tells none, or not in the form in which facts are written.
  init?(_ caseNumber: Int?, _ kind: String, _ detail: Canonical) {
    let number = caseNumber.map { CaseNumber($0) }
    guard let fact = Self.ofBox(number, kind, detail) ?? number.flatMap({ Self.ofCase($0, kind, detail) }),
      fact.entry == JournalEntry(number, kind, detail)
    else { return nil }
    self = fact
  }

  /// Facts of a case.
  private static func ofCase(_ number: CaseNumber, _ kind: String, _ detail: Canonical) -> Fact? {
    let by = detail["by"].staff
    switch kind {
    case "visitOpened": return detail["language"].text.map { .visitOpened(number, Language($0)) }
    case "consentGiven": return .consentGiven(number)
    case "stepDone": return detail["step"].named().map { .stepDone(number, $0) }
    case "assistEnded":
      guard let code: FlagCode = detail["flag"].named(), let by, let learned = detail["learned"].flag else {
        return nil
      }
      return .assistEnded(number, code, by: by, learned: learned)
    case "flagShown":
      guard let code: FlagCode = detail["flag"].named(), let by else { return nil }
      return .flagShown(number, code, by: by)
    case "guided":
      guard let guidance: Guidance = detail["guidance"].named(), let by else { return nil }
      return .guided(number, guidance, by: by)
    case "frameTaken": return by.map { .frameTaken(number, by: $0) }
    case "frozen":
      guard let fee = detail["fee"].amount, let date = detail["feeDate"].text.flatMap({ CivilDate(iso: $0) }) else {
        return nil
      }
      return .frozen(number, fee, feeDate: date)
    case "thawed": return .thawed(number)
    case "attested": return by.map { .attested(number, by: $0) }
    case "contactShown": return by.map { .contactShown(number, by: $0) }
    case "refunded":
      guard let amount = detail["amount"].amount, let by else { return nil }
      return .refunded(number, amount, by: by)
    case "dossierWithdrawn": return by.map { .dossierWithdrawn(number, by: $0) }
    case "dossierErased": return .dossierErased(number)
    case "receiptPrinted": return .receiptPrinted(number, detail["outcome"].named())
    case "visitEnded": return detail["ending"].text.flatMap(Ending.init(name:)).map { .visitEnded(number, $0) }
    default: return ofMoney(number, kind, detail)
    }
  }

  private static func ofMoney(_ number: CaseNumber, _ kind: String, _ detail: Canonical) -> Fact? {
    guard let attempt = detail["attempt"].integer, let amount = detail["amount"].amount else { return nil }
    let payment = Payment(sale: number, attempt: attempt, amount: amount)
    switch kind {
    case "paymentIntended": return .paymentIntended(payment)
    case "paymentAnswered": return PaymentAnswer(detail["answer"]).map { .paymentAnswered(payment, $0) }
    case "paymentUncertain": return .paymentUncertain(payment)
    case "reversalIntended": return .reversalIntended(payment)
    case "moneyOpen": return .moneyOpen(payment)
    case "moneySettled": return detail["by"].staff.map { .moneySettled(payment, by: $0) }
    default: return nil
    }
  }

  /// Facts that may be of a case or of the box itself.
  private static func ofBox(_ number: CaseNumber?, _ kind: String, _ detail: Canonical) -> Fact? {
    let by = detail["by"].staff
    switch kind {
    case "flagRaised": return Flag(detail, number).map { .flagRaised(number, $0) }
    case "flagEnded":
      guard let flag = Flag(detail, number), let action = detail["action"].text.flatMap(StaffAction.init(name:)), let by
      else { return nil }
      return .flagEnded(number, flag, action, by: by, countersignedBy: detail["countersignedBy"].staff)
    case "flagWithdrawn": return Flag(detail, number).map { .flagWithdrawn(number, $0) }
    case "staffArrived":
      guard let by, let role: StaffRole = detail["role"].named() else { return nil }
      return .staffArrived(number, by, role)
    case "staffLeft": return by.map { .staffLeft(number, $0) }
    case "claimed": return by.map { .claimed(number, by: $0) }
    case "released": return by.map { .released(number, by: $0) }
    case "deviceTested":
      guard let device: Device = detail["device"].named(), let by else { return nil }
      return .deviceTested(device, by: by)
    case "serviceChanged": return by.map { .serviceChanged(detail["reason"].named(), by: $0) }
    case "closed": return detail["reason"].text.flatMap(Box.Closed.init(name:)).map { .closed($0) }
    case "opened": return .opened
    case "clockDoubted": return .clockDoubted
    case "clockConfirmed": return by.map { .clockConfirmed(by: $0) }
    case "deviceFailed":
      guard let device: Device = detail["device"].named(), let reason: DeviceFault.Reason = detail["reason"].named(),
        let action: RecoveryAction = detail["action"].named()
      else { return nil }
      return .deviceFailed(number, device, DeviceFault(reason, action))
    default: return nil
    }
  }
}

extension Flag {
  /// The flag of a row; where only its name is told, it was nowhere and held nothing.
  fileprivate init?(_ detail: Canonical, _ number: CaseNumber?) {
    guard let code: FlagCode = detail["flag"].named(), let holding = Holding(detail) else { return nil }
    self.init(
      code, step: detail["step"].named(), holding: holding, device: detail["device"].named(),
      about: code.isAboutDossier ? number : nil)
  }
}

extension Holding {
  fileprivate init?(_ detail: Canonical) {
    let holding = detail["holding"]
    if let amount = holding["owes"].amount {
      self = .owes(amount)
    } else if let sale = detail["sale"].integer, let attempt = detail["attempt"].integer,
      let amount = detail["amount"].amount
    {
      self = .moneyOpen(Payment(sale: CaseNumber(sale), attempt: attempt, amount: amount))
    } else {
      switch holding {
      case .null, "nothing": self = .nothing
      case "documentInReader": self = .documentInReader
      case .flag, .integer, .text, .list, .object: return nil
      }
    }
  }
}

extension PaymentAnswer {
  fileprivate init?(_ written: Canonical) {
    if let amount = written["approved"].amount {
      self = .approved(amount)
    } else if let reason: DeclineReason = written["declined"].named() {
      self = .declined(reason)
    } else {
      let words: [String: PaymentAnswer] = [
        "inProgress": .inProgress, "notFound": .notFound, "reversed": .reversed, "reversalRefused": .reversalRefused,
      ]
      guard let word = written.text.flatMap({ words[$0] }) else { return nil }
      self = word
    }
  }
}

extension StaffAction {
  /// The action with that stable name.
  fileprivate init?(name: String) {
    let known: [StaffAction] = [
      .retry, .attest, .declineAttestation, .park, .settleMoney, .confirmRemoved, .takeOutOfService, .putInService,
      .confirmExamined, .handBack, .chooseStep, .showContact, .endVisit,
    ]
    let all =
      known + ExceptionReason.allCases.map { .except($0) } + Referral.allCases.map { .refer($0) }
    guard let action = all.first(where: { $0.name == name }) else { return nil }
    self = action
  }
}

extension Ending {
  /// The ending with that stable name.
  fileprivate init?(name: String) {
    let parts = name.split(separator: ":").map(String.init)
    let plain: [Ending] = [
      .completed, .stopped, .timedOut, .consentRefused, .parked, .moneyOpen, .endedByStaff, .interrupted,
    ]
    if let ending = plain.first(where: { $0.name == name }) {
      self = ending
    } else if parts.count == 3, parts[0] == "referred", let place = Referral(rawValue: parts[1]),
      let code = FlagCode(rawValue: parts[2])
    {
      self = .referred(place, code)
    } else if parts.count == 2, parts[0] == "nobodyCame", let code = FlagCode(rawValue: parts[1]) {
      self = .nobodyCame(code)
    } else {
      return nil
    }
  }
}

extension Box.Closed {
  /// The reason with that stable name.
  fileprivate init?(name: String) {
    let plain: [Box.Closed] = [
      .starting, .hours, .storage, .documentInside, .cabinet, .staff, .clock, .fault, .stopping,
    ]
    let all = plain + Device.allCases.map { .device($0) }
    guard let reason = all.first(where: { $0.name == name }) else { return nil }
    self = reason
  }
}
