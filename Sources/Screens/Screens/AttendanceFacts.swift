import PassportRules
import Renewal

/// What staff read about a case: what is known, what is missing, what the citizen holds or owes.
enum AttendanceFacts {
  static func flag(_ flag: Flag, _ visit: Visit?, _ setting: Setting) -> [Row] {
    var rows: [Row] = []
    if let visit {
      rows.append(Row(setting(AttendanceText.caseNumber), SpokenText(visit.number.description)))
      rows += person(visit, setting)
    }
    if let about = flag.about {
      rows.append(Row(setting(AttendanceText.caseNumber), SpokenText(about.description)))
    }
    if let device = flag.device { rows += Self.device(device, setting) }
    if let step = flag.step ?? visit?.step.name {
      rows.append(Row(setting(AttendanceText.step), setting(TextKey.step(step))))
    }
    if visit != nil || flag.holding != .nothing {
      // A document may have been taken out since the flag was raised.
      let isTakenOut = flag.holding == .documentInReader && setting.box.media == .notPresent
      let now = isTakenOut ? .nothing : flag.holding
      rows.append(
        Row(setting(AttendanceText.holding), holding(now, setting), role: now == .nothing ? .text : .warning))
    }
    if let visit {
      let missing = Self.missing(visit, setting)
      rows.append(
        Row(
          setting(AttendanceText.missing),
          missing.isEmpty ? setting(AttendanceText.nothingMissing) : SpokenText(missing.joined(separator: ", "))))
      rows += notes(visit, setting)
    }
    return rows
  }

  /// Who it is about: the name, and of the number only the day of birth.
  private static func person(_ visit: Visit, _ setting: Setting) -> [Row] {
    let application = visit.application
    var rows: [Row] = []
    if let name = application.name {
      rows.append(
        Row(
          setting(AttendanceText.name), setting.personal("\(name.given) \(name.surname)", CommonText.yourName)))
    }
    if let identity = application.identity {
      rows.append(
        Row(setting(AttendanceText.number), setting.personal(identity.cpr.masked, CommonText.yourNumber)))
    }
    return rows
  }

  /// What colleagues noted last.
  private static func notes(_ visit: Visit, _ setting: Setting) -> [Row] {
    visit.notes.suffix(3).map { Row(setting(AttendanceText.noted), setting.personal($0, AttendanceText.note)) }
  }

  /// Which device it is about, how it is, and what a person must do.
  private static func device(_ device: Device, _ setting: Setting) -> [Row] {
    let state = setting.box.devices[device]
    var rows = [
      Row(
        setting(AttendanceText.device), setting(TextKey.device(device))),
      Row(
        setting(AttendanceText.deviceState),
        state.map { setting(TextKey.state($0)) } ?? setting(MaintenanceText.unknown),
        role: state?.isUsable == true ? .good : .warning),
    ]
    if let last = setting.context.maintenance?.faults.first(where: { $0.device == device }) {
      rows.append(Row(setting(AttendanceText.remedy), setting(TextKey.remedy(last.fault.action))))
    }
    return rows
  }

  /// What is compared; a technician sees no personal data.
  static func application(_ visit: Visit, _ role: StaffRole, _ setting: Setting) -> [Row] {
    let number = Row(setting(AttendanceText.caseNumber), SpokenText(visit.number.description))
    guard role != .technician else { return [number] }
    let application = visit.application
    var rows = person(visit, setting).filter { $0.label != setting(AttendanceText.number) }
    if let identity = application.identity, let date = setting.box.date {
      let birth = identity.cpr.birthDate
      let born = setting(
        AttendanceText.bornValue, ["date": .plain(setting.texts.date(birth)), "age": .number(birth.age(on: date))])
      rows.append(
        Row(
          setting(AttendanceText.born),
          SpokenText(shown: whole(born.shown), spoken: setting.texts[CommonText.yourBirth])))
    }
    if let document = application.document.value {
      rows.append(
        Row(setting(AttendanceText.document), setting.personal(document.number, CommonText.yourDocument)))
    }
    if let grounds = application.grounds {
      rows.append(Row(setting(AttendanceText.grounds), setting(TextKey.grounds(grounds))))
    }
    let accepted = application.accepted.sorted { $0.key < $1.key }.map {
      setting.texts[TextKey.reason($0.value.reason)]
    }
    if !accepted.isEmpty {
      rows.append(Row(setting(AttendanceText.accepted), SpokenText(accepted.joined(separator: ", ")), role: .warning))
    }
    rows += notes(visit, setting)
    if case .attestation(.waiting(let complete)) = visit.step {
      rows.append(Row(setting(AttendanceText.fee), SpokenText(setting.texts.money(complete.fee.total))))
    }
    let notNeeded = setting(ReviewText.notNeeded)
    return rows + [
      Row(
        setting(AttendanceText.prints), setting.asks(.fingerprints) ? settled(application.prints, setting) : notNeeded),
      Row(
        setting(AttendanceText.signature),
        setting.asks(.signature) ? settled(application.signature, setting) : notNeeded),
      number,
    ]
  }

  /// The date may stand in one row and the age in the next, but the age in its brackets is not broken.
  private static func whole(_ text: String) -> String {
    guard let bracket = text.firstIndex(of: "(") else { return text }
    return text[..<bracket] + String(text[bracket...].map { $0 == " " ? "\u{A0}" : $0 })
  }

  private static func settled<Value>(_ requirement: Requirement<Value>, _ setting: Setting) -> SpokenText {
    switch requirement {
    case .met: setting(ReviewText.given)
    case .excepted(_, let reason): setting(TextKey.reason(reason))
    case .missing: setting(ReviewText.missing)
    }
  }

  private static func missing(_ visit: Visit, _ setting: Setting) -> [String] {
    ReviewStep.lines.filter { setting.asks($0) && !visit.isSettled($0) }.map { setting.texts[TextKey.step($0)] }
  }

  private static func holding(_ holding: Holding, _ setting: Setting) -> SpokenText {
    switch holding {
    case .nothing: setting(AttendanceText.holdsNothing)
    case .documentInReader: setting(AttendanceText.holdsDocument)
    case .owes(let amount): setting(AttendanceText.owes, ["amount": .plain(setting.texts.money(amount))])
    case .moneyOpen(let payment):
      setting(
        AttendanceText.owesUnknown,
        ["amount": .plain(setting.texts.money(payment.amount)), "reference": .plain(payment.reference)])
    }
  }
}
