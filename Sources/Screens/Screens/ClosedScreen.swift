import Renewal

/// The texts of the closed box.
package enum ClosedText: String, TextGroup {
  case headingStarting, headingHours, heading, headingDocument
  case starting, hours, opens, device, storage, documentInside, cabinet, staff, clock, rehearsal, fault, stopping,
    askStaff,
    askStaffOrRing, forStaff, keyStaff

  package static let section = "closed"

  package var placeholders: [String] {
    switch self {
    case .forStaff: ["reason"]
    case .opens: ["when"]
    case .askStaffOrRing: ["phone"]
    case .headingStarting, .headingHours, .heading, .headingDocument, .starting, .hours, .device, .storage,
      .documentInside, .cabinet, .staff, .clock, .rehearsal, .fault, .stopping, .askStaff, .keyStaff:
      []
    }
  }
}

/// What staff do about a closed box.
package enum ClosedStaffText: String, TextGroup {
  case device, storage, documentInside, cabinet, staff, clock, fault

  package static let section = "closedStaff"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .device, .storage: []
    case .documentInside, .cabinet, .staff, .clock, .fault: ["key"]
    }
  }
}

/// Why no visit can start, in every language, and where people go instead.
enum ClosedScreen {
  static func page(_ reason: Box.Closed, _ render: RenderContext) -> Page {
    let (heading, why) = texts(reason)
    var page = Page(.none, heading: render(heading))
    let second = render.secondLanguage
    if let second { page.add(.text(second(heading).said(in: second.language), .quiet), .should, gap: false) }
    page.add(.text(render.texts.words(why, render.box)))
    if let second {
      page.add(.text(second.words(why, render.box).said(in: second.language), .quiet), .may, gap: false)
    }
    if reason != .starting {
      page.add(.notice(.staff, render.texts.whomToAsk(render.context.phone)))
      if let second {
        let words = second.whomToAsk(render.context.phone).said(in: second.language)
        page.add(.notice(.staff, words), .may, gap: false)
      }
    }
    if let remedy = remedy(reason) {
      let why = render(ClosedText.forStaff, ["reason": .plain(BoxStatus.why(reason, render).shown)]).shown
      page.add(.text(SpokenText(shown: why, spoken: ""), .quiet), .should)
      let values: [String: SpokenValue] = remedy.placeholders.isEmpty ? [:] : ["key": .plain(render.sign(.logIn))]
      page.add(.text(render(remedy, values), .quiet), .should, gap: false)
    }
    page.addWait(Awaited(render.box.state), render)
    if reason != .stopping { page.keys.help = render(ClosedText.keyStaff) }
    if render.key(.speakAgain) != nil { page.keys.again = render(CommonText.keyAgain) }
    return page
  }

  private static func texts(_ reason: Box.Closed) -> (heading: ClosedText, why: ClosedText) {
    switch reason {
    case .starting: (.headingStarting, .starting)
    case .hours: (.headingHours, .hours)
    case .device: (.heading, .device)
    case .storage: (.heading, .storage)
    case .documentInside: (.headingDocument, .documentInside)
    case .cabinet: (.heading, .cabinet)
    case .staff: (.heading, .staff)
    case .clock: (.heading, .clock)
    case .rehearsal: (.heading, .rehearsal)
    case .fault: (.heading, .fault)
    case .stopping: (.heading, .stopping)
    }
  }

  /// What staff do about it.
  private static func remedy(_ reason: Box.Closed) -> ClosedStaffText? {
    switch reason {
    case .starting, .hours, .rehearsal, .stopping: nil
    case .device: .device
    case .storage: .storage
    case .documentInside: .documentInside
    case .cabinet: .cabinet
    case .staff: .staff
    case .clock: .clock
    case .fault: .fault
    }
  }
}

extension Texts {
  /// Who helps where the box does not.
  fileprivate func whomToAsk(_ phone: String?) -> SpokenText {
    phone.map { self(ClosedText.askStaffOrRing, ["phone": .plain(self.phone($0))]) } ?? self(ClosedText.askStaff)
  }

  /// Why the box is closed; outside of its hours, when it opens, as far as that and the date are known.
  fileprivate func words(_ why: ClosedText, _ box: Box) -> SpokenText {
    guard why == .hours, let opening = box.hours.opensAt, let today = box.date else { return self(why) }
    return self(ClosedText.opens, ["when": .words(time(opening, from: today))])
  }
}
