import Renewal

/// A claimed matter: what is known, missing, held or owed, and what can be done from here.
enum MatterScreen {
  static func page(
    at place: Int, of matter: Matter, _ session: StaffSession, _ notice: (Mark, SpokenText)?, _ setting: Setting
  ) -> Page {
    let flags = setting.box.flags(of: matter)
    guard flags.indices.contains(place) else {
      var page = Page(.none, heading: setting(DeskText.over))
      page.keys.back = setting(DeskText.keyRelease)
      return page
    }
    let flag = flags[place]
    let visit = setting.box.visit(of: matter)
    var page: Page
    if flag.code == .attestationWanted, session.role.covers(.officer), let visit {
      page = attestation(visit, session, notice, setting)
    } else {
      page = FlagScreen.page(flag, visit, session, notice: notice, setting)
    }
    page.keys.back = setting(DeskText.keyRelease)
    addActions(of: flag, place, flags.count, visit, to: &page, setting)
    return page
  }

  private static func addActions(
    of flag: Flag, _ place: Int, _ count: Int, _ visit: Visit?, to page: inout Page, _ setting: Setting
  ) {
    // Beside pictures every row counts.
    if !page.isWide { page.pressNumber(setting) }
    let actions = flag.code.deskActions
    let choices = setting.choices(actions.map { (.act($0), FlagScreen.words($0, flag.code, setting)) })
    page.add(page.isWide && setting.context.size.rows < 30 ? .tools(choices) : .choices(choices), gap: false)
    let others = flag.code.actions.filter { !actions.contains($0) && $0 != .handBack }
    if !others.isEmpty {
      let names = others.map { ActionText.words($0, on: flag.code, setting).shown }.joined(separator: ", ")
      page.add(.text(setting(DeskText.atBoxOnly, ["actions": .plain(names)]), .quiet), .should, gap: false)
    }
    let tools = setting.choices([
      (.writeNote, setting(AttendanceText.note)),
      (.takeFrame, setting(visit?.freshFrame == nil ? DeskText.takeFrame : .newFrame)),
      (.showMessages, setting(DeskText.messages)), (.watch, setting(DeskText.watch)),
      (.nextFlag, setting(AttendanceText.next, ["place": .number(place + 1), "count": .number(count)])),
    ])
    if !tools.isEmpty { page.add(.tools(tools)) }
  }

  /// The old picture, the new one and a frame of now side by side: somebody else may have been photographed.
  private static func attestation(
    _ visit: Visit, _ session: StaffSession, _ notice: (Mark, SpokenText)?, _ setting: Setting
  ) -> Page {
    let old = visit.application.document.value?.picture
    var page = Page(.none, heading: setting(AttendanceText.attestHeading))
    page.isWide = true
    let told = notice ?? needed(visit, old, setting)
    if let (mark, words) = told { page.add(.notice(mark, words), gap: false) }
    if old != nil, visit.freshFrame == nil { page.add(.text(setting(DeskText.freshHint), .quiet), .may, gap: false) }
    let rows = setting.context.size.rows
    // Large faces before a row for each fact; on a small screen both just fit.
    let least = rows < 22 ? 4 : rows >= 30 ? min(18, rows - 15) : told == nil ? 10 : 9
    func face(_ id: PictureID?, _ caption: some TextGroup) -> CaptionedFigure {
      CaptionedFigure(.face(setting.photo(id)), caption: setting(caption), leastRows: least)
    }
    page.add(
      .gallery([
        old == nil ? face(nil, AttendanceText.noDocument) : face(old, AttendanceText.oldPassport),
        face(FlagScreen.newPicture(visit), AttendanceText.newPhoto),
        visit.freshFrame == nil ? face(nil, DeskText.noFreshFrame) : face(visit.freshFrame, DeskText.freshFrame),
      ]), gap: false)
    let facts = AttendanceFacts.application(visit, session.role, setting)
    // Whose it is stays on every screen; the rest goes where there is no room.
    let isWhole = rows >= 22
    if !isWhole { page.add(.facts(Array(facts.prefix(2))), gap: false) }
    page.add(.facts(isWhole ? facts : Array(facts.dropFirst(2))), .should, gap: false)
    return page
  }

  /// What is still needed before anybody can attest from a desk.
  private static func needed(_ visit: Visit, _ old: PictureID?, _ setting: Setting) -> (Mark, SpokenText)? {
    if old == nil { return (.attention, setting(DeskText.onlyAtBox)) }
    return visit.freshFrame == nil ? (.attention, setting(DeskText.freshFirst)) : nil
  }
}
