import Renewal

/// The queue: who is needed, how long it has waited, why, where, and who has it. Nothing personal.
enum QueueScreen {
  static func page(
    at place: Int, _ session: StaffSession, _ desk: Desk, _ notice: (Mark, SpokenText)?, _ context: DeskContext,
    _ setting: Setting
  ) -> Page {
    let queue = setting.box.queue
    var page = Page(.none, heading: heading(queue.count, setting))
    page.isWide = true
    page.keys.stop = setting(DeskText.keyLogOut)
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    page.add(.text(BoxStatus.words(setting), .quiet), gap: false)
    guard !queue.isEmpty else {
      page.add(.text(setting(DeskText.nobodyHint), .quiet), .should)
      return page
    }
    page.keys.enter = setting(DeskText.keyClaim)
    let focus = min(max(place, 0), queue.count - 1)
    let shown = window(around: focus, of: queue.count, setting.context.size.clamped)
    if shown.lowerBound > 0 {
      page.add(.text(setting(DeskText.before, ["count": .number(shown.lowerBound)]), .quiet), .should)
    }
    let rows = shown.map { row(queue[$0], $0, focus, desk, context, setting) }
    page.add(.queue(rows))
    if shown.upperBound < queue.count {
      let count = queue.count - shown.upperBound
      page.add(.text(setting(DeskText.more, ["count": .number(count)]), .quiet), .should, gap: false)
    }
    page.add(.text(setting(DeskText.claimHint), .quiet), .may)
    return page
  }

  private static func heading(_ count: Int, _ setting: Setting) -> SpokenText {
    switch count {
    case 0: setting(DeskText.nobody)
    case 1: setting(DeskText.oneWaits)
    case _: setting(DeskText.manyWait, ["count": .number(count)])
    }
  }

  /// The entries that have room, two rows each and more on a narrow screen, the chosen one among them.
  private static func window(around focus: Int, of count: Int, _ size: Size) -> Range<Int> {
    let rows = size.columns < 60 ? 4 : size.columns < 80 ? 3 : 2
    let room = max(1, (size.rows - 9) / rows)
    guard count > room else { return 0..<count }
    let first = min(max(0, focus - room / 2), count - room)
    return first..<(first + room)
  }

  private static func row(
    _ entry: QueueEntry, _ place: Int, _ focus: Int, _ desk: Desk, _ context: DeskContext, _ setting: Setting
  ) -> QueueRow {
    let severity = entry.flag.code.severity
    let minutes = context.ages.indices.contains(place) ? context.ages[place] : nil
    var reason = setting(TextKey.flag(entry.flag.code))
    if let device = entry.flag.device {
      reason = SpokenText("\(reason.shown): \(setting.texts[TextKey.device(device)])")
    }
    if let about = entry.flag.about { reason = SpokenText("\(reason.shown): \(about.description)") }
    return QueueRow(
      number: setting.number(.claim(entry.matter, place)), sign: severity.sign, role: severity.inkRole,
      severity: setting(TextKey.severity(severity)), age: age(minutes, setting), reason: reason,
      step: entry.flag.step.map { setting(TextKey.step($0)) } ?? setting(BoxStatusText.itself),
      holder: holder(entry.claim, desk, setting), isFocused: place == focus)
  }

  private static func age(_ minutes: Int?, _ setting: Setting) -> SpokenText {
    guard let minutes else { return setting(DeskText.noAge) }
    if minutes < 1 { return setting(DeskText.now) }
    return minutes < 120
      ? setting(DeskText.minutes, ["minutes": .number(minutes)])
      : setting(DeskText.hours, ["hours": .number(minutes / 60)])
  }

  private static func holder(_ claim: Claim?, _ desk: Desk, _ setting: Setting) -> SpokenText {
    guard let claim else { return SpokenText("") }
    guard claim.desk != desk.id else { return setting(DeskText.youHaveIt) }
    return setting(DeskText.hasIt, ["name": .plain(claim.session.firstName)])
  }
}

extension Severity {
  /// The sign beside the word.
  fileprivate var sign: String {
    switch self {
    case .info: "○"
    case .help: "●"
    case .officer: "◆"
    case .urgent: "■"
    }
  }

  fileprivate var inkRole: Role {
    switch self {
    case .info: .quiet
    case .help: .staff
    case .officer: .warning
    case .urgent: .bad
    }
  }
}
