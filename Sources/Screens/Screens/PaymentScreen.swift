import PassportRules
import Renewal

/// The texts of the payment.
package enum PaymentText: String, TextGroup {
  case heading, freeHeading, free, passportChild, passportYouth, passportAdult, passportPensioner, prints, total,
    doubled, validYears, validUntil, pay, goOn
  case payingHeading, paying, payingWait
  case checkingHeading, checking, checkingNotAgain, checkingWait
  case reversingHeading, reversing, reversingWait
  case refusedHeading, nothingTaken, givenBack, perhapsGivenBack, again, librarian
  case capturingHeading, capturingFreeHeading, capturing, capturingWait

  package static let section = "payment"

  package var placeholders: [String] {
    switch self {
    case .validYears: ["years"]
    case .validUntil: ["date"]
    case _: []
    }
  }

  package var counted: String? { self == .validYears ? "years" : nil }

  /// What is told of money that was given back, or may have been.
  static func back(_ why: PaymentTransaction.Reversal) -> PaymentText {
    why == .unknown ? .perhapsGivenBack : .givenBack
  }
}

/// What it costs and why, line by line, then what the terminal wants.
enum PaymentScreen: StepScreen {
  typealias Text = PaymentText

  static func page(_ step: PaymentStep, _ render: RenderContext) -> Page {
    let application = step.attestation.application
    let fee = application.fee
    return switch step.situation {
    case .explained: explained(application, render)
    case .underWay(let transaction): underWay(transaction, fee, render)
    case .refused(let reason):
      unpaid(.bad, render(TextKey.declined(reason)), render(PaymentText.nothingTaken), render)
    case .givenBack(let why): unpaid(.attention, render(PaymentText.back(why)), nil, render)
    case .releasing:
      waiting(PaymentText.capturingFreeHeading, [PaymentText.capturing], PaymentText.capturingWait, render)
    }
  }

  private static func underWay(_ transaction: PaymentTransaction, _ fee: Fee, _ render: RenderContext) -> Page {
    switch transaction.state {
    case .paying:
      waiting(
        PaymentText.payingHeading, [PaymentText.paying], PaymentText.payingWait, render, amount: fee.total)
    case .checking:
      waiting(
        PaymentText.checkingHeading, [PaymentText.checking, PaymentText.checkingNotAgain], PaymentText.checkingWait,
        render)
    case .reversing:
      waiting(PaymentText.reversingHeading, [PaymentText.reversing], PaymentText.reversingWait, render)
    case .capturing:
      waiting(PaymentText.capturingHeading, [PaymentText.capturing], PaymentText.capturingWait, render)
    }
  }

  private static func explained(_ application: CompleteApplication, _ render: RenderContext) -> Page {
    let fee = application.fee
    let isFree = fee.total == .zero
    var page = Page(
      .payment, render, heading: render(isFree ? PaymentText.freeHeading : PaymentText.heading), back: nil)
    if isFree {
      page.add(.text(render(PaymentText.free)))
    } else {
      page.add(.rows(rows(fee, render)))
    }
    if let validity = validity(of: application, render) { page.add(.text(validity, .quiet), .may) }
    page.action(.pay, render(isFree ? PaymentText.goOn : PaymentText.pay), render)
    return page
  }

  /// How long the new passport will be valid, where the rules tell.
  private static func validity(of application: CompleteApplication, _ render: RenderContext) -> SpokenText? {
    let validity = render.box.policy.rules.validity(
      bornOn: application.identity.cpr.birthDate, on: application.feeDate, grounds: application.grounds,
      faultyExpiry: application.document.value?.expiry)
    return switch validity {
    case .years(let years): render(PaymentText.validYears, ["years": .number(years)])
    case .until(let date): render(PaymentText.validUntil, ["date": .words(render.texts.day(date))])
    case nil: nil
    }
  }

  private static func rows(_ fee: Fee, _ render: RenderContext) -> [Row] {
    func row(_ label: PaymentText, _ amount: Amount, isTotal: Bool = false) -> Row {
      Row(
        render(label), render.texts.amount(amount), role: isTotal ? .heading : .text, isAmount: true,
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
    _ heading: PaymentText, _ texts: [PaymentText], _ wait: PaymentText, _ render: RenderContext, amount: Amount? = nil
  ) -> Page {
    var page = Page(.payment, render, heading: render(heading), enter: nil, back: nil)
    if let amount {
      page.add(
        .rows([Row(render(PaymentText.total), render.texts.amount(amount), role: .heading)]))
    }
    if amount != nil { page.side = Side(CaptionedFigure(.act(.insertCard)), .may) }
    for text in texts { page.add(.text(render(text)), gap: text == texts.first) }
    page.add(.prompt(render(wait)))
    return page
  }

  /// Why it was not paid, and where the money is; it can be tried again.
  private static func unpaid(_ mark: Mark, _ why: SpokenText, _ money: SpokenText?, _ render: RenderContext) -> Page {
    var page = Page(.payment, render, heading: render(PaymentText.refusedHeading), back: nil)
    page.add(.notice(mark, why))
    if let money { page.add(.text(money), gap: false) }
    page.action(.pay, render(PaymentText.again), render)
    page.add(.choices(render.choices([(.declare(.cardRefused), render(PaymentText.librarian))])), gap: false)
    return page
  }
}
