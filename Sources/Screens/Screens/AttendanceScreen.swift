import PassportRules
import Renewal

/// Staff at the box: the flag with its allowed actions, the attestation, a second person, how the assist ended, the box itself.
enum AttendanceScreen {
  static func page(_ attendance: Attendance, _ render: RenderContext) -> Page {
    var page: Page
    switch attendance.page {
    case .work(.flag(let index)): page = flag(index, attendance, render)
    case .work(.faces(let code, let pair)): page = faces(pair, of: code, attendance, render)
    case .work(let work): page = FlagScreen.page(of: work, render)
    case .box: page = box(attendance, render)
    case .outOfService: page = FlagScreen.outOfService(render)
    case .resume(let entry, let notice): page = resume(entry, notice, render)
    case .chooseStep: page = chooseStep(render)
    case .contact(_, let contact): page = self.contact(contact, render)
    }
    page.mark(attendance.session, render)
    return page
  }

  // MARK: A flag

  private static func flag(_ index: Int, _ attendance: Attendance, _ render: RenderContext) -> Page {
    let flags = render.box.flags(for: attendance)
    guard flags.indices.contains(index) else { return box(attendance, render) }
    let flag = flags[index]
    let visit = attendance.visit
    let notice = LogInScreen.words(attendance.notice, render).map { (Mark.bad, $0) }
    var page: Page
    if attendance.covers(flag) {
      page = covered(notice: notice, render)
    } else if flag.code == .attestationWanted, attendance.session.role.covers(.officer), let visit {
      page = attestation(visit, attendance.session, notice: notice, render)
    } else {
      page = FlagScreen.page(flag, visit, attendance.session, notice: notice, render)
    }
    page.keys.back = render(AttendanceText.keyLeave)
    if visit != nil, !render.box.flags.isEmpty {
      let count = render.box.flags.count
      page.add(.notice(.attention, render(AttendanceText.boxWaits, ["count": .number(count)])), .should, gap: false)
    }
    page.pressNumber(render)
    let actions: [(Intent, SpokenText)] = flag.code.actions.map { action in
      let isLeaving = action == .handBack && visit == nil
      return (
        .act(action), isLeaving ? render(AttendanceText.boxBack) : FlagScreen.words(action, flag.code, render)
      )
    }
    let next = render(AttendanceText.next, ["place": .number(index + 1), "count": .number(flags.count)])
    let others: [(Intent, SpokenText)] = [
      (.nextFlag, next), (.writeNote, render(AttendanceText.note)), (.showFacts(true), render(AttendanceText.show)),
      (.showFacts(false), render(AttendanceText.cover)), (.showBox, render(AttendanceText.boxHeading)),
    ]
    page.add(.choices(render.choices(actions + others)), gap: false)
    return page
  }

