import PassportRules
import Renewal

extension Fact {
  /// The fact as the journal keeps it: stable names, no CPR number, no name, no picture.
  var entry: JournalEntry {
    switch self {
    case .visitOpened(let number, let language): JournalEntry(number, "visitOpened", ["language": .text(language.code)])
    case .consentGiven(let number): JournalEntry(number, "consentGiven")
    case .stepDone(let number, let step): JournalEntry(number, "stepDone", ["step": .text(step.rawValue)])
    case .flagRaised(let number, let flag): JournalEntry(number, "flagRaised", flag.written)
    case .flagEnded(let number, let flag, let action, let by, let countersignedBy):
      JournalEntry(
        number, "flagEnded",
        flag.named([
          "action": .text(action.name), "by": .text(by.digits), "countersignedBy": Canonical(countersignedBy?.digits),
        ]))
    case .flagWithdrawn(let number, let flag): JournalEntry(number, "flagWithdrawn", flag.named())
    case .flagShown(let number, let code, let by):
      JournalEntry(number, "flagShown", ["flag": .text(code.rawValue), "by": .text(by.digits)])
    case .assistEnded(let number, let code, let by, let learned):
      JournalEntry(
        number, "assistEnded",
        ["flag": .text(code.rawValue), "by": .text(by.digits), "learned": .flag(learned)])
    case .staffArrived(let number, let staff, let role):
      JournalEntry(number, "staffArrived", ["by": .text(staff.digits), "role": .text(role.rawValue)])
    case .staffLeft(let number, let staff): JournalEntry(number, "staffLeft", ["by": .text(staff.digits)])
    case .claimed(let number, let by): JournalEntry(number, "claimed", ["by": .text(by.digits)])
    case .released(let number, let by): JournalEntry(number, "released", ["by": .text(by.digits)])
    case .guided(let number, let guidance, let by):
      JournalEntry(number, "guided", ["guidance": .text(guidance.rawValue), "by": .text(by.digits)])
    case .frameTaken(let number, let by): JournalEntry(number, "frameTaken", ["by": .text(by.digits)])
    case .deviceTested(let device, let by):
      JournalEntry(nil, "deviceTested", ["device": .text(device.rawValue), "by": .text(by.digits)])
    case .serviceChanged(let reason, let by):
      JournalEntry(nil, "serviceChanged", ["reason": Canonical(reason?.rawValue), "by": .text(by.digits)])
    case .frozen(let number, let fee, let feeDate):
      JournalEntry(number, "frozen", ["fee": .integer(fee.ore), "feeDate": .text(feeDate.description)])
    case .thawed(let number): JournalEntry(number, "thawed")
    case .attested(let number, let by): JournalEntry(number, "attested", ["by": .text(by.digits)])
    case .paymentIntended(let payment): payment.entry("paymentIntended")
    case .paymentAnswered(let payment, let answer): payment.entry("paymentAnswered", answer: answer.written)
    case .paymentUncertain(let payment): payment.entry("paymentUncertain")
    case .reversalIntended(let payment): payment.entry("reversalIntended")
    case .moneyOpen(let payment): payment.entry("moneyOpen")
    case .moneySettled(let payment, let by): payment.entry("moneySettled", by: by)
    case .contactShown(let number, let by): JournalEntry(number, "contactShown", ["by": .text(by.digits)])
    case .refunded(let number, let amount, let by):
      JournalEntry(number, "refunded", ["amount": .integer(amount.ore), "by": .text(by.digits)])
    case .dossierWithdrawn(let number, let by): JournalEntry(number, "dossierWithdrawn", ["by": .text(by.digits)])
    case .dossierErased(let number): JournalEntry(number, "dossierErased")
    case .receiptPrinted(let number, let outcome):
      JournalEntry(number, "receiptPrinted", ["outcome": Canonical(outcome?.rawValue)])
    case .visitEnded(let number, let ending): JournalEntry(number, "visitEnded", ["ending": .text(ending.name)])
    case .closed(let reason): JournalEntry(nil, "closed", ["reason": .text(reason.name)])
    case .opened: JournalEntry(nil, "opened")
    case .clockDoubted: JournalEntry(nil, "clockDoubted")
    case .clockConfirmed(let by): JournalEntry(nil, "clockConfirmed", ["by": .text(by.digits)])
    case .deviceFailed(let number, let device, let fault):
      JournalEntry(
        number, "deviceFailed",
        [
          "device": .text(device.rawValue), "reason": .text(fault.reason.rawValue),
          "action": .text(fault.action.rawValue),
        ])
    }
  }
}

