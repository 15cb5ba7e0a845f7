import PassportRules
import Renewal
import SimulatedDevices

/// What is pressed, typed and read.
extension EventResolver {
  /// A key, as it counts on a box's screen.
  func key(_ contents: JSON, at box: Box) throws(Unresolvable) -> Key {
    if let digit = contents["digit"].integer, (0...9).contains(digit) { return .digit(digit) }
    if contents["enter"] != .null { return .enter }
    switch contents {
    case "figure": return (0...9).map(Key.digit).first { !box.isChosen(by: $0) } ?? .digit(0)
    case "letter": return .letter("x")
    case "space": return .letter(" ")
    default:
      guard let key = Key.named.first(where: { $0.recordedName == contents.text }) else {
        throw Unresolvable(contents: contents)
      }
      return key
    }
  }

  /// The keys that make of a box's field what was given in it, to be pressed before the event itself: while it was typed, every figure was any.
  func corrections(before recorded: RecordedEvent, at box: Box) throws(Unresolvable) -> [Key] {
    guard recorded.name == .key, recorded.contents["enter"] != .null, let field = TypedField(box) else { return [] }
    let typed = field.entry.digits
    let given = try digits(recorded.contents["enter"], in: field, at: box)
    guard typed != given else { return [] }
    let erasing = field.entry.isPrefilled ? min(1, typed.utf8.count) : typed.utf8.count
    return Array(repeating: Key.back, count: erasing) + given.utf8.map { Key.digit(Int($0) - 48) }
  }

  private func digits(
    _ contents: JSON, in field: TypedField, at box: Box
  ) throws(Unresolvable) -> String {
    let count = contents["figures"].integer ?? 0
    switch field {
    case .booking, .mobile, .pin: return try booking(contents) ?? Substitutes.figures(count)
    case .cpr:
      if let fault = contents["fault"].text { return try number(with: fault) }
      return contents["figures"] == .null ? try cpr(contents, at: box).digits : Substitutes.figures(count)
    case .height:
      switch contents["height"] {
      case "fits": return Substitutes.height(count, within: box.policy.heights)
      case "low": return Substitutes.figures(count)
      default: return Substitutes.figures(count, 9)
      }
    case .staffNumber: return try staff(contents["staff"]).digits
    case .ownPIN(let logIn, _):
      switch try known(contents["own"]) as PINFault? {
      case nil: return Substitutes.pin(count, for: StaffID(logIn.number.digits))
      case .notNew: return logIn.pin?.digits ?? ""
      case .tooSimple, .length: return Substitutes.figures(count, 1)
      }
    case .ownPINAgain(_, let own, _):
      return contents["same"] == true ? own.first.digits : Substitutes.figures(count, 2)
    case .caseNumber: return caseNumber(contents)
    }
  }

  private func booking(_ contents: JSON) throws(Unresolvable) -> String? {
    guard let key = contents["booking"].text else { return nil }
    guard let booking = people.person(key)?.booking else { throw Unresolvable(contents: contents) }
    return booking.code.digits
  }

  private func caseNumber(_ contents: JSON) -> String {
    let count = contents["figures"].integer ?? 0
    guard let number = contents["case"].integer else {
      return Substitutes.figures(count, contents["isZero"] == true ? 0 : 9)
    }
    return Substitutes.figures(count - String(number).utf8.count) + String(number)
  }

  /// Ten figures that are no CPR number.
  private func number(with fault: String) throws(Unresolvable) -> String {
    switch fault {
    case "impossibleDate": return "3213000000"
    case "replacementNumber": return "6101800000"
    default: throw Unresolvable(contents: .text(fault))
    }
  }

  // MARK: Readings

  /// A reading of a card, a code or a zone.
  func scan(_ contents: JSON, at box: Box) throws(Unresolvable) -> Scan {
    let reading = contents["is"]
    switch contents["kind"] {
    case "card": return Scan(kind: .card, text: try self.reading(reading, at: box))
    case "code": return Scan(kind: .code, text: try self.reading(reading, at: box))
    case "mrz": return Scan(kind: .mrz, text: try zone(reading).joined())
    default: throw Unresolvable(contents: contents)
    }
  }

  private func reading(_ contents: JSON, at box: Box) throws(Unresolvable) -> String {
    if let booking = try booking(contents) { return booking }
    if contents["figures"] != .null { return caseNumber(contents) }
    switch contents["fault"].text {
    case nil: return try cpr(contents, at: box).digits
    // A stripe of the same form, with another country's code.
    case "otherCard": return ";9000" + Substitutes.figures(32) + "?"
    case "unreadable": return ""
    case let fault?: return try number(with: fault)
    }
  }

  /// The lines of a passport.
  func zone(_ contents: JSON) throws(Unresolvable) -> [String] {
    if let isReadable = contents["readable"].flag { return isReadable ? Substitutes.zone : [] }
    let zone: ZoneReference = try known(contents)
    guard let lines = zone.lines(people) else { throw Unresolvable(contents: contents) }
    return lines
  }
}