  /// A flag's page for whoever reads along: nothing of the matter.
  private static func covered(notice: (Mark, SpokenText)?, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(AttendanceText.coveredHeading))
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    page.add(.text(render(AttendanceText.coveredHint), .quiet), .should)
    return page
  }

  private static func attestation(
    _ visit: Visit, _ session: StaffSession, notice: (Mark, SpokenText)?, _ render: RenderContext
  ) -> Page {
    var page = Page(.none, heading: render(AttendanceText.attestHeading))
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    page.side = FlagScreen.pictures(visit, render)
    page.keys.again = render(AttendanceText.enlarge)
    page.add(.text(render(AttendanceText.attestHint), .quiet), .may)
    page.add(.facts(AttendanceFacts.application(visit, session.role, render)), .should)
    return page
  }

  /// The faces of a flag on the whole screen, unless they are covered or it is over.
  private static func faces(
    _ pair: FacePair, of code: FlagCode, _ attendance: Attendance, _ render: RenderContext
  ) -> Page {
    let notice = LogInScreen.words(attendance.notice, render).map { (Mark.bad, $0) }
    guard let flag = render.box.flags(for: attendance).first(where: { $0.code == code }), let visit = attendance.visit,
      code.showsFaces(to: attendance.session.role), !attendance.covers(flag)
    else {
      var page = covered(notice: notice, render)
      page.keys.back = render(CommonText.keyBack)
      return page
    }
    return FlagScreen.faces(pair, of: flag, visit, notice: notice, render)
  }

  /// The steps at which the citizen may go on.
  private static func chooseStep(_ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(AttendanceText.stepHeading))
    page.keys.back = render(CommonText.keyBack)
    page.add(.text(render(AttendanceText.stepHint), .quiet), .may)
    page.pressNumber(render)
    let steps = StepName.allCases.map { (Intent.chooseStep($0), render(TextKey.step($0))) }
    page.add(.choices(render.choices(steps)), gap: false)
    return page
  }

  /// Whom to call about a dossier that waits.
  private static func contact(_ contact: Attendance.Contact, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(TextKey.action(.showContact)))
    page.keys.back = render(CommonText.keyBack)
    switch contact {
    case .looking: page.add(.prompt(render(AttendanceText.resumeLooking)))
    case .none: page.add(.notice(.attention, render(AttendanceText.contactNone)))
    case .slip(let slip):
      page.add(.text(render(AttendanceText.contactHint), .quiet), .should)
      let name = "\(slip.name.given) \(slip.name.surname)"
      let mobile = slip.mobile.map { render.personal(render.texts.pairs($0), AttendanceText.mobile) }
      page.add(
        .rows([
          Row(render(AttendanceText.name), render.personal(name, CommonText.yourName)),
          Row(render(AttendanceText.mobile), mobile ?? render(AttendanceText.noMobile)),
        ]))
    }
    return page
  }

  // MARK: The box itself

  private static func box(_ attendance: Attendance, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(AttendanceText.boxHeading))
    page.keys.back = render(AttendanceText.keyLeave)
    page.notice(.bad, LogInScreen.words(attendance.notice, render))
    page.add(.text(BoxStatus.service(render)))
    let flags = render.box.flags
    if !flags.isEmpty {
      page.add(.text(render(AttendanceText.boxFlags), .quiet), .should)
      for flag in flags.prefix(5) { page.add(.notice(.bad, render(TextKey.flag(flag.code))), .should, gap: false) }
    }
    var choices: [(Intent, SpokenText)] = []
    if let reason = render.box.waitsForStaff {
      let date = reason == .clock ? render.box.date : nil
      if let today = date.map({ ["date": SpokenValue.plain(render.texts.date($0))] }) {
        page.add(.notice(.attention, render(AttendanceText.clockQuestion, today)), gap: false)
        choices.append((.putInService, render(AttendanceText.clockRight, today)))
      } else if render.box.isLiftedByStaff(reason) {
        choices.append((.putInService, render(AttendanceText.boxIn)))
      } else {
        page.add(.notice(.attention, render(AttendanceText.boxOther)), gap: false)
      }
    } else {
      if render.box.whyClosed == .storage {
        page.add(.notice(.attention, render(AttendanceText.boxRoom)), gap: false)
      }
      choices.append((.takeOutOfService, render(AttendanceText.boxOut)))
    }
    page.pressNumber(render)
    choices += [
      (.resumeParked, ActionText.words(render(AttendanceText.boxResume), for: .resumeParked, render)),
      (.leave, render(AttendanceText.boxBack)),
      (.rehearse, ActionText.words(render(AttendanceText.boxRehearse), for: .rehearse, render)),
      (.showFlags, render(AttendanceText.boxShowFlags)),
    ]
    page.add(.choices(render.choices(choices)), gap: false)
    return page
  }

  private static func resume(_ entry: Entry, _ notice: Attendance.ResumeNotice?, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(AttendanceText.resumeHeading))
    page.keys = KeyHints(
      enter: render(CommonText.keyOn), back: render(entry.digits.isEmpty ? CommonText.keyBack : CommonText.keyErase))
    page.add(.text(render(AttendanceText.resumeHint), .quiet), .should)
    let isLooking = notice == .looking
    page.add(.field(Field(render(AttendanceText.caseNumber), entry, isFocused: !isLooking)))
    switch notice {
    case nil: break
    case .looking:
      page.keys = KeyHints()
      page.add(.prompt(render(AttendanceText.resumeLooking)))
    case .gone(let why): page.notice(.bad, render(TextKey.gone(why)))
    case .failed: page.notice(.bad, render(AttendanceText.resumeFailed))
    }
    page.leaveQuestion(entry, render)
    return page
  }
}