extension Payment {
  fileprivate func entry(_ kind: String, answer: Canonical = .null, by: StaffID? = nil) -> JournalEntry {
    var detail: [String: Canonical] = ["attempt": .integer(attempt), "amount": .integer(amount.ore)]
    if answer != .null { detail["answer"] = answer }
    if let by { detail["by"] = .text(by.digits) }
    return JournalEntry(sale, kind, .object(detail))
  }
}

extension PaymentAnswer {
  fileprivate var written: Canonical {
    switch self {
    case .approved(let amount): ["approved": .integer(amount.ore)]
    case .declined(let reason): ["declined": .text(reason.rawValue)]
    case .inProgress: "inProgress"
    case .notFound: "notFound"
    case .reversed: "reversed"
    case .reversalRefused: "reversalRefused"
    }
  }
}

extension Flag {
  fileprivate var written: Canonical { named(["step": Canonical(step?.rawValue), "holding": holding.written]) }

  /// Which flag it is, with what else is told of it.
  fileprivate func named(_ detail: [String: Canonical] = [:]) -> Canonical {
    var named = detail
    named["flag"] = .text(code.rawValue)
    if let device { named["device"] = .text(device.rawValue) }
    // Which open money it is about; two of a case can be open one after the other.
    if case .moneyOpen(let payment) = holding {
      named["sale"] = .integer(payment.sale.number)
      named["attempt"] = .integer(payment.attempt)
      named["amount"] = .integer(payment.amount.ore)
    }
    return .object(named)
  }
}

extension Holding {
  fileprivate var written: Canonical {
    switch self {
    case .nothing: "nothing"
    case .documentInReader: "documentInReader"
    case .owes(let amount): ["owes": .integer(amount.ore)]
    case .moneyOpen(let payment): ["moneyOpen": .text(payment.reference)]
    }
  }
}

extension StaffAction {
  /// The action's stable name, as journal, table and report have it.
  var name: String {
    switch self {
    case .retry: "retry"
    case .except(let reason): "except:\(reason.rawValue)"
    case .refer(let where_): "refer:\(where_.rawValue)"
    case .attest: "attest"
    case .declineAttestation: "declineAttestation"
    case .park: "park"
    case .settleMoney: "settleMoney"
    case .confirmRemoved: "confirmRemoved"
    case .takeOutOfService: "takeOutOfService"
    case .putInService: "putInService"
    case .confirmExamined: "confirmExamined"
    case .handBack: "handBack"
    case .chooseStep: "chooseStep"
    case .showContact: "showContact"
    case .endVisit: "endVisit"
    }
  }
}

extension Ending {
  /// The ending's stable name.
  package var name: String {
    switch self {
    case .completed: "completed"
    case .stopped: "stopped"
    case .timedOut: "timedOut"
    case .consentRefused: "consentRefused"
    case .referred(let referral, let code): "referred:\(referral.rawValue):\(code.rawValue)"
    case .nobodyCame(let code): "nobodyCame:\(code.rawValue)"
    case .parked: "parked"
    case .moneyOpen: "moneyOpen"
    case .endedByStaff: "endedByStaff"
    case .interrupted: "interrupted"
    }
  }
}

extension Box.Closed {
  /// The reason's stable name.
  package var name: String {
    switch self {
    case .starting: "starting"
    case .hours: "hours"
    case .device(let device): "device:\(device.rawValue)"
    case .storage: "storage"
    case .documentInside: "documentInside"
    case .cabinet: "cabinet"
    case .staff: "staff"
    case .clock: "clock"
    case .fault: "fault"
    case .stopping: "stopping"
    }
  }
}
