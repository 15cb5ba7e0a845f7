import PassportRules
import Renewal

/// The texts of staff's screens at the box.
package enum AttendanceText: String, TextGroup {
  case header, caseNumber, step, holding, missing, nothingMissing, code
  case holdsNothing, holdsDocument, owes, owesUnknown
  case name, born, bornValue, grounds, document, prints, signature, fee
  case oldPassport, newPhoto, noDocument, next
  case attestHeading, attestHint, accepted, secondHeading, learnedHeading, learned, doneForThem
  case boxHeading, boxFlags, boxOut, boxIn, boxBack, keyLeave

  package static let section = "attendance"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .header: ["name", "role"]
    case .code: ["code"]
    case .owes: ["amount"]
    case .owesUnknown: ["amount", "reference"]
    case .bornValue: ["date", "age"]
    case .next: ["place", "count"]
    case .caseNumber, .step, .holding, .missing, .nothingMissing, .holdsNothing, .holdsDocument, .name, .born,
      .grounds, .document, .prints, .signature, .fee, .oldPassport, .newPhoto, .noDocument, .attestHeading, .attestHint,
      .accepted,
      .secondHeading, .learnedHeading, .learned, .doneForThem, .boxHeading, .boxFlags, .boxOut, .boxIn,
      .boxBack, .keyLeave:
      []
    }
  }
}

/// Staff at the box: the flag with its allowed actions, the attestation, a second person, how the assist ended.
enum AttendanceScreen {
  static func page(_ attendance: Attendance, _ setting: Setting) -> Page {
    var page: Page
    switch attendance.page {
    case .flag(let index): page = flag(index, attendance, setting)
    case .secondPerson(let action, let logIn): page = secondPerson(action, logIn, setting)
    case .learned: page = learned(setting)
    case .box: page = box(setting)
    }
    page.isStaff = true
    let session = attendance.session
    page.headerNote = setting(
      AttendanceText.header,
      ["name": .plain(session.firstName), "role": .plain(setting.texts[TextKey.role(session.role)])])
    return page
  }

  // MARK: A flag

  private static func flag(_ index: Int, _ attendance: Attendance, _ setting: Setting) -> Page {
    let flags = setting.box.flags(for: attendance)
    guard flags.indices.contains(index) else { return box(setting) }
    let flag = flags[index]
    let visit = attendance.visit
    let isAttestation = flag.code == .attestationWanted
    let heading = isAttestation ? setting(AttendanceText.attestHeading) : setting(TextKey.flag(flag.code))
    var page = Page(.none, heading: heading)
    page.keys.back = setting(AttendanceText.keyLeave)
    page.notice(.bad, LogInScreen.words(attendance.notice, setting))
    if isAttestation, let visit {
      page.side = pictures(visit, setting)
      page.add(.text(setting(AttendanceText.attestHint), .quiet), .may)
      page.add(.rows(AttendanceFacts.application(visit, attendance.session.role, setting)), .should)
    } else {
      // What is accepted by eye is shown to the eye.
      if flag.code.isAboutPictures, let visit { page.side = pictures(visit, setting) }
      page.add(.rows(AttendanceFacts.flag(flag, visit, setting)), .should)
      page.add(.text(setting(AttendanceText.code, ["code": .plain(flag.code.rawValue)]), .quiet), .may, gap: false)
    }
    page.pressNumber(setting)
    var choices = flag.code.actions.enumerated().map { number, action in
      let isLeaving = action == .handBack && visit == nil
      let named =
        isLeaving ? setting(AttendanceText.boxBack) : words(action, flag.code, attendance.session.role, setting)
      return Choice(number + 1, named)
    }
    if flags.count > 1 {
      let next = setting(AttendanceText.next, ["place": .number(index + 1), "count": .number(flags.count)])
      choices.append(Choice(0, next))
    }
    page.add(.choices(choices), gap: false)
    return page
  }

  private static func pictures(_ visit: Visit, _ setting: Setting) -> Side {
    let application = visit.application
    let old = application.document.value?.picture
    let new = application.photo.value?.picture ?? application.pictureForTheEye
    return Side(
      Exhibit(
        .pair(
          setting.photo(old), setting(old == nil ? AttendanceText.noDocument : AttendanceText.oldPassport),
          setting.photo(new), setting(AttendanceText.newPhoto))), .should)
  }

  /// An action, and the role it takes where this one is not enough.
  private static func words(
    _ action: StaffAction, _ code: FlagCode, _ role: StaffRole, _ setting: Setting
  ) -> Words {
    let words = ActionText.words(action, setting)
    let needed = action.role(for: code)
    guard !role.covers(needed) else { return words }
    return setting(
      ActionText.needsRole,
      ["action": .plain(words.shown), "role": .plain(setting.texts[TextKey.role(needed)])])
  }

  // MARK: What follows an action

  private static func secondPerson(_ action: StaffAction, _ logIn: LogIn, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(AttendanceText.secondHeading))
    page.add(.text(ActionText.words(action, setting)))
    page.addFields(of: logIn, setting)
    return page
  }

  private static func learned(_ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(AttendanceText.learnedHeading))
    page.keys.back = setting(CommonText.keyBack)
    page.pressNumber(setting)
    page.add(
      .choices([
        Choice(1, setting(AttendanceText.learned)), Choice(2, setting(AttendanceText.doneForThem)),
      ]), gap: false)
    return page
  }

  private static func box(_ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(AttendanceText.boxHeading))
    page.keys.back = setting(AttendanceText.keyLeave)
    let flags = setting.box.flags
    if !flags.isEmpty {
      page.add(.text(setting(AttendanceText.boxFlags), .quiet), .should)
      for flag in flags.prefix(5) { page.add(.notice(.bad, setting(TextKey.flag(flag.code))), .should, gap: false) }
    }
    page.pressNumber(setting)
    let first = setting.box.outOfService == .staff ? AttendanceText.boxIn : AttendanceText.boxOut
    page.add(.choices([Choice(1, setting(first)), Choice(2, setting(AttendanceText.boxBack))]), gap: false)
    return page
  }
}

extension FlagCode {
  /// Whether staff compare the old picture and the new one to decide.
  fileprivate var isAboutPictures: Bool {
    switch self {
    case .photoRejected, .headCovering, .presentationAttack, .documentMismatch: true
    case .helpRequested, .stuck, .attestationWanted, .documentUnreadable, .personUnknown, .replacementNumber,
      .firstPassport, .documentReportedStolen, .passportRestriction, .child, .lossDeclaration, .nameChanged,
      .authorityError, .threeInFiveYears, .printsPoor, .fingersMissing, .fingersInjured, .sameFinger, .cannotSign,
      .paymentRefused, .moneyOpen, .refundOwed, .documentLeftBehind, .cabinetOpened, .deviceFault,
      .dossierUnacknowledged, .authorityRejected:
      false
    }
  }
}
