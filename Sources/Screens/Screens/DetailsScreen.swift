import Renewal

/// The texts of height, mobile number, text message and place.
package enum DetailsText: String, TextGroup {
  case heightHeading, heightHint, height, centimetres, heightOutOfRange
  case mobileHeading, mobileHint, mobileNone, mobileErase, mobile, mobileWrongLength
  case noticeHeading, noticeHint, noticeYes, noticeNo
  case placeHeading, placeHint, more, page
  case bookedHeight, bookedMobile, bookedPlace, notBooked

  package static let section = "details"

  package var placeholders: [String] {
    switch self {
    case .heightOutOfRange: ["least", "most"]
    case .page: ["page", "count"]
    case .heightHeading, .heightHint, .height, .centimetres, .mobileHeading, .mobileHint, .mobileNone, .mobileErase,
      .mobile,
      .mobileWrongLength, .noticeHeading, .noticeHint, .noticeYes, .noticeNo, .placeHeading, .placeHint, .more,
      .bookedHeight, .bookedMobile, .bookedPlace, .notBooked:
      []
    }
  }
}

/// Height, mobile number, whether a text message shall come, and pick-up place, one question a screen.
enum DetailsScreen: StepScreen {
  typealias Text = DetailsText

  static func page(_ step: DetailsStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step.question {
    case .height(let entry): height(entry, step.notice, visit.application, render)
    case .mobile(let entry): mobile(entry, step.notice, visit.application, render)
    case .readyNotice: readyNotice(step.readyNotice, render)
    case .pickUpPlace(let page): places(page, visit, render)
    }
  }

  private static func height(
    _ entry: Entry, _ notice: DetailsStep.Notice?, _ application: Application, _ render: RenderContext
  ) -> Page {
    var page = Page(
      .details, render, heading: render(DetailsText.heightHeading), back: entry.digits.isEmpty ? .keyBack : .keyErase)
    page.add(.text(render(DetailsText.heightHint)), .should)
    page.addBooked(application.booked?.height.map(String.init), in: entry, .bookedHeight, application, render)
    if application.bookingAnswer == .unknown, application.details == nil {
      page.add(.text(render(DetailsText.notBooked), .quiet), .should, gap: false)
    }
    page.add(.field(Field(render(DetailsText.height), entry, unit: render.texts[DetailsText.centimetres])))
    page.notice(.bad, self.notice(notice, render))
    page.leaveQuestion(entry, render)
    return page
  }

  private static func mobile(
    _ entry: Entry, _ notice: DetailsStep.Notice?, _ application: Application, _ render: RenderContext
  ) -> Page {
    var page = Page(
      .details, render, heading: render(DetailsText.mobileHeading), back: entry.digits.isEmpty ? .keyBack : .keyErase)
    page.add(.text(render(DetailsText.mobileHint)), .should)
    page.add(.text(render(entry.digits.isEmpty ? DetailsText.mobileNone : .mobileErase)), gap: false)
    page.addBooked(application.booked?.mobile, in: entry, .bookedMobile, application, render)
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
    let isBooked = isHere && visit.application.details == nil
    page.add(
      .text(render(isBooked ? DetailsText.bookedPlace : .placeHint), .quiet), isBooked ? .should : .may)
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

  /// A line of what was told on the page with everything.
  static func reviewValue(_ line: ReviewLine, _ details: Details, _ render: RenderContext) -> ReviewValue {
    switch line {
    case .height:
      let height = render(ReviewText.centimetres, ["height": .number(details.height)])
      return ReviewValue(words: render.personal(height.shown, CommonText.yourHeight))
    case .mobile:
      guard let mobile = details.mobile else { return ReviewValue(words: render(ReviewText.noMobile)) }
      let none = render(ReviewText.noNotice)
      let number = render.personal(
        render.texts.pairs(mobile), CommonText.yourMobile, toOneself: Texts.spelled(mobile))
      guard details.readyNotice == .no else { return ReviewValue(words: number) }
      return ReviewValue(
        words: SpokenText(
          shown: "\(number.shown), \(none.shown)", spoken: "\(number.spoken), \(none.spoken)",
          toOneself: "\(number.spoken(to: .oneself)), \(none.spoken)"), shorter: [number.shown])
    default:
      let place = render.box.policy.placeName(details.pickUpPlace, in: render.texts.language)
      // What tells places of one house apart stands last.
      let last = place.split(separator: ",").last.map { $0.drop { $0 == " " } } ?? ""
      return ReviewValue(words: SpokenText(place), shorter: [String(last)])
    }
  }
}

extension Page {
  /// That what stands in a field is the booking's, until it was given or is typed anew.
  fileprivate mutating func addBooked(
    _ booked: String?, in entry: Entry, _ words: DetailsText, _ application: Application, _ render: RenderContext
  ) {
    guard booked == entry.digits, application.details == nil else { return }
    add(.text(render(words), .quiet), .should, gap: false)
  }
}
