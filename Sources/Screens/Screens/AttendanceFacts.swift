import PassportRules
import Renewal

/// What staff read about a case: what is known, what is missing, what the citizen holds or owes.
enum AttendanceFacts {
  static func flag(_ flag: Flag, _ visit: Visit?, _ render: RenderContext) -> [Row] {
    var rows: [Row] = []
    if let visit {
      rows.append(Row(render(AttendanceText.caseNumber), SpokenText(visit.number.description)))
      rows += person(visit, render)
    }
    if let about = flag.caseToCallAbout {
      rows.append(Row(render(AttendanceText.caseNumber), SpokenText(about.description)))
    }
    if let device = flag.device { rows += Self.device(device, render) }
    if let step = flag.step ?? visit?.step.name {
      rows.append(Row(render(AttendanceText.step), render(TextKey.step(step))))
    }
    if visit != nil || flag.holding != .nothing {
      // A document may have been taken out since the flag was raised.
      let isTakenOut = flag.holding == .documentInReader && render.box.media == .notPresent
      let now = isTakenOut ? .nothing : flag.holding
      rows.append(
        Row(render(AttendanceText.holding), holding(now, render), role: now == .nothing ? .text : .warning))
    }
    if let visit, let row = payment(visit, render) { rows.append(row) }
    if let visit {
      let missing = Self.missing(visit, render)
      rows.append(
        Row(
          render(AttendanceText.missing),
          missing.isEmpty ? render(AttendanceText.nothingMissing) : SpokenText(missing.joined(separator: ", "))))
      rows += notes(visit, render)
    }
    return rows
  }

  /// Who it is about: the name, and of the number only the day of birth.
  private static func person(_ visit: Visit, _ render: RenderContext) -> [Row] {
    let application = visit.application
    var rows: [Row] = []
    if let name = application.name {
      rows.append(
        Row(
          render(AttendanceText.name), render.personal("\(name.given) \(name.surname)", CommonText.yourName)))
    }
    if let identity = application.identity {
      rows.append(
        Row(render(AttendanceText.number), render.personal(identity.cpr.masked, CommonText.yourNumber)))
    }
    return rows
  }

  /// That money is back, by the reference with which the bank can be asked.
  private static func payment(_ visit: Visit, _ render: RenderContext) -> Row? {
    guard case .payment(let step) = visit.step, case .givenBack(let why) = step.situation else { return nil }
    let text: AttendanceText = why == .unknown ? .perhapsGivenBack : .givenBack
    let reference = ["reference": SpokenValue.plain(step.payment(visit).reference)]
    return Row(render(AttendanceText.payment), render(text, reference), role: .good)
  }

  /// What colleagues noted last.
  private static func notes(_ visit: Visit, _ render: RenderContext) -> [Row] {
    visit.notes.suffix(3).map { Row(render(AttendanceText.noted), render.personal($0, AttendanceText.note)) }
  }

  /// Which device it is about, how it is, and what a person must do.
  private static func device(_ device: Device, _ render: RenderContext) -> [Row] {
    let state = render.box.devices[device]
    var rows = [
      Row(
        render(AttendanceText.device), render(TextKey.device(device))),
      Row(
        render(AttendanceText.deviceState),
        state.map { render(TextKey.state($0)) } ?? render(MaintenanceText.unknown),
        role: state?.isUsable == true ? .good : .warning),
    ]
    if let remedy = render.box.remedies[device] {
      rows.append(Row(render(AttendanceText.remedy), render(TextKey.remedy(remedy))))
    }
    return rows
  }

  /// What is compared; a technician sees no personal data.
  static func application(_ visit: Visit, _ role: StaffRole, _ render: RenderContext) -> [Row] {
    let number = Row(render(AttendanceText.caseNumber), SpokenText(visit.number.description))
    guard role != .technician else { return [number] }
    let application = visit.application
    var rows = person(visit, render).filter { $0.label != render(AttendanceText.number) }
    if let identity = application.identity, let date = render.box.date {
      let birth = identity.cpr.birthDate
      let born = render(
        AttendanceText.bornValue, ["date": .plain(render.texts.date(birth)), "age": .number(birth.age(on: date))])
      rows.append(
        Row(
          render(AttendanceText.born),
          SpokenText(shown: whole(born.shown), spoken: render.texts[CommonText.yourBirth])))
    }
    if let document = application.document.value {
      rows.append(
        Row(render(AttendanceText.document), render.personal(document.number, CommonText.yourDocument)))
    }
    if render.canBeExtended(application) {
      rows.append(Row(render(AttendanceText.expired), render(AttendanceText.mayBeExtended), role: .warning))
    }
    if let grounds = application.grounds {
      rows.append(Row(render(AttendanceText.grounds), render(TextKey.grounds(grounds))))
    }
    let accepted = application.accepted.sorted { $0.key < $1.key }.map {
      render.texts[TextKey.reason($0.value.reason)]
    }
    if !accepted.isEmpty {
      rows.append(Row(render(AttendanceText.accepted), SpokenText(accepted.joined(separator: ", ")), role: .warning))
    }
    rows += notes(visit, render)
    if case .attestation(.waiting(let complete)) = visit.step {
      rows.append(Row(render(AttendanceText.fee), SpokenText(render.texts.money(complete.fee.total))))
    }
    let notNeeded = render(ReviewText.notNeeded)
    return rows + [
      Row(
        render(AttendanceText.prints), render.asks(.fingerprints) ? settled(application.prints, render) : notNeeded),
      Row(
        render(AttendanceText.signature),
        render.asks(.signature) ? settled(application.signature, render) : notNeeded),
      number,
    ]
  }

  /// The date may stand in one row and the age in the next, but the age in its brackets is not broken.
  private static func whole(_ text: String) -> String {
    guard let bracket = text.firstIndex(of: "(") else { return text }
    return text[..<bracket] + String(text[bracket...].map { $0 == " " ? "\u{A0}" : $0 })
  }

  private static func settled<Value>(_ requirement: Requirement<Value>, _ render: RenderContext)
    -> SpokenText
  {
    switch requirement {
    case .met: render(ReviewText.given)
    case .excepted(_, let reason): render(TextKey.reason(reason))
    case .missing: render(ReviewText.missing)
    }
  }

  private static func missing(_ visit: Visit, _ render: RenderContext) -> [String] {
    ReviewStep.gathering.filter { render.asks($0) && !visit.isSettled($0) }.map { render.texts[TextKey.step($0)] }
  }

  private static func holding(_ holding: Holding, _ render: RenderContext) -> SpokenText {
    switch holding {
    case .nothing: render(AttendanceText.holdsNothing)
    case .documentInReader: render(AttendanceText.holdsDocument)
    case .owes(let amount): render(AttendanceText.owes, ["amount": .plain(render.texts.money(amount))])
    case .moneyOpen(let payment):
      render(
        AttendanceText.owesUnknown,
        ["amount": .plain(render.texts.money(payment.amount)), "reference": .plain(payment.reference)])
    }
  }
}
