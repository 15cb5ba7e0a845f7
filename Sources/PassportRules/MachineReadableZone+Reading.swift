extension MachineReadableZone {
  /// Reads a zone from its lines, or from one text that holds them joined (88 or 90 characters) or on lines of their own.
  package static func read(_ lines: [String]) -> MRZReading {
    let rows = lines.prefix(8).flatMap { $0.split(whereSeparator: \.isNewline) }.map { Array($0) }
    let whole = rows.count == 1 ? rows[0] : []
    if let format = MRZFormat.allCases.first(where: { whole.count == $0.lineCount * $0.lineLength }) {
      let length = format.lineLength
      return read((0..<format.lineCount).map { Array(whole[($0 * length)..<(($0 + 1) * length)]) }, as: format)
    }
    guard let format = MRZFormat.allCases.first(where: { rows.count == $0.lineCount }) else {
      return .faulty([countFault(rows)], fields: nil)
    }
    let lengths = rows.enumerated().compactMap { lengthFault($0.element, line: $0.offset + 1, format: format) }
    return lengths.isEmpty ? read(rows, as: format) : .faulty(lengths, fields: nil)
  }

  /// Reads a zone from one text.
  package static func read(_ text: String) -> MRZReading {
    read([text])
  }

  private static func countFault(_ rows: [[Character]]) -> MRZFault {
    guard rows.count == 1 else {
      let expected = "2 lines of 44 or 3 lines of 30 characters"
      return MRZFault(kind: .lineCount, line: 1, position: 1, expected: expected, found: "\(rows.count) lines")
    }
    let count = rows[0].count
    return MRZFault(
      kind: .lineLength, line: 1, position: min(count, 90) + 1, expected: "88 or 90 characters",
      found: "\(count) characters"
    )
  }

  private static func lengthFault(_ row: [Character], line: Int, format: MRZFormat) -> MRZFault? {
    guard row.count != format.lineLength else { return nil }
    return MRZFault(
      kind: .lineLength, line: line, position: min(row.count, format.lineLength) + 1,
      expected: "\(format.lineLength) characters", found: "\(row.count) characters"
    )
  }

  private static func read(_ rows: [[Character]], as format: MRZFormat) -> MRZReading {
    var scan = MRZScan(rows)
    let zone =
      switch format {
      case .td3: scan.passport()
      case .td1: scan.card()
      }
    guard !scan.faults.isEmpty else { return .valid(zone) }
    let inOrder = scan.faults.sorted { ($0.line, $0.position) < ($1.line, $1.position) }
    return .faulty(inOrder, fields: zone)
  }
}

/// A walk over the lines of a zone that collects everything wrong; positions count from 1 as in ICAO Doc 9303.
private struct MRZScan {
  let rows: [[Character]]
  var faults: [MRZFault] = []

  init(_ rows: [[Character]]) {
    self.rows = rows
  }

  /// TD3, ICAO Doc 9303-4, 4.2.2.
  mutating func passport() -> MachineReadableZone {
    check(.oneOf("P"), 1, 1...1)
    check(.letters, 1, 2...2)
    check(.leadingLetter, 1, 3...5)
    check(.leadingLetter, 1, 6...44)
    check(.number, 2, 1...9)
    check(.leadingLetter, 2, 11...13)
    date(.birthDate, 2, 14...19)
    check(.oneOf("FM<"), 2, 21...21)
    date(.expiryDate, 2, 22...27)
    check(.any, 2, 29...42)

    checkDigit(.documentNumber, at: 2, 10, over: [(2, 1...9)])
    checkDigit(.birthDate, at: 2, 20, over: [(2, 14...19)])
    checkDigit(.expiryDate, at: 2, 28, over: [(2, 22...27)])
    let emptyCheckIsFiller = text(2, 29...43).allSatisfy { $0 == "<" }
    if !emptyCheckIsFiller { checkDigit(.optionalData, at: 2, 43, over: [(2, 29...42)]) }
    checkDigit(.composite, at: 2, MRZFormat.td3.compositePosition, over: MRZFormat.td3.compositeParts)

    let (surname, givenNames) = names(text(1, 6...44))
    return MachineReadableZone(
      format: .td3, documentCode: trimmed(1, 1...2), issuer: trimmed(1, 3...5), documentNumber: trimmed(2, 1...9),
      nationality: trimmed(2, 11...13), birthDate: MRZDate(unchecked: text(2, 14...19)), sex: sex(2, 21),
      expiryDate: MRZDate(unchecked: text(2, 22...27)), optionalData: trimmed(2, 29...42), optionalData2: "",
      surname: surname, givenNames: givenNames, emptyCheckIsFiller: emptyCheckIsFiller
    )
  }

