import Renewal

/// The texts of the receipt on the screen.
package enum ReceiptText: String, TextGroup {
  case heading, parkedHeading, spokenNumber
  case next, sms, noSms, fetch, parkedNext, parkedKept, parkedUnpaid, learned
  case printing, leave, printed, paperOut, jammed, notTaken, notPrinted, copy, finish, passportInside

  package static let section = "receipt"

  package var placeholders: [String] {
    switch self {
    case .fetch: ["place"]
    case .spokenNumber: ["number"]
    case .heading, .parkedHeading, .next, .sms, .noSms, .parkedNext, .parkedKept, .parkedUnpaid, .learned, .printing,
      .leave,
      .printed, .paperOut, .jammed, .notTaken, .notPrinted, .copy, .finish, .passportInside:
      []
    }
  }
}

/// The case number in large digits, what happens now, and what was learned.
enum ReceiptScreen {
  static func page(_ step: ReceiptStep, _ visit: Visit, _ setting: Setting) -> Page {
    let receipt = step.receipt
    let number = receipt.number.description
    var page = Page(
      .receipt, setting, heading: setting(receipt.isParked ? ReceiptText.parkedHeading : ReceiptText.heading), back: nil
    )
    let spoken = number.map(String.init).joined(separator: " ")
    page.add(
      .digits(number, spoken: setting(ReceiptText.spokenNumber, ["number": .plain(spoken)]).spoken))
    for (index, words) in next(receipt, visit, setting).enumerated() { page.add(.text(words), gap: index == 0) }
    if !receipt.isParked { page.add(.notice(.good, setting(ReceiptText.learned)), .should, gap: false) }
    // The visit ends only when nothing lies in the reader.
    if visit.media != .notPresent { page.add(.notice(.attention, setting(ReceiptText.passportInside))) }
    switch step.situation {
    case .printing:
      page.keys.enter = nil
      page.add(.prompt(setting(ReceiptText.printing)))
      page.add(.text(setting(ReceiptText.leave), .quiet), .should, gap: false)
    case .shown(let outcome):
      page.keys.enter = setting(CommonText.keyDone)
      let (mark, text) = told(outcome)
      page.add(.notice(mark, setting(text)))
      page.action(.finish, setting(ReceiptText.finish), setting, gap: false)
      page.add(.choices(setting.choices([(.printCopy, setting(ReceiptText.copy))])), gap: false)
    }
    return page
  }

  private static func next(_ receipt: Receipt, _ visit: Visit, _ setting: Setting) -> [SpokenText] {
    if receipt.isParked {
      return [setting(ReceiptText.parkedNext), setting(ReceiptText.parkedKept), setting(ReceiptText.parkedUnpaid)]
    }
    let places = setting.box.policy.pickUpPlaces
    let place = places.indices.contains(receipt.pickUpPlace) ? places[receipt.pickUpPlace] : ""
    let hasMobile = visit.application.details?.mobile != nil
    return [
      setting(ReceiptText.next), setting(hasMobile ? ReceiptText.sms : ReceiptText.noSms),
      setting(ReceiptText.fetch, ["place": .plain(place)]),
    ]
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
