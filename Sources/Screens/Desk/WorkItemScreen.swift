import Renewal

/// A claimed work item: what is known, missing, held or owed, and what can be done from here.
enum WorkItemScreen {
  static func page(
    at place: Int, of workItem: WorkItem, _ session: StaffSession, _ notice: (Mark, SpokenText)?,
    _ render: RenderContext
  ) -> Page {
    let flags = render.box.flags(of: workItem)
    guard flags.indices.contains(place) else { return over(render) }
    let flag = flags[place]
    let visit = render.box.visit(of: workItem)
    var page: Page
    if flag.code == .attestationWanted, session.role.covers(.officer), let visit {
      page = attestation(visit, session, notice, render)
    } else {
      page = FlagScreen.page(flag, visit, session, notice: notice, render)
    }
    page.keys.back = render(DeskText.keyRelease)
    addActions(of: flag, place, flags.count, visit, to: &page, render)
    return page
  }

  /// The flag is not there any more.
  private static func over(_ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(DeskText.over))
    page.keys.back = render(DeskText.keyRelease)
    return page
  }

  /// The faces of a flag on the whole screen.
  static func faces(
    _ pair: FacePair, of code: FlagCode, _ workItem: WorkItem, _ session: StaffSession,
    _ notice: (Mark, SpokenText)?, _ render: RenderContext
  ) -> Page {
    guard let flag = render.box.flags(of: workItem).first(where: { $0.code == code }),
      let visit = render.box.visit(of: workItem), code.showsFaces(to: session.role)
    else { return over(render) }
    return FlagScreen.faces(pair, of: flag, visit, notice: notice, render)
  }

  private static func addActions(
    of flag: Flag, _ place: Int, _ count: Int, _ visit: Visit?, to page: inout Page, _ render: RenderContext
  ) {
    // Beside pictures every row counts.
    if !page.isWide { page.pressNumber(render) }
    let actions = flag.code.deskActions
    let choices = render.choices(actions.map { (.act($0), FlagScreen.words($0, flag.code, render)) })
    page.add(page.isWide && render.context.size.rows < 30 ? .tools(choices) : .choices(choices), gap: false)
    let others = flag.code.actions.filter { !actions.contains($0) && $0 != .handBack }
    if !others.isEmpty {
      let names = others.map { ActionText.words($0, on: flag.code, render).shown }.joined(separator: ", ")
      page.add(.text(render(DeskText.atBoxOnly, ["actions": .plain(names)]), .quiet), .should, gap: false)
    }
    let tools = render.choices([
      (.writeNote, render(AttendanceText.note)),
      (.takeFrame, render(visit?.freshFrame == nil ? DeskText.takeFrame : .newFrame)),
      (.showMessages, render(DeskText.messages)), (.watch, render(DeskText.watch)),
      (.nextFlag, render(AttendanceText.next, ["place": .number(place + 1), "count": .number(count)])),
    ])
    if !tools.isEmpty { page.add(.tools(tools)) }
  }

  /// The old picture, the new one and a frame of now side by side: somebody else may have been photographed.
  private static func attestation(
    _ visit: Visit, _ session: StaffSession, _ notice: (Mark, SpokenText)?, _ render: RenderContext
  ) -> Page {
    let old = visit.application.document.value?.picture
    var page = Page(.none, heading: render(AttendanceText.attestHeading))
    page.isWide = true
    page.keys.again = render(AttendanceText.enlarge)
    let told = notice ?? needed(visit, old, render)
    if let (mark, words) = told { page.add(.notice(mark, words), gap: false) }
    if old != nil, visit.freshFrame == nil { page.add(.text(render(DeskText.freshHint), .quiet), .may, gap: false) }
    let rows = render.context.size.rows
    // Large faces before a row for each fact; on a small screen both just fit.
    let least = rows < 22 ? 4 : rows >= 30 ? min(18, rows - 15) : told == nil ? 10 : 9
    func face(_ id: PictureID?, _ caption: some TextGroup) -> CaptionedFigure {
      CaptionedFigure(
        .face(render.photo(id)), caption: render(caption), key: render.key(.enlarge), leastRows: least)
    }
    page.add(
      .gallery([
        old == nil ? face(nil, AttendanceText.noDocument) : face(old, AttendanceText.oldPassport),
        face(FlagScreen.newPicture(visit), AttendanceText.newPhoto),
        visit.freshFrame == nil ? face(nil, DeskText.noFreshFrame) : face(visit.freshFrame, DeskText.freshFrame),
      ]), gap: false)
    let facts = AttendanceFacts.application(visit, session.role, render)
    // Whose it is stays on every screen; the rest goes where there is no room.
    let isWhole = rows >= 22
    if !isWhole { page.add(.facts(Array(facts.prefix(2))), gap: false) }
    page.add(.facts(isWhole ? facts : Array(facts.dropFirst(2))), .should, gap: false)
    return page
  }

  /// What is still needed before anybody can attest from a desk.
  private static func needed(_ visit: Visit, _ old: PictureID?, _ render: RenderContext) -> (Mark, SpokenText)? {
    if old == nil { return (.attention, render(DeskText.onlyAtBox)) }
    return visit.freshFrame == nil ? (.attention, render(DeskText.freshFirst)) : nil
  }
}
