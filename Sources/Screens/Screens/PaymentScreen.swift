import PassportRules
import Renewal

/// The texts of the payment.
package enum PaymentText: String, TextGroup {
  case heading, freeHeading, free, passportChild, passportYouth, passportAdult, passportPensioner, prints, total,
    doubled, validYears, validUntil, pay, goOn
  case payingHeading, paying, payingWait
  case checkingHeading, checking, checkingNotAgain, checkingWait
  case reversingHeading, reversing, reversingWait
  case refusedHeading, nothingTaken, again, librarian
  case capturingHeading, capturingFreeHeading, capturing, capturingWait

  package static let section = "payment"

  package var placeholders: [String] {
    switch self {
    case .validYears: ["years"]
    case .validUntil: ["date"]
    case _: []
    }
  }
}

/// What it costs and why, line by line, then what the terminal wants.
enum PaymentScreen {
  static func page(_ step: PaymentStep, _ setting: Setting) -> Page {
    let application = step.attestation.application
    let fee = application.fee
    return switch step.situation {
    case .explained: explained(application, setting)
    case .underWay(let transaction): underWay(transaction, fee, setting)
    case .refused(let reason): refused(reason, setting)
    case .releasing:
      waiting(PaymentText.capturingFreeHeading, [PaymentText.capturing], PaymentText.capturingWait, setting)
    }
  }

  private static func underWay(_ transaction: PaymentTransaction, _ fee: Fee, _ setting: Setting) -> Page {
    switch transaction.state {
    case .paying:
      waiting(
        PaymentText.payingHeading, [PaymentText.paying], PaymentText.payingWait, setting, amount: fee.total)
    case .checking:
      waiting(
        PaymentText.checkingHeading, [PaymentText.checking, PaymentText.checkingNotAgain], PaymentText.checkingWait,
        setting)
    case .reversing:
      waiting(PaymentText.reversingHeading, [PaymentText.reversing], PaymentText.reversingWait, setting)
    case .capturing:
      waiting(PaymentText.capturingHeading, [PaymentText.capturing], PaymentText.capturingWait, setting)
    }
  }

  private static func explained(_ application: CompleteApplication, _ setting: Setting) -> Page {
    let fee = application.fee
    let isFree = fee.total == .zero
    var page = Page(
      .payment, setting, heading: setting(isFree ? PaymentText.freeHeading : PaymentText.heading), back: nil)
    if isFree {
      page.add(.text(setting(PaymentText.free)))
    } else {
      page.add(.rows(rows(fee, setting)))
    }
    if let validity = validity(of: application, setting) { page.add(.text(validity, .quiet), .may) }
    page.action(.pay, setting(isFree ? PaymentText.goOn : PaymentText.pay), setting)
    return page
  }

  /// How long the new passport will be valid, where the rules tell.
  private static func validity(of application: CompleteApplication, _ setting: Setting) -> SpokenText? {
    let validity = setting.box.policy.rules.validity(
      bornOn: application.identity.cpr.birthDate, on: application.feeDate, grounds: application.grounds,
      faultyExpiry: application.document.value?.expiry)
    return switch validity {
    case .years(let years): setting(PaymentText.validYears, ["years": .number(years)])
    case .until(let date): setting(PaymentText.validUntil, ["date": .plain(setting.texts.date(date))])
    case nil: nil
    }
  }

  private static func rows(_ fee: Fee, _ setting: Setting) -> [Row] {
    func row(_ label: PaymentText, _ amount: Amount, isTotal: Bool = false) -> Row {
      Row(
        setting(label), SpokenText(setting.texts.money(amount)), role: isTotal ? .heading : .text, isAmount: true,
        isTotal: isTotal)
    }
    // A double fee is told as the ordinary one, and as much again.
    let prints = fee.doubled ? fee.ordinary - halved(fee.base) : fee.printsPart
    var rows = [row(passport(fee.group), fee.doubled ? halved(fee.base) : fee.base)]
    if prints > .zero { rows.append(row(.prints, prints)) }
    if fee.doubled { rows.append(row(.doubled, fee.ordinary)) }
    return rows + [row(.total, fee.total, isTotal: true)]
  }

  private static func halved(_ amount: Amount) -> Amount { Amount(ore: amount.ore / 2) }

  private static func passport(_ group: FeeGroup) -> PaymentText {
    switch group {
    case .child: .passportChild
    case .youth: .passportYouth
    case .adult: .passportAdult
    case .pensioner: .passportPensioner
    }
  }

  private static func waiting(
    _ heading: PaymentText, _ texts: [PaymentText], _ wait: PaymentText, _ setting: Setting, amount: Amount? = nil
  ) -> Page {
    var page = Page(.payment, setting, heading: setting(heading), enter: nil, back: nil)
    if let amount {
      page.add(
        .rows([Row(setting(PaymentText.total), SpokenText(setting.texts.money(amount)), role: .heading)]))
    }
    for text in texts { page.add(.text(setting(text)), gap: text == texts.first) }
    page.add(.prompt(setting(wait)))
    return page
  }

  private static func refused(_ reason: DeclineReason, _ setting: Setting) -> Page {
    var page = Page(.payment, setting, heading: setting(PaymentText.refusedHeading), back: nil)
    page.add(.notice(.bad, setting(TextKey.declined(reason))))
    page.add(.text(setting(PaymentText.nothingTaken)), gap: false)
    page.action(.pay, setting(PaymentText.again), setting)
    page.add(.choices(setting.choices([(.declare(.cardRefused), setting(PaymentText.librarian))])), gap: false)
    return page
  }
}
