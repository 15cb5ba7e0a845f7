import PassportRules
import Renewal

/// What is pressed, typed and read.
extension EventRedactor {
  /// A key. A figure is kept only where the menu has an offer of its own for it: everywhere else it may be typed, and is any figure.
  mutating func written(_ key: Key, at box: Box) -> JSON {
    if let note = box.note, key.recordedName == nil, key != .letter(" ") || !note.isBlank { return "letter" }
    if key == .enter, let given = TypedField(box).flatMap({ reference(to: $0, at: box) }) { return ["enter": given] }
    return switch key {
    case .digit(let digit): box.isChosen(by: key) ? ["digit": .integer(digit)] : "figure"
    case .letter(let scalar): scalar == " " || scalar == "\u{A0}" ? "space" : "letter"
    case .enter, .back, .stop, .help, .again, .up, .down, .left, .right, .tab, .backTab: key.recordedName.json
    }
  }

  /// What stands in a field when it is given; nothing when it is empty, or stood there before anybody typed.
  private mutating func reference(to field: TypedField, at box: Box) -> JSON? {
    let entry = field.entry
    guard !entry.isPrefilled, !entry.digits.isEmpty else { return nil }
    let count = JSON.integer(entry.digits.utf8.count)
    switch field {
    case .booking: return people.key(ofBooking: entry.digits).map { ["booking": .text($0)] } ?? ["figures": count]
    case .cpr:
      do throws(CPRFault) {
        return written(try CPRNumber(parsing: entry.digits), at: box)
      } catch {
        return written(error, count)
      }
    case .height:
      let height = Int(entry.digits) ?? 0
      let fit = box.policy.heights.contains(height) ? "fits" : height < box.policy.heights.lowerBound ? "low" : "high"
      return ["height": .text(fit), "figures": count]
    case .mobile: return ["figures": count]
    case .staffNumber: return ["staff": standIn(for: entry.digits).json]
    case .pin: return ["figures": count]
    case .ownPIN(let logIn, _):
      let isNew = entry.digits != logIn.pin?.digits
      let fault = isNew ? PINPolicy.fault(of: entry.digits, for: StaffID(logIn.number.digits)) : .notNew
      return ["own": fault.json, "figures": count]
    case .ownPINAgain(_, let own, _): return ["same": .flag(entry.digits == own.first.digits), "figures": count]
    case .caseNumber: return written(caseNumber: entry.digits, at: box)
    }
  }

  /// The number of a case that this box has given, or how long another one is.
  private func written(caseNumber digits: String, at box: Box) -> JSON {
    let number = Int(digits) ?? 0
    return [
      "case": (1..<max(1, box.nextCase.number)).contains(number) ? .integer(number) : .null,
      "isZero": .flag(number == 0), "figures": .integer(digits.utf8.count),
    ]
  }

  private func written(_ fault: CPRFault, _ count: JSON) -> JSON {
    switch fault {
    case .wrongLength, .unexpectedCharacter: ["figures": count]
    case .impossibleDate: ["fault": "impossibleDate"]
    case .replacementNumber: ["fault": "replacementNumber"]
    }
  }

  // MARK: Readings

  /// A reading of a card, a code or a zone.
  mutating func written(_ scan: Scan, at box: Box) -> JSON {
    switch scan.kind {
    case .card: ["kind": "card", "is": written(reading: scan.text, at: box)]
    case .code: ["kind": "code", "is": written(reading: scan.text, at: box)]
    case .mrz: ["kind": "mrz", "is": written(zone: scan.text)]
    }
  }

  /// What a card or a code says: somebody's number, a booking, a case, or what is wrong with it.
  private mutating func written(reading text: String, at box: Box) -> JSON {
    do throws(HealthCardFault) {
      return written(try HealthCard(reading: text).cpr, at: box)
    } catch {
      switch error {
      case .cpr(.impossibleDate, _): return ["fault": "impossibleDate"]
      case .cpr(.replacementNumber, _): return ["fault": "replacementNumber"]
      case .otherCard: return ["fault": "otherCard"]
      case .empty, .tooLong, .tooShort, .unreadable, .unexpectedCharacter, .trackTwoMissing, .twoNumbers,
        .impossibleDate, .cpr:
        guard let digits = ReadCode(text)?.digits else { return ["fault": "unreadable"] }
        if let key = people.key(ofBooking: digits) { return ["booking": .text(key)] }
        return written(caseNumber: digits, at: box)
      }
    }
  }

  /// The lines of a passport: somebody's of the register, or whether a stranger's can be read.
  func written(zone lines: [String]) -> JSON {
    if let zone = people.zone(lines) { return zone.json }
    return ["readable": .flag(MachineReadableZone.read(lines).valid?.documentCode.hasPrefix("P") == true)]
  }

  /// A zone that was read by itself, its lines joined.
  private func written(zone text: String) -> JSON {
    let half = text.count / 2
    let lines = [String(text.prefix(half)), String(text.dropFirst(half))]
    if let zone = people.zone(lines) { return zone.json }
    return written(zone: [text])
  }
}

extension TextEntry {
  /// Whether nothing but blanks was typed.
  fileprivate var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
}

extension Box {
  /// The note that is being typed at the box: its words shall not be known again by their lengths, so one character is like another.
  fileprivate var note: TextEntry? {
    guard case .attended(let attendance) = state, case .work(.note(_, let entry)) = attendance.page else { return nil }
    return entry
  }

  /// Whether the menu has an offer for this very key, and it goes into no field.
  func isChosen(by key: Key) -> Bool {
    guard let offer = offers.first(where: { $0.keys.contains(key) }) else { return false }
    return offer.intent != .type
  }
}
