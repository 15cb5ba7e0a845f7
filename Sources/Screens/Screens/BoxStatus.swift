import Renewal

/// The texts of what the box is doing, for staff who do not stand before it.
package enum BoxStatusText: String, TextGroup {
  case itself, free, atStep, attended, loggingIn, maintained, closed, inService, outOfService
  case starting, hours, device, storage, documentInside, cabinet, staff, clock, fault, stopping

  package static let section = "boxStatus"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .atStep: ["step"]
    case .attended, .maintained: ["name"]
    case .closed, .outOfService: ["reason"]
    case .device: ["device"]
    case .itself, .free, .loggingIn, .inService, .starting, .hours, .storage, .documentInside, .cabinet, .staff, .clock,
      .fault,
      .stopping:
      []
    }
  }
}

/// Whether the box is open and what goes on there; of a citizen only the step is told.
enum BoxStatus {
  static func words(_ setting: Setting) -> SpokenText {
    switch setting.box.state {
    case .closed(let reason): setting(BoxStatusText.closed, ["reason": .plain(why(reason, setting).shown)])
    case .welcome: setting(BoxStatusText.free)
    case .visit(let visit):
      setting(BoxStatusText.atStep, ["step": .plain(setting.texts[TextKey.step(visit.step.name)])])
    case .logIn: setting(BoxStatusText.loggingIn)
    case .attended(let attendance):
      setting(BoxStatusText.attended, ["name": .plain(attendance.session.firstName)])
    case .maintenance(let maintenance):
      setting(BoxStatusText.maintained, ["name": .plain(maintenance.session.firstName)])
    }
  }

  /// Whether visits are taken, as one word and its reason, while staff stand at the box.
  static func service(_ setting: Setting) -> SpokenText {
    if let reason = setting.box.closedForStaff {
      return setting(BoxStatusText.outOfService, ["reason": .plain(why(reason, setting).shown)])
    }
    if !setting.box.hours.isOpen {
      return setting(BoxStatusText.closed, ["reason": .plain(setting(BoxStatusText.hours).shown)])
    }
    return setting(BoxStatusText.inService)
  }

  /// Why the box is closed, for staff.
  static func why(_ reason: Box.Closed, _ setting: Setting) -> SpokenText {
    switch reason {
    case .starting: setting(BoxStatusText.starting)
    case .hours: setting(BoxStatusText.hours)
    case .device(let device):
      setting(BoxStatusText.device, ["device": .plain(setting.texts[TextKey.device(device)])])
    case .storage: setting(BoxStatusText.storage)
    case .documentInside: setting(BoxStatusText.documentInside)
    case .cabinet: setting(BoxStatusText.cabinet)
    case .staff: setting(BoxStatusText.staff)
    case .clock: setting(BoxStatusText.clock)
    case .fault: setting(BoxStatusText.fault)
    case .stopping: setting(BoxStatusText.stopping)
    }
  }
}
