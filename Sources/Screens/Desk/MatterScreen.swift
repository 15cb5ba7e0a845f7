import Renewal

/// A claimed matter: what is known, missing, held or owed, and what can be done from here.
enum MatterScreen {
  static func page(
    at place: Int, of matter: Matter, _ session: StaffSession, _ notice: (Mark, Words)?, _ setting: Setting
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
    if flag.code == .attestationWanted, let visit {
      page = attestation(visit, session, notice, setting)
    } else {
      page = FlagScreen.page(flag, visit, notice: nil, setting)
      if let (mark, words) = notice { page.items.insert(Item(.notice(mark, words), gap: false), at: 0) }
    }
    page.keys.back = setting(DeskText.keyRelease)
    addActions(of: flag, place, flags.count, visit, session, to: &page, setting)
    return page
  }

  private static func addActions(
    of flag: Flag, _ place: Int, _ count: Int, _ visit: Visit?, _ session: StaffSession, to page: inout Page,
    _ setting: Setting
  ) {
    page.pressNumber(setting)
    let actions = flag.code.deskActions
    page.add(
      .choices(
        actions.enumerated().map { number, action in
          Choice(number + 1, FlagScreen.words(action, flag.code, session.role, setting))
        }), gap: false)
    let others = flag.code.actions.filter { !actions.contains($0) && $0 != .handBack }
    if !others.isEmpty {
      let names = others.map { ActionText.words($0, setting).shown }.joined(separator: ", ")
      page.add(.text(setting(DeskText.atBoxOnly, ["actions": .plain(names)]), .quiet), .should, gap: false)
    }
    var tools: [Choice] = []
    if let visit {
      if case .attestation(.waiting) = visit.step {
        tools.append(Choice(7, setting(visit.freshFrame == nil ? DeskText.takeFrame : .newFrame)))
      }
      tools += [Choice(8, setting(DeskText.messages)), Choice(9, setting(DeskText.watch))]
    }
    if count > 1 {
      let next = setting(AttendanceText.next, ["place": .number(place + 1), "count": .number(count)])
      tools.append(Choice(0, next))
    }
    if !tools.isEmpty { page.add(.tools(tools)) }
  }

  /// The old picture, the new one and a frame of now side by side: somebody else may have been photographed.
  private static func attestation(
    _ visit: Visit, _ session: StaffSession, _ notice: (Mark, Words)?, _ setting: Setting
  ) -> Page {
    let old = visit.application.document.value?.picture
    var page = Page(.none, heading: setting(AttendanceText.attestHeading))
    page.isWide = true
    if let (mark, words) = notice {
      page.add(.notice(mark, words), gap: false)
    } else if old == nil {
      page.add(.notice(.attention, setting(DeskText.onlyAtBox)), gap: false)
    } else if visit.freshFrame == nil {
      page.add(.notice(.attention, setting(DeskText.freshFirst)), gap: false)
    }
    let least = setting.context.size.rows >= 22 ? 8 : 4
    func face(_ id: PictureID?, _ caption: some TextGroup) -> Exhibit {
      Exhibit(.face(setting.photo(id)), caption: setting(caption), leastRows: least)
    }
    page.add(
      .gallery([
        old == nil ? face(nil, AttendanceText.noDocument) : face(old, AttendanceText.oldPassport),
        face(FlagScreen.newPicture(visit), AttendanceText.newPhoto),
        visit.freshFrame == nil ? face(nil, DeskText.noFreshFrame) : face(visit.freshFrame, DeskText.freshFrame),
      ]), gap: false)
    page.add(.facts(AttendanceFacts.application(visit, session.role, setting)), .should, gap: false)
    return page
  }
}
