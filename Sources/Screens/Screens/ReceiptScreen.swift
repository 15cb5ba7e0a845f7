import Renewal

/// The texts of the receipt on the screen.
package enum ReceiptText: String, TextGroup {
  case heading, parkedHeading, moneyHeading, spokenNumber
  case paid, nothingPaid, amount, next, sms, noSms, noSmsRing, fetch, parkedNext, parkedKept, parkedUnpaid
  case moneyNext, moneyCall, moneyRing, allAlone, someAlone
  case printing, leave, printed, paperOut, jammed, notTaken, notPrinted, copy, finish, passportInside

  package static let section = "receipt"

  package var placeholders: [String] {
    switch self {
    case .paid, .amount: ["amount"]
    case .fetch: ["place"]
    case .spokenNumber: ["number"]
    case .noSmsRing, .moneyRing: ["phone"]
    case .allAlone: ["count"]
    case .someAlone: ["alone", "count"]
    case .heading, .parkedHeading, .moneyHeading, .nothingPaid, .next, .sms, .noSms, .parkedNext, .parkedKept,
      .parkedUnpaid, .moneyNext, .moneyCall, .printing, .leave,
      .printed, .paperOut, .jammed, .notTaken, .notPrinted, .copy, .finish, .passportInside:
      []
    }
  }

  package var counted: String? { self == .allAlone ? "count" : nil }
}

/// The case number in large digits, what happens now, and what was learned.
enum ReceiptScreen: StepScreen {
  typealias Text = ReceiptText

  static func page(_ step: ReceiptStep, _ visit: Visit, _ render: RenderContext) -> Page {
    let receipt = step.receipt
    let number = receipt.number.description
    var page = Page(.receipt, render, heading: render(heading(receipt.kind)), back: nil)
    let spoken = Texts.spelled(number)
    page.add(
      .digits(number, spoken: render(ReceiptText.spokenNumber, ["number": .plain(spoken)])))
    for (index, words) in next(receipt, visit, render).enumerated() { page.add(.text(words), gap: index == 0) }
    if receipt.kind != .moneyOpen, let deeds = receipt.deeds { page.add(deeds, render) }
    // The visit ends only when nothing lies in the reader.
    if visit.media != .notPresent { page.add(.notice(.attention, render(ReceiptText.passportInside))) }
    page.side = paper(step.situation, render)
    switch step.situation {
    case .printing:
      page.keys.enter = nil
      page.add(.prompt(render(ReceiptText.printing)))
      page.add(.text(render(ReceiptText.leave), .quiet), .should, gap: false)
    case .shown, .failed:
      page.keys.enter = render(CommonText.keyDone)
      let (mark, text) = told(step.situation)
      page.add(.notice(mark, render(text)))
      page.action(.finish, render(ReceiptText.finish), render, gap: false)
      page.add(.choices(render.choices([(.printCopy, render(ReceiptText.copy))])), gap: false)
    }
    return page
  }

  /// The receipt as it comes out, on the screen of a demonstration alone: there is no paper.
  private static func paper(_ situation: ReceiptStep.Situation, _ render: RenderContext) -> Side? {
    switch situation {
    case .printing, .shown(.printed), .shown(.notTaken):
      guard !render.context.paper.isEmpty, PaperDrawing.canBeShown(render.context.capabilities) else { return nil }
      return Side(CaptionedFigure(.paper(PaperDrawing(elements: render.context.paper))), .should)
    case .shown(.paperOut), .shown(.jammed), .shown(nil), .failed: return nil
    }
  }

  private static func heading(_ kind: Receipt.Kind) -> ReceiptText {
    switch kind {
    case .completed: .heading
    case .parked: .parkedHeading
    case .moneyOpen: .moneyHeading
    }
  }

  private static func next(_ receipt: Receipt, _ visit: Visit, _ render: RenderContext) -> [SpokenText] {
    let hasMobile = visit.application.details?.mobile != nil
    let wantsSMS = visit.application.details?.readyNotice == .sms
    switch receipt.kind {
    case .parked:
      return [render(ReceiptText.parkedNext), render(ReceiptText.parkedKept), render(ReceiptText.parkedUnpaid)]
    case .moneyOpen:
      let amount = receipt.payment.map {
        render(ReceiptText.amount, ["amount": .words(render.texts.amount($0.amount))])
      }
      return [render(ReceiptText.moneyNext), amount, whenKnown(hasMobile: hasMobile, render)].compactMap { $0 }
    case .completed:
      let place = render.box.policy.placeName(receipt.pickUpPlace, in: render.texts.language)
      let paid = receipt.payment.map { render(ReceiptText.paid, ["amount": .words(render.texts.amount($0.amount))]) }
      return [
        paid ?? render(ReceiptText.nothingPaid), render(ReceiptText.next),
        wantsSMS ? render(ReceiptText.sms) : whenReady(render), render(ReceiptText.fetch, ["place": .plain(place)]),
      ]
    }
  }

  /// How the citizen hears what the bank said.
  private static func whenKnown(hasMobile: Bool, _ render: RenderContext) -> SpokenText {
    guard !hasMobile, let phone = render.context.phone else { return render(ReceiptText.moneyCall) }
    return render(ReceiptText.moneyRing, ["phone": .plain(render.texts.phone(phone))])
  }

  /// How somebody who wants no text message hears that the passport is there.
  private static func whenReady(_ render: RenderContext) -> SpokenText {
    render.context.phone.map { render(ReceiptText.noSmsRing, ["phone": .plain(render.texts.phone($0))]) }
      ?? render(ReceiptText.noSms)
  }

  private static func told(_ situation: ReceiptStep.Situation) -> (Mark, ReceiptText) {
    switch situation {
    case .shown(.printed): (.good, .printed)
    case .shown(.paperOut), .failed(.paperOut): (.attention, .paperOut)
    case .shown(.jammed), .failed(.paperJam): (.attention, .jammed)
    case .shown(.notTaken): (.attention, .notTaken)
    case .printing, .shown(nil), .failed: (.attention, .notPrinted)
    }
  }
}

extension Page {
  /// What the citizen did by themselves, and what to know next time about the first step with which they were helped.
  fileprivate mutating func add(_ deeds: Deeds, _ render: RenderContext) {
    let count = ["count": SpokenValue.number(deeds.steps), "alone": .number(deeds.alone)]
    guard let helped = deeds.helped.first else {
      return add(.notice(.good, render(ReceiptText.allAlone, ["count": .number(deeds.steps)])), .should)
    }
    if deeds.alone > 0 { add(.notice(.good, render(ReceiptText.someAlone, count)), .should) }
    add(.text(render(TextKey.nextTime(helped))), .should, gap: false)
  }
}
