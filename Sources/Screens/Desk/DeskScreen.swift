import Renewal

/// What a desk's screen consists of, in the box's own language.
enum DeskScreen {
  static func page(_ desk: Desk, _ context: DeskContext, _ setting: Setting) -> Page {
    var page = body(desk, context, setting)
    page.isStaff = true
    if let session = desk.session { page.mark(session, setting) }
    return page
  }

  private static func body(_ desk: Desk, _ context: DeskContext, _ setting: Setting) -> Page {
    let notice = words(desk.notice, setting)
    switch desk.state {
    case .logIn(let logIn): return self.logIn(logIn, setting)
    case .queue(let session, let place): return QueueScreen.page(at: place, session, desk, notice, context, setting)
    case .helping(let session, let matter, let page):
      switch page {
      case .work(.flag(let place)): return MatterScreen.page(at: place, of: matter, session, notice, setting)
      case .work(let work): return FlagScreen.page(of: work, setting)
      case .guidance: return guidance(matter, notice, setting)
      case .watching: return watching(notice, setting)
      }
    case .gone:
      var page = Page(.none, heading: setting(DeskText.goneHeading))
      page.add(.text(setting(DeskText.gone)))
      return page
    }
  }

  /// What is told once: something that was not done, or was.
  static func words(_ notice: Desk.Notice?, _ setting: Setting) -> (Mark, SpokenText)? {
    switch notice {
    case nil: nil
    case .refused(let refusal): (.bad, setting(TextKey.refusal(refusal)))
    case .over: (.attention, setting(DeskText.over))
    case .takingFrame: (.good, setting(DeskText.takingFrame))
    case .news(let news): (.attention, setting(TextKey.news(news)))
    case .guided(let guidance):
      (.good, setting(DeskText.guided, ["message": .plain(setting.texts[TextKey.guidance(guidance)])]))
    }
  }

  private static func logIn(_ logIn: LogIn, _ setting: Setting) -> Page {
    var page = Page(.none, heading: logIn.own == nil ? setting(DeskText.logInHeading) : setting(LogInText.ownHeading))
    page.addFields(of: logIn, setting, as: \.account)
    if logIn.pin == nil, logIn.number.digits.isEmpty { page.keys.back = setting(DeskText.keyQuit) }
    return page
  }

  /// The messages as numbers, in staff's words.
  private static func guidance(_ matter: Matter, _ notice: (Mark, SpokenText)?, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(DeskText.guidanceHeading))
    page.keys.back = setting(CommonText.keyBack)
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    if let visit = setting.box.visit(of: matter) {
      let language = setting.context.catalogue[visit.presentation.language][LanguageText.name]
      page.add(.text(setting(DeskText.guidanceHint, ["language": .plain(language)]), .quiet), .should)
      if notice == nil, let guidance = visit.guidance {
        let said = setting(DeskText.lastSaid, ["message": .plain(setting.texts[TextKey.guidance(guidance)])])
        page.add(.text(said, .quiet), .should, gap: false)
      }
    }
    page.pressNumber(setting)
    let messages = Guidance.allCases.map { (Intent.guide($0), setting(TextKey.guidance($0))) }
    page.add(.choices(setting.choices(messages)), gap: false)
    return page
  }

  /// The words below the citizen's screen; the screen itself is drawn by `WatchLayout`.
  private static func watching(_ notice: (Mark, SpokenText)?, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(DeskText.watchHeading))
    page.keys.back = setting(CommonText.keyBack)
    page.isWide = true
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    page.add(.text(setting(DeskText.watchNothing), .quiet), .may)
    let messages = Guidance.allCases.map { (Intent.guide($0), setting(TextKey.guidanceName($0))) }
    page.add(.tools(setting.choices(messages)))
    return page
  }
}
