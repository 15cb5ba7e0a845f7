import Renewal

/// The texts around a call for staff.
package enum CallingText: String, TextGroup {
  case heading, headingAway, headingHelped, headingComing, silent, waiting, waitingHelped, stay, helped, later
  case takeBack, change, staffLogIn, nobodyAlone, nobodyKept, nobodyEnds

  package static let section = "callingStaff"

  package var placeholders: [String] {
    switch self {
    case .headingHelped, .headingComing: ["name"]
    case .nobodyAlone, .nobodyKept, .nobodyEnds: ["span"]
    case .heading, .headingAway, .silent, .waiting, .waitingHelped, .stay, .helped, .later, .takeBack, .change,
      .staffLogIn:
      []
    }
  }
}

/// A member of staff is called; why is said kindly, and nothing that others may read over a shoulder.
enum CallingScreen {
  static func page(_ code: FlagCode, _ visit: Visit, _ render: RenderContext) -> Page {
    if code == .attestationWanted { return AttestationScreen.waiting(visit, render) }
    let isAway = code.severity == .officer && !render.box.hours.hasOfficer && visit.claim == nil
    let canTakeBack = code.isCitizensOwn
    var page = Page(
      visit.step.name, render, heading: heading(visit, isAway: isAway, render), enter: nil,
      back: canTakeBack ? .keyBack : nil)
    page.next = nil
    if code == .photoRejected, case .photo(let photo) = visit.step, case .stopped(_, let faults) = photo.situation {
      page.addFailed(faults, visit, render)
    }
    page.addSilence(visit, render)
    page.add(.text(render(TextKey.calling(code))))
    if code.isOfPayment, case .payment(let payment) = visit.step, case .givenBack(let why) = payment.situation {
      page.add(.notice(.attention, render(PaymentText.back(why))))
    }
    let stay = visit.claim == nil ? CallingText.stay : .helped
    page.add(.text(render(isAway ? CallingText.later : stay)), gap: false)
    page.addWhatIfNobodyComes(code, visit, render)
    if canTakeBack {
      let text = code.isOnlyHelp ? CallingText.takeBack : CallingText.change
      page.add(.text(render(text), .quiet), .should, gap: false)
    }
    page.add(.prompt(render(visit.claim == nil ? CallingText.waiting : .waitingHelped)))
    page.add(.choices(render.choices([(.logIn, render(CallingText.staffLogIn))])))
    return page
  }

  /// Who helps, by first name, as soon as somebody at a desk has taken it.
  private static func heading(_ visit: Visit, isAway: Bool, _ render: RenderContext) -> SpokenText {
    guard let claim = visit.claim else { return render(isAway ? CallingText.headingAway : CallingText.heading) }
    let text = visit.guidance == .comingNow ? CallingText.headingComing : .headingHelped
    return render(text, ["name": .plain(claim.session.firstName)])
  }
}

extension Page {
  /// That nothing is read aloud any more, to whom it was.
  mutating func addSilence(_ visit: Visit, _ render: RenderContext) {
    guard visit.presentation.isSpoken, !render.box.hasVoice else { return }
    add(.notice(.attention, render(CallingText.silent)))
  }

  /// How long somebody is waited for, and what happens then; to the ear it is said once, by the whole wait.
  mutating func addWhatIfNobodyComes(_ code: FlagCode, _ visit: Visit, _ render: RenderContext) {
    guard visit.claim == nil, let left = render.context.minutesLeft else { return }
    let text: CallingText =
      switch code {
      case _ where code.isOnlyHelp: .nobodyAlone
      case _ where code.isOfPayment || code == .attestationWanted: .nobodyKept
      default: .nobodyEnds
      }
    func words(_ milliseconds: Int) -> SpokenText {
      render(text, ["span": .plain(Self.span(milliseconds, render))])
    }
    let whole = render.box.policy.waits[.staff].count
    add(.text(SpokenText(shown: words(left * 60_000).shown, spoken: words(whole).spoken), .quiet), .should, gap: false)
  }
}
