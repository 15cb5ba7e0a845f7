import Renewal

/// What a desk's screen consists of, in the box's own language.
enum DeskScreen {
  static func page(_ desk: Desk, _ context: DeskContext, _ render: RenderContext) -> Page {
    var page = desk.keyList.isShown ? keys(desk, context, render) : body(desk, context, render)
    page.isStaff = true
    if !desk.keyList.isShown { page.keys.help = render(CommonText.keyKeys) }
    if let session = desk.session { page.mark(session, render) }
    return page
  }

  /// What the keys of the page below do.
  private static func keys(_ desk: Desk, _ context: DeskContext, _ render: RenderContext) -> Page {
    let below = render.with(desk.withoutKeys.offers(render.box))
    return KeysScreen.page(of: body(desk, context, below), below, render)
  }

  private static func body(_ desk: Desk, _ context: DeskContext, _ render: RenderContext) -> Page {
    let notice = words(desk.notice, render)
    switch desk.state {
    case .logIn(let logIn): return self.logIn(logIn, context, render)
    case .queue(let session, let place): return QueueScreen.page(at: place, session, desk, notice, context, render)
    case .helping(let session, let workItem, let page):
      switch page {
      case .work(.flag(let place)): return WorkItemScreen.page(at: place, of: workItem, session, notice, render)
      case .work(.faces(let code, let pair)):
        return WorkItemScreen.faces(pair, of: code, workItem, session, notice, render)
      case .work(let work): return FlagScreen.page(of: work, render)
      case .guidance: return guidance(workItem, notice, render)
      case .watching: return watching(notice, render)
      }
    case .gone:
      var page = Page(.none, heading: render(DeskText.goneHeading))
      page.add(.text(render(DeskText.gone)))
      return page
    }
  }

  /// What is told once: something that was not done, or was.
  static func words(_ notice: Desk.Notice?, _ render: RenderContext) -> (Mark, SpokenText)? {
    switch notice {
    case nil: nil
    case .refused(let refusal): (.bad, render(TextKey.refusal(refusal)))
    case .over: (.attention, render(DeskText.over))
    case .done(.acted(let kind)): (.good, render(TextKey.done(kind)))
    case .done(.released): (.good, render(DeskText.released))
    case .takingFrame: (.good, render(DeskText.takingFrame))
    case .news(let news): (.attention, render(TextKey.news(news)))
    case .noSuchKey: (.attention, render(CommonText.strayKey))
    case .guided(let guidance):
      (.good, render(DeskText.guided, ["message": .plain(render.texts[TextKey.guidance(guidance)])]))
    }
  }

  private static func logIn(_ logIn: LogIn, _ context: DeskContext, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: logIn.own == nil ? render(DeskText.logInHeading) : render(LogInText.ownHeading))
    page.add(.text(QueueScreen.summary(context, render), .quiet), .should, gap: false)
    page.addFields(of: logIn, render, as: \.account)
    page.keys.again = otherLanguage(render)
    if logIn.pin == nil, logIn.number.digits.isEmpty { page.keys.back = render(DeskText.keyQuit) }
    return page
  }

  /// The name of the language that is offered, in itself; nothing where none is.
  static func otherLanguage(_ render: RenderContext) -> SpokenText? {
    for case .changeLanguage(let language) in render.offers.map(\.intent) {
      return render.context.catalogue[language](LanguageText.name)
    }
    return nil
  }

  /// The messages as numbers, in staff's words.
  private static func guidance(_ workItem: WorkItem, _ notice: (Mark, SpokenText)?, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(DeskText.guidanceHeading))
    page.keys.back = render(CommonText.keyBack)
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    if let visit = render.box.visit(of: workItem) {
      let language = render.context.catalogue[visit.presentation.language][LanguageText.name]
      page.add(.text(render(DeskText.guidanceHint, ["language": .plain(language)]), .quiet), .should)
      if notice == nil, let guidance = visit.guidance {
        let said = render(DeskText.lastSaid, ["message": .plain(render.texts[TextKey.guidance(guidance)])])
        page.add(.text(said, .quiet), .should, gap: false)
      }
    }
    page.pressNumber(render)
    let messages = Guidance.allCases.map { (Intent.guide($0), render(TextKey.guidance($0))) }
    page.add(.choices(render.choices(messages)), gap: false)
    return page
  }

  /// The words below the citizen's screen; the screen itself is drawn by `WatchLayout`.
  private static func watching(_ notice: (Mark, SpokenText)?, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(DeskText.watchHeading))
    page.keys.back = render(CommonText.keyBack)
    page.isWide = true
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    page.add(.text(render(DeskText.watchNothing), .quiet), .may)
    let messages = Guidance.allCases.map { (Intent.guide($0), render(TextKey.guidanceName($0))) }
    page.add(.tools(render.choices(messages)))
    return page
  }
}
