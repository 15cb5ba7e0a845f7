import Renewal

/// The queue: who is needed, how long it has waited, why, where, and who has it. Nothing personal.
enum QueueScreen {
  static func page(
    at place: Int, _ session: StaffSession, _ desk: Desk, _ notice: (Mark, SpokenText)?, _ context: DeskContext,
    _ render: RenderContext
  ) -> Page {
    let queue = render.box.queue
    var page = Page(.none, heading: heading(queue.count, render))
    page.isWide = true
    page.keys.stop = render(DeskText.keyLogOut)
    page.keys.again = DeskScreen.otherLanguage(render)
    if let (mark, words) = notice { page.add(.notice(mark, words), gap: false) }
    page.add(.text(BoxStatus.words(render), .quiet), gap: false)
    guard !queue.isEmpty else {
      page.add(.text(render(DeskText.nobodyHint), .quiet), .should)
      page.add(.facts(day(context, render)), .should)
      return page
    }
    page.keys.enter = render(DeskText.keyClaim)
    let focus = min(max(place, 0), queue.count - 1)
    let shown = window(around: focus, of: queue.count, render.context.size.clamped)
    if shown.lowerBound > 0 {
      page.add(.text(render(DeskText.before, ["count": .number(shown.lowerBound)]), .quiet), .should)
    }
    let rows = shown.map { row(queue[$0], $0, focus, desk, context, render) }
    page.add(.queue(rows))
    if shown.upperBound < queue.count {
      let count = queue.count - shown.upperBound
      page.add(.text(render(DeskText.more, ["count": .number(count)]), .quiet), .should, gap: false)
    }
    page.add(.text(render(DeskText.claimHint), .quiet), .may)
    return page
  }

  /// How the box is and what became of its day, for who has a moment.
  private static func day(_ context: DeskContext, _ render: RenderContext) -> [Row] {
    var rows: [Row] = []
    if let day = context.day {
      rows += [
        Row(
          render(DeskText.today),
          render(DeskText.visits, ["visits": .number(day.visits), "completed": .number(day.completed)])),
        Row(render(DeskText.kept), kept(day, render)),
        Row(
          render(DeskText.outbox), render(DeskText.waiting, ["count": .number(day.outbox)]),
          role: day.outbox == 0 ? .text : .warning),
      ]
    }
    let paper = render.box.paper
    let faulty = Device.allCases.filter { render.box.devices[$0]?.isUsable == false }
    let names = faulty.map { render.texts[TextKey.device($0)] }.joined(separator: ", ")
    return rows + [
      Row(render(MaintenanceText.paper), render(TextKey.paper(paper)), role: paper == .full ? .text : .warning),
      Row(
        render(DeskText.devices), faulty.isEmpty ? render(DeskText.devicesWell) : SpokenText(names),
        role: faulty.isEmpty ? .text : .bad),
    ]
  }

  private static func kept(_ day: DayFacts, _ render: RenderContext) -> SpokenText {
    guard day.parked > 0 else { return render(DeskText.noneKept) }
    let count = ["count": SpokenValue.number(day.parked)]
    guard let until = day.parkedUntil, let today = render.box.date else { return render(DeskText.waiting, count) }
    return render(
      DeskText.keptUntil,
      ["count": .number(day.parked), "moment": .plain(render.texts.moment(until, from: today))])
  }

  /// How many wait, for which role and how long, without what it is about.
  static func summary(_ context: DeskContext, _ render: RenderContext) -> SpokenText {
    let queue = render.box.queue
    guard let most = queue.map(\.flag.code.severity).max() else { return render(DeskText.nobodyWaits) }
    let oldest = context.ages.compactMap { $0 }.max()
    return render(
      DeskText.summary,
      [
        "count": .number(queue.count), "severity": .plain(render(TextKey.severity(most)).shown),
        "age": .plain(age(oldest, render).shown),
      ])
  }

  private static func heading(_ count: Int, _ render: RenderContext) -> SpokenText {
    count == 0 ? render(DeskText.nobody) : render(DeskText.waits, ["count": .number(count)])
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
    _ entry: QueueEntry, _ place: Int, _ focus: Int, _ desk: Desk, _ context: DeskContext, _ render: RenderContext
  ) -> QueueRow {
    let severity = entry.flag.code.severity
    let minutes = context.ages.indices.contains(place) ? context.ages[place] : nil
    var reason = render(TextKey.flag(entry.flag.code))
    if let device = entry.flag.device {
      reason = SpokenText("\(reason.shown): \(render.texts[TextKey.device(device)])")
    }
    if let about = entry.flag.about { reason = SpokenText("\(reason.shown): \(about.description)") }
    return QueueRow(
      number: render.number(.claim(entry.workItem, place)), sign: severity.sign, role: severity.inkRole,
      severity: render(TextKey.severity(severity)), age: age(minutes, render), reason: reason,
      step: entry.flag.step.map { render(TextKey.step($0)) } ?? render(BoxStatusText.itself),
      holder: holder(entry.claim, desk, render), isFocused: place == focus)
  }

  private static func age(_ minutes: Int?, _ render: RenderContext) -> SpokenText {
    guard let minutes else { return render(DeskText.noAge) }
    if minutes < 1 { return render(DeskText.now) }
    return minutes < 120
      ? render(DeskText.minutes, ["minutes": .number(minutes)])
      : render(DeskText.hours, ["hours": .number(minutes / 60)])
  }

  private static func holder(_ claim: Claim?, _ desk: Desk, _ render: RenderContext) -> SpokenText {
    guard let claim else { return SpokenText("") }
    guard claim.desk != desk.id else { return render(DeskText.youHaveIt) }
    return render(DeskText.hasIt, ["name": .plain(claim.session.firstName)])
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