  /// TD1, ICAO Doc 9303-5, 4.2.2.
  mutating func card() -> MachineReadableZone {
    check(.oneOf("ACI"), 1, 1...1)
    check(.any, 1, 2...2)
    check(.leadingLetter, 1, 3...5)
    check(.number, 1, 6...14)
    check(.any, 1, 16...30)
    date(.birthDate, 2, 1...6)
    check(.oneOf("FM<"), 2, 8...8)
    date(.expiryDate, 2, 9...14)
    check(.leadingLetter, 2, 16...18)
    check(.any, 2, 19...29)
    check(.leadingLetter, 3, 1...30)

    let (number, optional) = cardNumber()
    checkDigit(.birthDate, at: 2, 7, over: [(2, 1...6)])
    checkDigit(.expiryDate, at: 2, 15, over: [(2, 9...14)])
    checkDigit(.composite, at: 2, MRZFormat.td1.compositePosition, over: MRZFormat.td1.compositeParts)

    let (surname, givenNames) = names(text(3, 1...30))
    return MachineReadableZone(
      format: .td1, documentCode: trimmed(1, 1...2), issuer: trimmed(1, 3...5), documentNumber: number,
      nationality: trimmed(2, 16...18), birthDate: MRZDate(unchecked: text(2, 1...6)), sex: sex(2, 8),
      expiryDate: MRZDate(unchecked: text(2, 9...14)), optionalData: optional, optionalData2: trimmed(2, 19...29),
      surname: surname, givenNames: givenNames, emptyCheckIsFiller: false
    )
  }

  /// The number and the optional data of TD1's first line: a filler at position 15 says that the number goes on at
  /// position 16, ended by its check digit and a filler (9303-5, note j).
  private mutating func cardNumber() -> (number: String, optional: String) {
    let end = (18...30).first { rows[0][$0 - 1] == "<" }
    guard rows[0][14] == "<", text(1, 16...17).allSatisfy({ $0 != "<" }), let end else {
      checkDigit(.documentNumber, at: 1, 15, over: [(1, 6...14)])
      return (trimmed(1, 6...14), trimmed(1, 16...30))
    }
    checkDigit(.documentNumber, at: 1, end - 1, over: [(1, 6...14), (1, 16...(end - 2))])
    let number = text(1, 6...14) + text(1, 16...(end - 2))
    return (number, end == 30 ? "" : trimmed(1, (end + 1)...30))
  }
}

// MARK: - Single checks

extension MRZScan {
  /// What characters a field may hold.
  private enum Allowed {
    case letters, leadingLetter, number, any, digits
    case oneOf(String)
  }

  private mutating func check(_ allowed: Allowed, _ line: Int, _ positions: ClosedRange<Int>) {
    for position in positions {
      let character = rows[line - 1][position - 1]
      let isFirst = position == positions.lowerBound
      let isLetter = ("A"..."Z").contains(character) && character.isASCII
      let isDigit = character.asciiDigit != nil
      let isFiller = character == "<"
      let (isRight, expected) =
        switch allowed {
        case .letters: (isLetter || isFiller, "A–Z or <")
        case .leadingLetter: isFirst ? (isLetter, "A–Z") : (isLetter || isFiller, "A–Z or <")
        case .number: isFirst ? (isLetter || isDigit, "A–Z or 0–9") : (isLetter || isDigit || isFiller, "A–Z, 0–9 or <")
        case .any: (isLetter || isDigit || isFiller, "A–Z, 0–9 or <")
        case .digits: (isDigit, "0–9")
        case .oneOf(let characters): (characters.contains(character), Self.alternatives(characters))
        }
      if !isRight { add(.impossibleCharacter, line, position, expected) }
    }
  }

