import PassportRules
import Renewal

/// What staff read about a case: what is known, what is missing, what the citizen holds or owes.
enum AttendanceFacts {
  static func flag(_ flag: Flag, _ visit: Visit, _ setting: Setting) -> [Row] {
    let step = flag.step ?? visit.step.name
    let missing = Self.missing(visit, setting)
    return [
      Row(setting(AttendanceText.caseNumber), Words(visit.number.description)),
      Row(setting(AttendanceText.step), setting(TextKey.step(step))),
      Row(
        setting(AttendanceText.holding), holding(flag.holding, setting),
        role: flag.holding == .nothing ? .text : .warning),
      Row(
        setting(AttendanceText.missing),
        missing.isEmpty ? setting(AttendanceText.nothingMissing) : Words(missing.joined(separator: ", "))),
      Row(setting(AttendanceText.code), Words(flag.code.rawValue), role: .quiet),
    ]
  }

  /// What is compared; a technician sees no personal data.
  static func application(_ visit: Visit, _ role: StaffRole, _ setting: Setting) -> [Row] {
    let number = Row(setting(AttendanceText.caseNumber), Words(visit.number.description))
    guard role != .technician else { return [number] }
    let application = visit.application
    var rows: [Row] = []
    if let name = application.name {
      rows.append(
        Row(
          setting(AttendanceText.name), setting.personal("\(name.given) \(name.surname)", CommonText.yourName)))
    }
    if let identity = application.identity, let date = setting.box.date {
      let birth = identity.cpr.birthDate
      let born = setting(
        AttendanceText.born, ["date": .plain(setting.texts.date(birth)), "age": .number(birth.age(on: date))])
      rows.append(Row(Words(""), Words(shown: born.shown, spoken: setting.texts[CommonText.yourBirth])))
    }
    if let document = application.document.value {
      rows.append(
        Row(setting(AttendanceText.document), setting.personal(document.number, CommonText.yourDocument)))
    }
    if let grounds = application.grounds {
      rows.append(Row(setting(AttendanceText.grounds), setting(TextKey.grounds(grounds))))
    }
    return rows + [
      Row(setting(AttendanceText.prints), settled(application.prints, setting)),
      Row(setting(AttendanceText.signature), settled(application.signature, setting)), number,
    ]
  }

  private static func settled<Value>(_ requirement: Requirement<Value>, _ setting: Setting) -> Words {
    switch requirement {
    case .met: setting(ReviewText.given)
    case .excepted(_, let reason): setting(TextKey.reason(reason))
    case .missing: setting(ReviewText.missing)
    }
  }

  private static func missing(_ visit: Visit, _ setting: Setting) -> [String] {
    let application = visit.application
    let age = setting.box.date.flatMap { date in application.identity?.cpr.birthDate.age(on: date) }
    let rules = setting.box.policy.rules
    let steps: [(StepName, Bool)] = [
      (.grounds, application.grounds == nil), (.identity, application.identity == nil),
      (.document, !application.document.isSettled), (.photo, !application.photo.isSettled),
      (.fingerprints, !application.prints.isSettled && (age ?? .max) >= rules.printsFromAge),
      (.signature, !application.signature.isSettled && (age ?? .max) >= rules.signatureFromAge),
      (.details, application.details == nil),
    ]
    return steps.filter(\.1).map { setting.texts[TextKey.step($0.0)] }
  }

  private static func holding(_ holding: Holding, _ setting: Setting) -> Words {
    switch holding {
    case .nothing: setting(AttendanceText.holdsNothing)
    case .documentInReader: setting(AttendanceText.holdsDocument)
    case .owes(let amount): setting(AttendanceText.owes, ["amount": .plain(setting.texts.money(amount))])
    case .moneyOpen(let payment):
      setting(AttendanceText.owesUnknown, ["amount": .plain(setting.texts.money(payment.amount))])
    }
  }
}
