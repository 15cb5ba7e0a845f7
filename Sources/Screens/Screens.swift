package import Renewal

/// What people see and hear, as a pure function of the box's state.
package enum Screens {
  /// Draws the box as it is, over the drawing before where only parts of it differ.
  package static func drawing(of box: Box, in context: ScreenContext, over old: consuming Drawing? = nil) -> Drawing {
    var context = context
    context.capabilities.onScreen(theme(for: box, in: context).name)
    let render = RenderContext(
      box: box, context: context, texts: context.catalogue[language(of: box)], offers: box.offers)
    var page = page(box.state, render).offered(render.offers)
    page.keypad = context.keypad(render.offers)
    if context.showsKeys { page.keys.addWayOut(render) }
    let curtain = curtain(before: box, render)
    var drawing = PageLayout.draw(curtain ?? page, render, over: old.take())
    if curtain != nil { drawing.hidden = page }
    drawing.mark(context.walked, render.offers)
    if let aside = AsideText(box.state), let visit = box.state.visit {
      drawing.aside = phrase(aside, to: visit, in: context)
    }
    return drawing
  }

  /// What stands before the page of a citizen who listens, and wants nobody to read along, also when the voice is lost; nothing while somebody
  /// is called, whom it shall show what to do, and where nothing is the citizen's: in Help, and at the question whether they are here. At the
  /// end it would be the last thing that somebody sees whom nobody tells anything.
  private static func curtain(before box: Box, _ render: RenderContext) -> Page? {
    guard case .visit(let visit) = box.state, visit.presentation.isDark(under: box.policy) else { return nil }
    switch visit.overlay {
    case .calling, .help, .choosingLanguage, .tuningVoice, .moreHelp, .learnKeys, .idleWarning: return nil
    case nil, .stopQuestion, .keepQuestion:
      if visit.step.name == .farewell, !box.hasVoice { return nil }
      if visit.flags.contains(where: { $0.code == .attestationWanted }) { return nil }
    }
    return HelpScreen.curtain(visit, render).offered(render.offers)
  }

  /// What a box at which nobody is says, to invite those who cannot see it: in its own language, and in the second one.
  package static func invitation(of box: Box, in context: ScreenContext) -> [Phrase] {
    let texts = context.catalogue[language(of: box)]
    let render = RenderContext(box: box, context: context, texts: texts, offers: [])
    return [texts, render.secondLanguage].compactMap { $0 }.filter { box.policy.speaks($0.language) }.map {
      Phrase($0.sentence($0[WelcomeText.invitation]), $0.language)
    }
  }

  /// What is said before a screen that staff had until now, when it is the citizen's again, or last to who wants to hear no more; nothing on the
  /// last screen, and where the voice is gone.
  package static func turn(of box: Box, isHeard: Bool, in context: ScreenContext) -> Phrase? {
    guard case .visit(let visit) = box.state, visit.step.name != .farewell,
      box.policy.speaks(visit.presentation.language)
    else { return nil }
    return phrase(isHeard ? .handedBack : .silenced, to: visit, in: context)
  }

  private static func phrase(_ text: AsideText, to visit: Visit, in context: ScreenContext) -> Phrase {
    let texts = context.catalogue[visit.presentation.language]
    return Phrase(texts.sentence(texts[text]), texts.language)
  }

  /// Whether a terminal of this size has room for a screen.
  package static func canBeDrawn(in size: Size) -> Bool { PageLayout.Format(size) != .tiny }

  /// Whether the screen shall be drawn in large letters: as the citizen wants it, or as the library does; staff's pages never are.
  package static func isEnlarged(_ box: Box) -> Bool {
    switch box.state {
    case .closed, .welcome: box.policy.isEnlarged
    case .visit(let visit): visit.presentation.isEnlarged ?? box.policy.isEnlarged
    case .logIn, .attended, .maintenance: false
    }
  }

  /// The colours of that drawing: the citizen's choice, else the box's own.
  package static func theme(for box: Box, in context: ScreenContext) -> Theme {
    let chosen: Presentation.Contrast? =
      switch box.state {
      case .visit(let visit): visit.presentation.contrast
      case .logIn(_, let visit): visit?.presentation.contrast
      case .attended(let attendance): attendance.visit?.presentation.contrast
      case .closed, .welcome, .maintenance: nil
      }
    return switch chosen ?? context.contrast {
    case .light: .light
    case .dark: .dark
    case .high: .highContrast
    }
  }

  /// The language of what is drawn and spoken: the citizen's in a visit, the box's own for staff and between visits.
  package static func language(of box: Box) -> Language {
    let own = box.policy.languages.first ?? Language("da")
    return switch box.state {
    case .visit(let visit): visit.presentation.language
    case .closed, .welcome, .logIn, .attended, .maintenance: own
    }
  }

  /// Whether the screen shows `ScreenContext.secondsLeft`, so that it must be drawn anew each second.
  package static func showsCountdown(_ box: Box) -> Bool {
    guard case .visit(let visit) = box.state else { return false }
    return visit.overlay == .idleWarning
  }

  /// A receipt as it is printed, its lines of at most 32 characters; `place` is where the passport is fetched; practice is told on paper too.
  package static func paper(
    of receipt: Receipt, at moment: WeekHours.Moment?, place: String, in context: ScreenContext
  ) -> [ReceiptElement] {
    PaperReceipt(receipt: receipt, place: place, moment: moment, context: context).elements
  }

  private static func page(_ state: Box.State, _ render: RenderContext) -> Page {
    switch state {
    case .closed(let reason): ClosedScreen.page(reason, render)
    case .welcome(let notice): WelcomeScreen.page(notice, render)
    case .visit(let visit): answering(visit.answer, page(visit, render), render)
    case .logIn(let logIn, _): LogInScreen.page(logIn, render)
    case .attended(let attendance):
      withKeys(attendance.keyList.isShown, render) { AttendanceScreen.page(attendance, $0) }
    case .maintenance(let maintenance):
      withKeys(maintenance.keyList.isShown, render) { MaintenanceScreen.page(maintenance, $0) }
    }
  }

  /// A page of staff, or what its keys do.
  private static func withKeys(_ areShown: Bool, _ render: RenderContext, _ make: (RenderContext) -> Page) -> Page {
    let below = areShown ? render.with(render.box.withoutKeys.offers) : render
    var page = make(below)
    page.keys.help = page.keys.help ?? render(CommonText.keyKeys)
    return areShown ? KeysScreen.page(of: page, below, render) : page
  }

  private static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    switch visit.overlay {
    case .help: return HelpScreen.page(visit, render)
    case .choosingLanguage: return HelpScreen.languages(visit, render)
    case .tuningVoice: return HelpScreen.voice(visit, render)
    case .moreHelp: return HelpScreen.more(visit, render)
    case .learnKeys(let trial): return LearnScreen.page(trial, visit, render)
    case .stopQuestion: return StopScreen.page(visit, render)
    case .keepQuestion: return KeepScreen.page(visit, render)
    case .idleWarning: return IdleScreen.page(visit, render)
    case .calling(let code):
      var page = CallingScreen.page(code, visit, render)
      // That somebody comes is the heading there.
      if visit.guidance != .comingNow || visit.claim == nil { page.message = GuidedText.message(visit, render) }
      return page
    case nil:
      var page = visit.step.page(visit, render)
      page.message = GuidedText.message(visit, render)
      page.addWait(visit.awaited, render)
      return page
    }
  }

  /// What came last is answered, whatever lies over the step.
  private static func answering(_ answer: Visit.Answer?, _ page: Page, _ render: RenderContext) -> Page {
    guard let answer else { return page }
    var page = page
    page.answer =
      switch answer {
      case .key: render(CommonText.strayKey)
      case .reading: render(CommonText.strayReading)
      case .moreTime: render(HelpText.moreTimeGiven)
      }
    return page
  }
}