  /// A birth date may have unknown parts, an expiry date may not.
  private mutating func date(_ field: MRZFault.Field, _ line: Int, _ positions: ClosedRange<Int>) {
    let isBirth = field == .birthDate
    let known = text(line, positions).contains { $0 == "<" } && isBirth
    let before = faults.count
    for position in positions where !(known && rows[line - 1][position - 1] == "<") {
      check(.digits, line, position...position)
    }
    let date = MRZDate(unchecked: text(line, positions))
    if faults.count == before, !date.isPossible {
      let expected = isBirth ? "a day as YYMMDD, unknown parts <<" : "a day as YYMMDD"
      let fault = MRZFault(
        kind: .impossibleDate(field), line: line, position: positions.lowerBound, expected: expected, found: date.text
      )
      faults.append(fault)
    }
  }

  private mutating func checkDigit(
    _ field: MRZFault.Field, at line: Int, _ position: Int, over parts: [(line: Int, positions: ClosedRange<Int>)]
  ) {
    let covered = parts.flatMap { part in part.positions.map { rows[part.line - 1][$0 - 1] } }
    // Over a character without a value no digit can be computed; that character is a fault already.
    guard covered.allSatisfy({ MachineReadableZone.value(of: $0) != nil }) else { return }
    let expected = MachineReadableZone.checkDigit(of: String(covered))
    if rows[line - 1][position - 1] != expected { add(.checkDigit(field), line, position, String(expected)) }
  }

  private mutating func add(_ kind: MRZFault.Kind, _ line: Int, _ position: Int, _ expected: String) {
    let found = shown(rows[line - 1][position - 1])
    faults.append(MRZFault(kind: kind, line: line, position: position, expected: expected, found: found))
  }

  private static func alternatives(_ characters: String) -> String {
    let all = characters.map(String.init)
    return all.count == 1 ? all[0] : all.dropLast().joined(separator: ", ") + " or " + all[all.count - 1]
  }
}

// MARK: - Fields

extension MRZScan {
  /// The characters of a field, fillers for those that a zone cannot hold.
  private func text(_ line: Int, _ positions: ClosedRange<Int>) -> String {
    String(positions.map { rows[line - 1][$0 - 1] }.map { MachineReadableZone.value(of: $0) == nil ? "<" : $0 })
  }

  private func trimmed(_ line: Int, _ positions: ClosedRange<Int>) -> String {
    Self.withoutFillers(text(line, positions))
  }

  private func sex(_ line: Int, _ position: Int) -> Sex {
    Sex.allCases.first { $0.mrzCharacter == rows[line - 1][position - 1] } ?? .unspecified
  }

  /// Surname and given names, split at the first two fillers.
  private func names(_ field: String) -> (surname: String, givenNames: String) {
    let characters = Array(Self.withoutFillers(field))
    let split = characters.indices.dropLast().first { characters[$0] == "<" && characters[$0 + 1] == "<" }
    let surname = characters[..<(split ?? characters.endIndex)]
    let given = split.map { characters[($0 + 2)...] } ?? []
    return (Self.spaced(surname), Self.spaced(given))
  }

  private static func spaced(_ characters: ArraySlice<Character>) -> String {
    String(characters.map { $0 == "<" ? " " : $0 })
  }

  private static func withoutFillers(_ text: String) -> String {
    var text = text
    while text.last == "<" { text.removeLast() }
    return text
  }
}
