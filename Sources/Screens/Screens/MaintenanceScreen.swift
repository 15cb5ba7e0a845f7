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
  static func page(_ maintenance: Maintenance, _ setting: Setting) -> Page {
    var page: Page
    switch maintenance.page {
    case .overview: page = overview(setting)
    case .device(let device): page = Self.device(device, maintenance.trial, setting)
    case .outOfService: page = FlagScreen.outOfService(setting)
    }
    page.mark(maintenance.session, setting)
    return page
  }

  private static func overview(_ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(MaintenanceText.heading))
    page.keys.back = setting(MaintenanceText.logOut)
    let devices = Device.allCases.map { device in
      let (state, role) = state(of: device, setting)
      let isUsable = setting.box.devices[device]?.isUsable == true
      let fault = isUsable ? nil : lastFault(of: device, setting)
      let remedy = fault.map { " · " + setting(TextKey.remedy($0.action)).shown } ?? ""
      return Row(
        setting(TextKey.device(device)), SpokenText(state.shown + remedy), number: setting.number(.showDevice(device)),
        role: role,
        shorter: [state.shown])
    }
    page.add(.rows(devices))
    page.add(.facts(facts(setting)), .should)
    page.pressNumber(setting)
    page.add(
      .choices(
        setting.choices([
          (.takeOutOfService, service(setting)), (.putInService, service(setting)),
          (.leave, setting(MaintenanceText.logOut)),
        ])), gap: false)
    return page
  }

  /// What the number for the box's service does; a date that is doubted is confirmed with it.
  private static func service(_ setting: Setting) -> SpokenText {
    switch setting.box.waitsForStaff {
    case nil: setting(MaintenanceText.takeOut)
    case .clock?:
      if let date = setting.box.date {
        setting(AttendanceText.clockRight, ["date": .plain(setting.texts.date(date))])
      } else {
        setting(MaintenanceText.putIn)
      }
    case .starting?, .hours?, .device?, .storage?, .documentInside?, .cabinet?, .staff?, .fault?, .stopping?:
      setting(MaintenanceText.putIn)
    }
  }

  private static func facts(_ setting: Setting) -> [Row] {
    let status = BoxStatus.service(setting)
    let isServing = setting.box.closedForStaff == nil && setting.box.hours.isOpen
    var rows = [
      Row(setting(MaintenanceText.service), status, role: isServing ? .good : .warning),
      paper(setting),
    ]
    if let facts = setting.context.maintenance {
      rows.append(Row(setting(MaintenanceText.version), SpokenText(facts.version)))
      let free = facts.freeMegabytes.map {
        setting(MaintenanceText.megabytes, ["count": .number($0), "needed": .number(facts.neededMegabytes)])
      }
      let isEnough = setting.box.storageRoom == .enough
      rows.append(
        Row(
          setting(MaintenanceText.disk), free ?? setting(MaintenanceText.unknown), role: isEnough ? .good : .warning))
    }
    return rows
  }

  private static func paper(_ setting: Setting) -> Row {
    let paper = setting.box.paper
    return Row(setting(MaintenanceText.paper), setting(TextKey.paper(paper)), role: paper == .full ? .good : .warning)
  }

  private static func device(_ device: Device, _ trial: Maintenance.Trial?, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(TextKey.device(device)))
    page.keys.back = setting(CommonText.keyBack)
    let (state, role) = state(of: device, setting)
    var rows = [Row(setting(MaintenanceText.state), state, role: role)]
    if device == .receiptPrinter { rows.append(paper(setting)) }
    let last = lastFault(of: device, setting).map { fault in
      setting(
        MaintenanceText.lastFaultValue,
        [
          "fault": .plain(setting.texts[TextKey.fault(fault.reason)]),
          "action": .plain(setting.texts[TextKey.remedy(fault.action)]),
        ])
    }
    rows.append(Row(setting(MaintenanceText.lastFault), last ?? setting(MaintenanceText.noFault)))
    page.add(.rows(rows))
    switch trial {
    case nil: page.add(.text(setting(MaintenanceText.testHint), .quiet), .may)
    case .asked: page.add(.notice(.attention, setting(MaintenanceText.testing)))
    case .answered: page.add(.notice(.good, setting(MaintenanceText.tested)))
    }
    page.pressNumber(setting)
    page.add(
      .choices(
        setting.choices([
          (.testDevice, setting(MaintenanceText.test)), (.paperChanged, setting(MaintenanceText.paperChanged)),
        ])), gap: false)
    return page
  }

  private static func state(of device: Device, _ setting: Setting) -> (SpokenText, Role) {
    let state = setting.box.devices[device]
    return (
      state.map { setting(TextKey.state($0)) } ?? setting(MaintenanceText.unknown),
      state?.isUsable == true ? .good : .warning
    )
  }

  private static func lastFault(of device: Device, _ setting: Setting) -> DeviceFault? {
    setting.context.maintenance?.faults.first { $0.device == device }?.fault
  }
}
