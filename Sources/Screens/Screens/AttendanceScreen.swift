import PassportRules
import Renewal

/// Staff at the box: the flag with its allowed actions, the attestation, a second person, how the assist ended, the box itself.
enum AttendanceScreen {
  static func page(_ attendance: Attendance, _ setting: Setting) -> Page {
    var page: Page
    switch attendance.page {
    case .work(.flag(let index)): page = flag(index, attendance, setting)
    case .work(let work): page = FlagScreen.page(of: work, setting)
    case .box: page = box(attendance, setting)
    case .outOfService: page = FlagScreen.outOfService(setting)
    case .resume(let entry, let notice): page = resume(entry, notice, setting)
    case .chooseStep: page = chooseStep(setting)
    case .contact(_, let contact): page = self.contact(contact, setting)
    }
    page.mark(attendance.session, setting)
    return page
  }

  // MARK: A flag

  private static func flag(_ index: Int, _ attendance: Attendance, _ setting: Setting) -> Page {
    let flags = setting.box.flags(for: attendance)
    guard flags.indices.contains(index) else { return box(attendance, setting) }
    let flag = flags[index]
    let visit = attendance.visit
    let notice = LogInScreen.words(attendance.notice, setting).map { (Mark.bad, $0) }
    var page: Page
    if attendance.covers(flag) {
      page = covered(notice: notice, setting)
    } else if flag.code == .attestationWanted, attendance.session.role.covers(.officer), let visit {
      page = attestation(visit, attendance.session, notice: notice, setting)
    } else {
      page = FlagScreen.page(flag, visit, attendance.session, notice: notice, setting)
      page.add(.text(setting(AttendanceText.code, ["code": .plain(flag.code.rawValue)]), .quiet), .may, gap: false)
    }
    page.keys.back = setting(AttendanceText.keyLeave)
    if visit != nil, !setting.box.flags.isEmpty {
      let count = setting.box.flags.count
      page.add(.notice(.attention, setting(AttendanceText.boxWaits, ["count": .number(count)])), .should, gap: false)
    }
    page.pressNumber(setting)
    let actions: [(Intent, SpokenText)] = flag.code.actions.map { action in
      let isLeaving = action == .handBack && visit == nil
      return (
        .act(action), isLeaving ? setting(AttendanceText.boxBack) : FlagScreen.words(action, flag.code, setting)
      )
    }
    let next = setting(AttendanceText.next, ["place": .number(index + 1), "count": .number(flags.count)])
    let others: [(Intent, SpokenText)] = [
      (.nextFlag, next), (.writeNote, setting(AttendanceText.note)), (.showFacts(true), setting(AttendanceText.show)),
      (.showFacts(false), setting(AttendanceText.cover)), (.showBox, setting(AttendanceText.boxHeading)),
    ]
    page.add(.choices(setting.choices(actions + others)), gap: false)
    return page
  }

