import PassportRules
import Renewal

/// A flag as staff see it, at the box and at a desk: what is known, missing, held or owed, and what can be done.
enum FlagScreen {
  /// The page of a flag, still without the numbers.
  static func page(
    _ flag: Flag, _ visit: Visit?, _ session: StaffSession, notice: (Mark, SpokenText)?, _ render: RenderContext
  ) -> Page {
    var page = Page(.none, heading: render(TextKey.flag(flag.code)))
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    if flag.code.showsFaces(to: session.role), let visit {
      page.side = pictures(visit, render, textColumns: 38)
      page.keys.again = render(AttendanceText.enlarge)
    }
    if flag.code == .documentDiffers, session.role.covers(.officer), let difference = visit?.step.difference {
      page.add(.text(render(AttendanceText.differHint), .quiet), .should, gap: false)
      page.add(.comparison(comparison(difference, render)))
    }
    page.add(.facts(AttendanceFacts.flag(flag, visit, render)), .should)
    return page
  }

  /// The pages of flag work that are alike at the box and at a desk: all but the flag's own, and its faces.
  static func page(of work: FlagWork, _ render: RenderContext) -> Page {
    switch work {
    case .secondPerson(_, let action, let logIn): secondPerson(action, logIn, render)
    case .reason(let code, let action): reason(action, about: code, render)
    case .learned: learned(render)
    case .note(_, let entry): note(entry, render)
    case .flag, .faces: Page(.none, heading: render(DeskText.over))
    }
  }

  /// A pair of faces on the whole screen, and which key leads on and back.
  static func faces(
    _ pair: FacePair, of flag: Flag, _ visit: Visit, notice: (Mark, SpokenText)?, _ render: RenderContext
  ) -> Page {
    var page = Page(.none, heading: render(TextKey.flag(flag.code)))
    page.keys.back = render(CommonText.keyBack)
    page.keys.again = render(render.offers.offering(.enlarge) == nil ? AttendanceText.smaller : .nextFaces)
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    let application = visit.application
    let other: (PictureID?, SpokenText) =
      switch pair {
      case .oldAndNew: (application.document.value?.picture, render(oldPassport(application)))
      case .freshAndNew: (visit.freshFrame, render(DeskText.freshFrame))
      }
    page.enlarged = [
      CaptionedFigure(.face(render.photo(other.0)), caption: other.1, isFocused: true),
      CaptionedFigure(.face(render.photo(newPicture(visit))), caption: render(AttendanceText.newPhoto)),
    ]
    return page
  }

  /// The old picture and the new one.
  static func pictures(_ visit: Visit, _ render: RenderContext, textColumns: Int = 34) -> Side {
    let application = visit.application
    let old = application.document.value?.picture
    let new = newPicture(visit)
    return Side(
      CaptionedFigure(
        .pair(
          render.photo(old), render(oldPassport(application)),
          render.photo(new), render(AttendanceText.newPhoto)), key: render.key(.enlarge)), .should,
      textColumns: textColumns)
  }

  /// What stands below the old picture: of a case that was kept only the passport itself shows it.
  private static func oldPassport(_ application: Application) -> AttendanceText {
    guard let document = application.document.value else { return .noDocument }
    return document.picture == nil ? .seePassport : .oldPassport
  }

  /// What is printed and what the chip says, for who holds the passport.
  private static func comparison(_ difference: MRZDifference, _ render: RenderContext) -> Comparison {
    Comparison(
      lines: difference.lines, printed: render(AttendanceText.printed), chip: render(AttendanceText.chip))
  }

  /// The picture for the new passport.
  static func newPicture(_ visit: Visit) -> PictureID? {
    visit.application.photo.value?.picture ?? visit.application.pictureForTheEye
  }

  /// An action, and the role it takes where this one is not enough.
  static func words(_ action: StaffAction, _ code: FlagCode, _ render: RenderContext) -> SpokenText {
    ActionText.words(ActionText.words(action, on: code, render), for: .act(action), render)
  }

  /// A colleague's number and PIN for what is about to be done.
  private static func secondPerson(_ action: StaffAction, _ logIn: LogIn, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(AttendanceText.secondHeading))
    page.add(.text(ActionText.words(action, render)))
    page.addFields(of: logIn, render, as: \.second)
    return page
  }

  /// A note being written, for those who take the case up later.
  private static func note(_ entry: TextEntry, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(AttendanceText.note))
    page.keys = KeyHints(
      enter: render(AttendanceText.noteKeep),
      back: render(entry.text.isEmpty ? CommonText.keyBack : CommonText.keyErase))
    page.add(.text(render(AttendanceText.noteHint), .quiet), .should)
    page.add(.prompt(SpokenText(shown: entry.text + "_", spoken: render.texts[AttendanceText.note])))
    return page
  }

  /// What somebody is about to do that cannot be undone, what it means for the citizen, and why they do it.
  private static func reason(_ action: StaffAction, about code: FlagCode, _ render: RenderContext) -> Page {
    let reasons = action.reasons(for: code)
    let asksWhy = reasons.count > 1
    let heading = asksWhy ? ActionText.words(action, on: code, render) : render(AttendanceText.sureHeading)
    var page = Page(.none, heading: heading)
    page.keys.back = render(CommonText.keyBack)
    if let consequence = ConsequenceText(action, about: code) { page.add(.text(render(consequence)), .should) }
    if action.kind == .takeOutOfService, render.box.state.visit != nil {
      page.add(.text(render(ConsequenceText.endVisit)), .should, gap: false)
    }
    if asksWhy {
      page.add(.text(render(action.kind == .settleMoney ? AttendanceText.bankSays : .why)), gap: false)
    }
    page.addReasons(reasons.map { (.act($0), ActionText.words($0, on: code, render)) }, render)
    return page
  }

  /// Whether the citizen learned it.
  private static func learned(_ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(AttendanceText.learnedHeading))
    page.keys.back = render(CommonText.keyBack)
    page.pressNumber(render)
    page.add(
      .choices(
        render.choices([
          (.learned(true), render(AttendanceText.learned)), (.learned(false), render(AttendanceText.doneForThem)),
          (.learned(nil), render(AttendanceText.nothingToLearn)),
        ])), gap: false)
    return page
  }

  /// The reasons for taking the box out of service.
  static func outOfService(_ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(AttendanceText.outHeading))
    page.keys.back = render(CommonText.keyBack)
    page.add(.text(render(AttendanceText.outHint), .quiet), .should)
    page.addReasons(
      OutOfServiceReason.allCases.map { (.outOfService($0), render(TextKey.outOfService($0))) }, render)
    return page
  }
}

extension Step {
  /// What differs between page and chip, while an officer is asked about it.
  fileprivate var difference: MRZDifference? {
    guard case .document(let document) = self, case .differing(let page) = document.situation else { return nil }
    return page.difference
  }
}

extension Page {
  /// Why something is done that cannot be undone, and first the way back.
  fileprivate mutating func addReasons(_ reasons: [(Intent, SpokenText)], _ render: RenderContext) {
    pressNumber(render)
    add(.choices(render.choices([(.goBack, render(AttendanceText.dont))] + reasons)), gap: false)
  }

  /// Who of staff is logged in, at the right of the header.
  mutating func mark(_ session: StaffSession, _ render: RenderContext) {
    isStaff = true
    headerNote = render(
      AttendanceText.header,
      ["name": .plain(session.firstName), "role": .plain(render.texts[TextKey.role(session.role)])])
  }
}
