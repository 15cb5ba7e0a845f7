import Renewal

/// The texts of the receipt on the screen.
package enum ReceiptText: String, TextGroup {
  case heading, parkedHeading, spokenNumber
  case next, sms, noSms, noSmsRing, fetch, parkedNext, parkedKept, parkedUnpaid, learned
  case printing, leave, printed, paperOut, jammed, notTaken, notPrinted, copy, finish, passportInside

  package static let section = "receipt"

  package var placeholders: [String] {
    switch self {
    case .fetch: ["place"]
    case .spokenNumber: ["number"]
    case .noSmsRing: ["phone"]
    case .heading, .parkedHeading, .next, .sms, .noSms, .parkedNext, .parkedKept, .parkedUnpaid, .learned, .printing,
      .leave,
      .printed, .paperOut, .jammed, .notTaken, .notPrinted, .copy, .finish, .passportInside:
      []
    }
  }
}

/// The case number in large digits, what happens now, and what was learned.
enum ReceiptScreen: StepScreen {
  typealias Text = ReceiptText

  static func page(_ step: ReceiptStep, _ visit: Visit, _ render: RenderContext) -> Page {
    let receipt = step.receipt
    let number = receipt.number.description
    var page = Page(
      .receipt, render, heading: render(receipt.isParked ? ReceiptText.parkedHeading : ReceiptText.heading), back: nil
    )
    let spoken = number.map(String.init).joined(separator: " ")
    page.add(
      .digits(number, spoken: render(ReceiptText.spokenNumber, ["number": .plain(spoken)]).spoken))
    for (index, words) in next(receipt, visit, render).enumerated() { page.add(.text(words), gap: index == 0) }
    if !receipt.isParked { page.add(.notice(.good, render(ReceiptText.learned)), .should, gap: false) }
    // The visit ends only when nothing lies in the reader.
    if visit.media != .notPresent { page.add(.notice(.attention, render(ReceiptText.passportInside))) }
    switch step.situation {
    case .printing:
      page.keys.enter = nil
      page.add(.prompt(render(ReceiptText.printing)))
      page.add(.text(render(ReceiptText.leave), .quiet), .should, gap: false)
    case .shown(let outcome):
      page.keys.enter = render(CommonText.keyDone)
      let (mark, text) = told(outcome)
      page.add(.notice(mark, render(text)))
      page.action(.finish, render(ReceiptText.finish), render, gap: false)
      page.add(.choices(render.choices([(.printCopy, render(ReceiptText.copy))])), gap: false)
    }
    return page
  }

  private static func next(_ receipt: Receipt, _ visit: Visit, _ render: RenderContext) -> [SpokenText] {
    if receipt.isParked {
      return [render(ReceiptText.parkedNext), render(ReceiptText.parkedKept), render(ReceiptText.parkedUnpaid)]
    }
    let places = render.box.policy.pickUpPlaces
    let place = places.indices.contains(receipt.pickUpPlace) ? places[receipt.pickUpPlace] : ""
    let hasMobile = visit.application.details?.mobile != nil
    return [
      render(ReceiptText.next), hasMobile ? render(ReceiptText.sms) : whenReady(render),
      render(ReceiptText.fetch, ["place": .plain(place)]),
    ]
  }

  /// How somebody without a mobile hears that the passport is there.
  private static func whenReady(_ render: RenderContext) -> SpokenText {
    render.context.phone.map { render(ReceiptText.noSmsRing, ["phone": .plain(render.texts.phone($0))]) }
      ?? render(ReceiptText.noSms)
  }

  private static func told(_ outcome: PrintOutcome?) -> (Mark, ReceiptText) {
    switch outcome {
    case .printed: (.good, .printed)
    case .paperOut: (.attention, .paperOut)
    case .jammed: (.attention, .jammed)
    case .notTaken: (.attention, .notTaken)
    case nil: (.attention, .notPrinted)
    }
  }
}