  /// A flag's page for whoever reads along: nothing of the matter.
  private static func covered(notice: (Mark, SpokenText)?, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(AttendanceText.coveredHeading))
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    page.add(.text(setting(AttendanceText.coveredHint), .quiet), .should)
    return page
  }

  private static func attestation(
    _ visit: Visit, _ session: StaffSession, notice: (Mark, SpokenText)?, _ setting: Setting
  ) -> Page {
    var page = Page(.none, heading: setting(AttendanceText.attestHeading))
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    page.side = FlagScreen.pictures(visit, setting)
    page.add(.text(setting(AttendanceText.attestHint), .quiet), .may)
    page.add(.facts(AttendanceFacts.application(visit, session.role, setting)), .should)
    return page
  }

  /// The steps at which the citizen may go on.
  private static func chooseStep(_ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(AttendanceText.stepHeading))
    page.keys.back = setting(CommonText.keyBack)
    page.add(.text(setting(AttendanceText.stepHint), .quiet), .may)
    page.pressNumber(setting)
    let steps = StepName.allCases.map { (Intent.chooseStep($0), setting(TextKey.step($0))) }
    page.add(.choices(setting.choices(steps)), gap: false)
    return page
  }

  /// Whom to call about a dossier that waits.
  private static func contact(_ contact: Attendance.Contact, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(ActionText.showContact))
    page.keys.back = setting(CommonText.keyBack)
    switch contact {
    case .looking: page.add(.prompt(setting(AttendanceText.resumeLooking)))
    case .none: page.add(.notice(.attention, setting(AttendanceText.contactNone)))
    case .slip(let slip):
      page.add(.text(setting(AttendanceText.contactHint), .quiet), .should)
      let name = "\(slip.name.given) \(slip.name.surname)"
      let mobile = slip.mobile.map { setting.personal(setting.texts.pairs($0), AttendanceText.mobile) }
      page.add(
        .rows([
          Row(setting(AttendanceText.name), setting.personal(name, CommonText.yourName)),
          Row(setting(AttendanceText.mobile), mobile ?? setting(AttendanceText.noMobile)),
        ]))
    }
    return page
  }

  // MARK: The box itself

  private static func box(_ attendance: Attendance, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(AttendanceText.boxHeading))
    page.keys.back = setting(AttendanceText.keyLeave)
    page.notice(.bad, LogInScreen.words(attendance.notice, setting))
    page.add(.text(BoxStatus.service(setting)))
    let flags = setting.box.flags
    if !flags.isEmpty {
      page.add(.text(setting(AttendanceText.boxFlags), .quiet), .should)
      for flag in flags.prefix(5) { page.add(.notice(.bad, setting(TextKey.flag(flag.code))), .should, gap: false) }
    }
    var choices: [(Intent, SpokenText)] = []
    if let reason = setting.box.waitsForStaff {
      let date = reason == .clock ? setting.box.date : nil
      if let today = date.map({ ["date": Value.plain(setting.texts.date($0))] }) {
        page.add(.notice(.attention, setting(AttendanceText.clockQuestion, today)), gap: false)
        choices.append((.putInService, setting(AttendanceText.clockRight, today)))
      } else if setting.box.isLiftedByStaff(reason) {
        choices.append((.putInService, setting(AttendanceText.boxIn)))
      } else {
        page.add(.notice(.attention, setting(AttendanceText.boxOther)), gap: false)
      }
    } else {
      if setting.box.closedForStaff == .storage {
        page.add(.notice(.attention, setting(AttendanceText.boxRoom)), gap: false)
      }
      choices.append((.takeOutOfService, setting(AttendanceText.boxOut)))
    }
    page.pressNumber(setting)
    choices += [
      (.resumeParked, ActionText.words(setting(AttendanceText.boxResume), for: .resumeParked, setting)),
      (.leave, setting(AttendanceText.boxBack)), (.showFlags, setting(AttendanceText.boxShowFlags)),
    ]
    page.add(.choices(setting.choices(choices)), gap: false)
    return page
  }

  private static func resume(_ entry: Entry, _ notice: Attendance.ResumeNotice?, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(AttendanceText.resumeHeading))
    page.keys = KeyHints(
      enter: setting(CommonText.keyOn), back: setting(entry.digits.isEmpty ? CommonText.keyBack : CommonText.keyErase))
    page.add(.text(setting(AttendanceText.resumeHint), .quiet), .should)
    let isLooking = notice == .looking
    page.add(.field(Field(setting(AttendanceText.caseNumber), entry, isFocused: !isLooking)))
    switch notice {
    case nil: break
    case .looking:
      page.keys = KeyHints()
      page.add(.prompt(setting(AttendanceText.resumeLooking)))
    case .gone(let why): page.notice(.bad, setting(TextKey.gone(why)))
    case .failed: page.notice(.bad, setting(AttendanceText.resumeFailed))
    }
    page.leaveQuestion(entry, setting)
    return page
  }
}
