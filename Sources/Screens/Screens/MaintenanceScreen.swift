import Renewal

/// The texts of maintenance.
package enum MaintenanceText: String, TextGroup {
  case heading, paper, unknown, putIn, takeOut, logOut
  case service, version, disk, megabytes, lastFault, lastFaultValue, noFault, state
  case test, testHint, testing, tested, paperChanged

  package static let section = "maintenance"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .megabytes: ["count", "needed"]
    case .lastFaultValue: ["fault", "action"]
    case .heading, .paper, .unknown, .putIn, .takeOut, .logOut, .service, .version, .disk, .lastFault, .noFault, .state,
      .test, .testHint, .testing, .tested, .paperChanged:
      []
    }
  }
}

/// A technician at the box: what each device reports, its last failure, and whether the box is in service; nothing personal.
enum MaintenanceScreen {
  static func page(_ maintenance: Maintenance, _ render: RenderContext) -> Page {
    var page: Page
    switch maintenance.page {
    case .overview: page = overview(render)
    case .device(let device): page = Self.device(device, maintenance.trial, render)
    case .outOfService: page = FlagScreen.outOfService(render)
    }
    page.mark(maintenance.session, render)
    return page
  }

  private static func overview(_ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(MaintenanceText.heading))
    page.keys.back = render(MaintenanceText.logOut)
    let devices = Device.allCases.map { device in
      let (state, role) = state(of: device, render)
      let isUsable = render.box.devices[device]?.isUsable == true
      let failure = isUsable ? nil : failure(of: device, render)
      let remedy = failure.map { " · " + render(TextKey.remedy($0.action)).shown } ?? ""
      return Row(
        render(TextKey.device(device)), SpokenText(state.shown + remedy), number: render.number(.showDevice(device)),
        role: role,
        shorter: [state.shown])
    }
    page.add(.rows(devices))
    page.add(.facts(facts(render)), .should)
    page.pressNumber(render)
    page.add(
      .choices(
        render.choices([
          (.takeOutOfService, service(render)), (.putInService, service(render)),
          (.leave, render(MaintenanceText.logOut)),
        ])), gap: false)
    return page
  }

  /// What the number for the box's service does; a date that is doubted is confirmed with it.
  private static func service(_ render: RenderContext) -> SpokenText {
    switch render.box.waitsForStaff {
    case nil: render(MaintenanceText.takeOut)
    case .clock?:
      if let date = render.box.date {
        render(AttendanceText.clockRight, ["date": .plain(render.texts.date(date))])
      } else {
        render(MaintenanceText.putIn)
      }
    case .starting?, .hours?, .device?, .storage?, .documentInside?, .cabinet?, .staff?, .rehearsal?, .fault?,
      .stopping?:
      render(MaintenanceText.putIn)
    }
  }

  private static func facts(_ render: RenderContext) -> [Row] {
    let status = BoxStatus.service(render)
    var rows = [
      Row(render(MaintenanceText.service), status, role: render.box.whyClosed == nil ? .good : .warning),
      paper(render),
    ]
    if let facts = render.context.maintenance {
      rows.append(Row(render(MaintenanceText.version), SpokenText(facts.version)))
      let free = facts.freeMegabytes.map {
        render(MaintenanceText.megabytes, ["count": .number($0), "needed": .number(facts.neededMegabytes)])
      }
      let isEnough = render.box.storageRoom == .enough
      rows.append(
        Row(
          render(MaintenanceText.disk), free ?? render(MaintenanceText.unknown), role: isEnough ? .good : .warning))
    }
    return rows
  }

  private static func paper(_ render: RenderContext) -> Row {
    let paper = render.box.paper
    return Row(render(MaintenanceText.paper), render(TextKey.paper(paper)), role: paper == .full ? .good : .warning)
  }

  private static func device(_ device: Device, _ trial: Maintenance.Trial?, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(TextKey.device(device)))
    page.keys.back = render(CommonText.keyBack)
    let (state, role) = state(of: device, render)
    var rows = [Row(render(MaintenanceText.state), state, role: role)]
    if device == .receiptPrinter { rows.append(paper(render)) }
    let last = failure(of: device, render).map { failure in
      render(
        MaintenanceText.lastFaultValue,
        [
          "fault": .plain(render.texts[failure.reason]),
          "action": .plain(render.texts[TextKey.remedy(failure.action)]),
        ])
    }
    // A device may be out of use without having failed at anything; then its state says all.
    if last != nil || render.box.devices[device]?.isUsable == true {
      rows.append(Row(render(MaintenanceText.lastFault), last ?? render(MaintenanceText.noFault)))
    }
    page.add(.rows(rows))
    switch trial {
    case nil: page.add(.text(render(MaintenanceText.testHint), .quiet), .may)
    case .asked: page.add(.notice(.attention, render(MaintenanceText.testing)))
    case .answered: page.add(.notice(.good, render(MaintenanceText.tested)))
    }
    page.pressNumber(render)
    page.add(
      .choices(
        render.choices([
          (.testDevice, render(MaintenanceText.test)), (.paperChanged, render(MaintenanceText.paperChanged)),
        ])), gap: false)
    return page
  }

  private static func state(of device: Device, _ render: RenderContext) -> (SpokenText, Role) {
    let state = render.box.devices[device]
    return (
      state.map { render(TextKey.state($0)) } ?? render(MaintenanceText.unknown),
      state?.isUsable == true ? .good : .warning
    )
  }

  /// Why the driver is not used, else why the device failed last, and what a person must do about it.
  private static func failure(
    of device: Device, _ render: RenderContext
  ) -> (reason: TextKey, action: RecoveryAction)? {
    let facts = render.context.maintenance
    if let refusal = facts?.refusals[device] { return (TextKey.refusal(refusal), refusal.action) }
    return facts?.faults.first { $0.device == device }.map { (TextKey.fault($0.fault.reason), $0.fault.action) }
  }
}
