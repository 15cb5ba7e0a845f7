import Renewal

/// The texts of maintenance.
package enum MaintenanceText: String, TextGroup {
  case heading, paper, unknown, putIn, takeOut, logOut

  package static let section = "maintenance"
  package static let audience = Audience.staff
}

/// A technician at the box: what each device reports, and whether the box is in service.
enum MaintenanceScreen {
  static func page(_ session: StaffSession, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(MaintenanceText.heading))
    page.isStaff = true
    page.headerNote = setting(
      AttendanceText.header,
      ["name": .plain(session.firstName), "role": .plain(setting.texts[TextKey.role(session.role)])])
    page.keys.back = setting(MaintenanceText.logOut)
    let devices = Device.allCases.map { device in
      let state = setting.box.devices[device]
      return Row(
        setting(TextKey.device(device)),
        state.map { setting(TextKey.state($0)) } ?? setting(MaintenanceText.unknown),
        role: state?.isUsable == true ? .good : .warning)
    }
    let paper = setting.box.paper
    page.add(
      .rows(
        devices + [
          Row(
            setting(MaintenanceText.paper), setting(TextKey.paper(paper)), role: paper == .full ? .good : .warning)
        ]), .should)
    page.pressNumber(setting)
    page.add(
      .choices([
        Choice(1, setting(MaintenanceText.putIn)), Choice(2, setting(MaintenanceText.takeOut)),
        Choice(3, setting(MaintenanceText.logOut)),
      ]), gap: false)
    return page
  }
}
