import Renewal

/// The texts of height, mobile number, text message and place.
package enum DetailsText: String, TextGroup {
  case heightHeading, heightHint, height, centimetres, heightOutOfRange
  case mobileHeading, mobileHint, mobileNone, mobile, mobileWrongLength
  case noticeHeading, noticeHint, noticeYes, noticeNo
  case placeHeading, placeHint, more, page

  package static let section = "details"

  package var placeholders: [String] {
    switch self {
    case .heightOutOfRange: ["least", "most"]
    case .page: ["page", "count"]
    case .heightHeading, .heightHint, .height, .centimetres, .mobileHeading, .mobileHint, .mobileNone, .mobile,
      .mobileWrongLength, .noticeHeading, .noticeHint, .noticeYes, .noticeNo, .placeHeading, .placeHint, .more:
      []
    }
  }
}

/// Height, mobile number, whether a text message shall come, and pick-up place, one question a screen.
enum DetailsScreen: StepScreen {
  typealias Text = DetailsText

  static func page(_ step: DetailsStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step.question {
    case .height(let entry): height(entry, step.notice, render)
    case .mobile(let entry): mobile(entry, step.notice, render)
    case .readyNotice: readyNotice(step.readyNotice, render)
    case .pickUpPlace(let page): places(page, visit, render)
    }
  }

  private static func height(_ entry: Entry, _ notice: DetailsStep.Notice?, _ render: RenderContext) -> Page {
    var page = Page(
      .details, render, heading: render(DetailsText.heightHeading), back: entry.digits.isEmpty ? .keyBack : .keyErase)
    page.add(.text(render(DetailsText.heightHint)), .should)
    page.add(.field(Field(render(DetailsText.height), entry, unit: render.texts[DetailsText.centimetres])))
    page.notice(.bad, self.notice(notice, render))
    page.leaveQuestion(entry, render)
    return page
  }

  private static func mobile(_ entry: Entry, _ notice: DetailsStep.Notice?, _ render: RenderContext) -> Page {
    var page = Page(
      .details, render, heading: render(DetailsText.mobileHeading), back: entry.digits.isEmpty ? .keyBack : .keyErase)
    page.add(.text(render(DetailsText.mobileHint)), .should)
    page.add(.text(render(DetailsText.mobileNone)), gap: false)
    page.add(.field(Field(render(DetailsText.mobile), entry, groups: [2, 4, 6])))
    page.notice(.bad, self.notice(notice, render))
    page.leaveQuestion(entry, render)
    return page
  }

  private static func readyNotice(_ known: ReadyNotice?, _ render: RenderContext) -> Page {
    var page = Page(.details, render, heading: render(DetailsText.noticeHeading), enter: known == nil ? nil : .keyOn)
    page.add(.text(render(DetailsText.noticeHint), .quiet), .should)
    page.pressNumber(render, unless: known != nil)
    let wanted: [(Intent, SpokenText)] = [
      (.wantNotice(.sms), render(DetailsText.noticeYes)), (.wantNotice(.no), render(DetailsText.noticeNo)),
    ]
    page.add(.choices(render.choices(wanted, focus: known.map(Intent.wantNotice))), gap: known != nil)
    return page
  }

  private static func places(_ number: Int, _ visit: Visit, _ render: RenderContext) -> Page {
    let places = render.box.policy.pickUpPlaces
    let aPage = DetailsStep.placesAPage
    let first = max(0, number) * aPage
    let known = visit.application.details?.pickUpPlace ?? visit.application.booked?.pickUpPlace
    let isHere = known.map { (first..<first + aPage).contains($0) && places.indices.contains($0) } ?? false
    var page = Page(
      .details, render, heading: render(DetailsText.placeHeading), enter: known == nil ? nil : .keyOn)
    page.add(.text(render(DetailsText.placeHint), .quiet), .may)
    page.pressNumber(render, unless: isHere)
    let wanted = places.enumerated().dropFirst(first).prefix(aPage).map {
      (Intent.choosePlace($0.offset), SpokenText($0.element.name(in: render.texts.language)))
    }
    page.add(
      .choices(
        render.choices(wanted + [(.nextPage, render(DetailsText.more))], focus: known.map(Intent.choosePlace))),
      gap: isHere)
    if places.count > aPage {
      let count = (places.count + aPage - 1) / aPage
      page.add(
        .text(render(DetailsText.page, ["page": .number(number + 1), "count": .number(count)]), .quiet), .may)
    }
    return page
  }

  private static func notice(_ notice: DetailsStep.Notice?, _ render: RenderContext) -> SpokenText? {
    let heights = render.box.policy.heights
    return switch notice {
    case nil: nil
    case .heightOutOfRange:
      render(
        DetailsText.heightOutOfRange, ["least": .number(heights.lowerBound), "most": .number(heights.upperBound)])
    case .mobileWrongLength: render(DetailsText.mobileWrongLength)
    }
  }

  static func reviewValue(_ application: Application, _ render: RenderContext) -> ReviewValue? {
    guard let details = application.details else { return .missing(render) }
    let place = render.box.policy.placeName(details.pickUpPlace, in: render.texts.language)
    let height = render(ReviewText.centimetres, ["height": .number(details.height)])
    let unbroken = String(height.shown.map { $0 == " " ? "\u{A0}" : $0 })
    let notice = details.readyNotice == .no ? render.texts[ReviewText.noMobile] : nil
    let shown = [unbroken, details.mobile.map { render.texts.pairs($0) }, notice].compactMap { $0 }
    let mobile = details.mobile.map { _ in render.texts[CommonText.yourMobile] }
    let spoken = [render.texts[CommonText.yourHeight], mobile, notice].compactMap { $0 }
    let words = SpokenText(
      shown: (shown + [place]).joined(separator: ", "),
      spoken: (spoken + [place]).joined(separator: ", "))
    return ReviewValue(
      words: words, shorter: [shown.joined(separator: ", "), place, render.texts[ReviewText.given]])
  }
}
