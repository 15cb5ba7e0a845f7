import Renewal

/// The texts of what the box is doing, for staff who do not stand before it.
package enum BoxStatusText: String, TextGroup {
  case itself, free, atStep, attended, loggingIn, maintained, closed, inService, outOfService
  case starting, hours, device, storage, documentInside, cabinet, staff, clock, rehearsal, fault, stopping

  package static let section = "boxStatus"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .atStep: ["step"]
    case .attended, .maintained: ["name"]
    case .closed, .outOfService: ["reason"]
    case .device: ["device"]
    case .itself, .free, .loggingIn, .inService, .starting, .hours, .storage, .documentInside, .cabinet, .staff, .clock,
      .rehearsal, .fault,
      .stopping:
      []
    }
  }
}

/// Whether the box is open and what goes on there; of a citizen only the step is told.
enum BoxStatus {
  static func words(_ render: RenderContext) -> SpokenText {
    switch render.box.state {
    case .closed(let reason): render(BoxStatusText.closed, ["reason": .plain(why(reason, render).shown)])
    case .welcome: render(BoxStatusText.free)
    case .visit(let visit):
      render(BoxStatusText.atStep, ["step": .plain(render.texts[TextKey.step(visit.step.name)])])
    case .logIn: render(BoxStatusText.loggingIn)
    case .attended(let attendance):
      render(BoxStatusText.attended, ["name": .plain(attendance.session.firstName)])
    case .maintenance(let maintenance):
      render(BoxStatusText.maintained, ["name": .plain(maintenance.session.firstName)])
    }
  }

  /// Whether visits are taken, as one word and its reason, while staff stand at the box.
  static func service(_ render: RenderContext) -> SpokenText {
    guard let reason = render.box.whyClosed else { return render(BoxStatusText.inService) }
    let words = reason == .hours ? BoxStatusText.closed : .outOfService
    return render(words, ["reason": .plain(why(reason, render).shown)])
  }

  /// Why the box is closed, for staff.
  static func why(_ reason: Box.Closed, _ render: RenderContext) -> SpokenText {
    switch reason {
    case .starting: render(BoxStatusText.starting)
    case .hours: render(BoxStatusText.hours)
    case .device(let device):
      render(BoxStatusText.device, ["device": .plain(render.texts[TextKey.device(device)])])
    case .storage: render(BoxStatusText.storage)
    case .documentInside: render(BoxStatusText.documentInside)
    case .cabinet: render(BoxStatusText.cabinet)
    case .staff: render(BoxStatusText.staff)
    case .clock: render(BoxStatusText.clock)
    case .rehearsal: render(BoxStatusText.rehearsal)
    case .fault: render(BoxStatusText.fault)
    case .stopping: render(BoxStatusText.stopping)
    }
  }
}
