import PassportRules
import TestSupport
import Testing

/// Published specimens.
enum Specimen {
  static let utopia = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
  ]
  static let denmark = [
    "P<DNKOESTERGAARD<<HANNE<KRISTINE<<<<<<<<<<<<", "0000000000DNK8510068F2202015061085<1178<<<58",
  ]
  /// A specimen whose check digits are wrong.
  static let interpol = [
    "P<INPSPECIMEN<<SAMPLE<<<<<<<<<<<<<<<<<<<<<<<", "XX000000<0FRA1901012F16073021234567890<<<<70",
  ]
  static let card = [
    "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
  ]
}

struct MRZReadingTests {
  @Test func `Utopia's passport is read`() throws {
    let zone = try #require(MachineReadableZone.read(Specimen.utopia).valid)
    #expect(zone.format == .td3 && zone.documentCode == "P" && zone.issuer == "UTO" && zone.nationality == "UTO")
    #expect(zone.documentNumber == "L898902C3" && zone.optionalData == "ZE184226B" && zone.optionalData2.isEmpty)
    #expect(zone.surname == "ERIKSSON" && zone.givenNames == "ANNA MARIA" && zone.sex == .female)
    #expect(zone.birthDate.birthDate(notAfter: day("2012-04-15")) == day("1974-08-12"))
    #expect(zone.expiryDate.expiryDate(around: day("2010-01-02")) == day("2012-04-15"))
    #expect(zone.danishCPR == nil && !zone.namesMayBeTruncated)
  }

  @Test func `the Danish specimen carries its holder's CPR number`() throws {
    let zone = try #require(MachineReadableZone.read(Specimen.denmark).valid)
    #expect(zone.issuer == "DNK" && zone.documentNumber == "000000000")
    #expect(zone.surname == "OESTERGAARD" && zone.givenNames == "HANNE KRISTINE")
    #expect(zone.danishCPR == .specimen)
    #expect(zone.birthDate.birthDate(notAfter: day("2012-02-01")) == CPRNumber.specimen.birthDate)
    #expect(zone.sex == CPRNumber.specimen.sex)
  }

  @Test func `Interpol's specimen fails, and every wrong digit is told`() {
    let reading = MachineReadableZone.read(Specimen.interpol)
    #expect(reading.valid == nil)
    #expect(reading.fields?.surname == "SPECIMEN" && reading.fields?.documentNumber == "XX000000")
    #expect(
      reading.faults.map(\.description) == [
        "line 2, position 28: check digit of expiryDate is wrong, expected 3, found 2",
        "line 2, position 44: check digit of composite is wrong, expected 5, found 0",
      ])
  }

  @Test func `Utopia's card is read`() throws {
    let zone = try #require(MachineReadableZone.read(Specimen.card).valid)
    #expect(zone.format == .td1 && zone.documentCode == "I" && zone.issuer == "UTO" && zone.nationality == "UTO")
    #expect(zone.documentNumber == "D23145890" && zone.optionalData.isEmpty && zone.optionalData2.isEmpty)
    #expect(zone.surname == "ERIKSSON" && zone.givenNames == "ANNA MARIA" && zone.sex == .female)
  }

  @Test(arguments: [Specimen.utopia, Specimen.denmark, Specimen.card])
  func `a valid zone writes itself back exactly`(lines: [String]) throws {
    #expect(try #require(MachineReadableZone.read(lines).valid).lines() == lines)
  }

  @Test(arguments: [Specimen.utopia, Specimen.denmark, Specimen.card, Specimen.interpol], ["", "\n", "\r", "\r\n"])
  func `lines joined in one text read like lines`(lines: [String], separator: String) {
    let joined = lines.joined(separator: separator) + separator
    #expect(MachineReadableZone.read(joined) == MachineReadableZone.read(lines))
    #expect(MachineReadableZone.read([joined]) == MachineReadableZone.read(lines))
  }

  @Test func `empty optional data may have a filler or a zero as its check digit, and keeps it`() throws {
    for check in ["<", "0"] {
      let head = "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<" + check
      let composite = MachineReadableZone.checkDigit(
        of: "L898902C36" + "7408122" + "1204159" + "<<<<<<<<<<<<<<" + check)
      let lines = [Specimen.utopia[0], head + String(composite)]
      #expect(try #require(MachineReadableZone.read(lines).valid).lines() == lines)
    }
    let wrong = MachineReadableZone.read([Specimen.utopia[0], "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<18"])
    #expect(wrong.faults.first?.kind == .checkDigit(.optionalData) && wrong.faults.first?.position == 43)
  }

  @Test(arguments: [
    ("520727", "3"), ("D23145890", "7"), ("AB2134<<<", "5"), ("740812", "2"),
    ("HA672242<658022549601086<<<<<<<<<", "8"), ("", "0"),
  ])
  func `check digits are those of the standard`(text: String, digit: Character) {
    #expect(MachineReadableZone.checkDigit(of: text) == digit)
  }
}

struct MRZFaultTests {
  @Test(arguments: [
    // Line, position and the character put there; the kind of the first fault there, and what was expected.
    (1, 1, "V", MRZFault.Kind.impossibleCharacter, "P"), (1, 2, "1", .impossibleCharacter, "A–Z or <"),
    (1, 3, "<", .impossibleCharacter, "A–Z"), (1, 5, "0", .impossibleCharacter, "A–Z or <"),
    (1, 6, "<", .impossibleCharacter, "A–Z"), (1, 9, "1", .impossibleCharacter, "A–Z or <"),
    (1, 44, "e", .impossibleCharacter, "A–Z or <"), (2, 1, "<", .impossibleCharacter, "A–Z or 0–9"),
    (2, 5, "Å", .impossibleCharacter, "A–Z, 0–9 or <"), (2, 10, "O", .checkDigit(.documentNumber), "0"),
    (2, 11, "0", .impossibleCharacter, "A–Z"), (2, 14, "B", .impossibleCharacter, "0–9"),
    (2, 16, "2", .impossibleDate(.birthDate), "a day as YYMMDD, unknown parts <<"),
    (2, 20, "7", .checkDigit(.birthDate), "8"), (2, 21, "X", .impossibleCharacter, "F, M or <"),
    (2, 22, "<", .impossibleCharacter, "0–9"), (2, 26, "4", .impossibleDate(.expiryDate), "a day as YYMMDD"),
    (2, 28, "S", .checkDigit(.expiryDate), "5"), (2, 35, "-", .impossibleCharacter, "A–Z, 0–9 or <"),
    (2, 43, "6", .checkDigit(.optionalData), "5"), (2, 44, "B", .checkDigit(.composite), "8"),
    (2, 3, "\u{1B}", .impossibleCharacter, "A–Z, 0–9 or <"),
  ])
  func `a wrong character is told with its place`(
    line: Int, position: Int, character: Character, kind: MRZFault.Kind, expected: String
  ) throws {
    var lines = Specimen.denmark.map { Array($0) }
    lines[line - 1][position - 1] = character
    let reading = MachineReadableZone.read(lines.map { String($0) })
    // A date's fault stands at the date's first position.
    let place = [16: 14, 26: 22][line == 2 ? position : 0] ?? position
    let fault = try #require(reading.faults.first { $0.line == line && $0.position == place })
    #expect(fault.kind == kind && fault.expected == expected)
    #expect(fault.found.unicodeScalars.allSatisfy { (33...126).contains($0.value) })
    #expect(reading.fields != nil && reading.valid == nil)
  }

  @Test func `a letter O for a zero is told at the O, and the check digits that it spoils`() {
    let reading = MachineReadableZone.read([Specimen.denmark[0], "0000000000DNK851O068F2202015061085<1178<<<58"])
    #expect(
      reading.faults.map { "\($0.position) \($0.found) \($0.expected)" }
        == ["17 O 0–9", "20 8 6", "44 8 0"])
  }

  @Test(arguments: [
    ([], 1, 1, MRZFault.Kind.lineCount), (["A", "B", "C", "D"], 1, 1, .lineCount),
    ([Specimen.denmark[0]], 1, 45, .lineLength), ([""], 1, 1, .lineCount),
    ([Specimen.denmark[0], String(Specimen.denmark[1].dropLast())], 2, 44, .lineLength),
    ([Specimen.denmark[0] + "<", Specimen.denmark[1]], 1, 45, .lineLength),
    (Specimen.card.map { $0 + "<" }, 1, 31, .lineLength),
  ])
  func `a wrong size is told`(lines: [String], line: Int, position: Int, kind: MRZFault.Kind) throws {
    let reading = MachineReadableZone.read(lines)
    let fault = try #require(reading.faults.first)
    #expect(fault.kind == kind && fault.line == line && fault.position == position)
    #expect(reading.fields == nil)
  }

  /// Every single wrong character of line 2, by all checks and by the check digits alone.
  @Test func `single wrong characters in line 2 are caught, but for those the standard cannot catch`() {
    let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
    for lines in [Specimen.denmark, Specimen.utopia] {
      let original = Array(lines[1])
      var (all, caught, byDigit) = (0, 0, 0)
      for position in 1...44 {
        for character in alphabet where character != original[position - 1] {
          var changed = original
          changed[position - 1] = character
          let faults = MachineReadableZone.read([lines[0], String(changed)]).faults
          all += 1
          if !faults.isEmpty { caught += 1 }
          if faults.contains(where: { if case .checkDigit = $0.kind { true } else { false } }) { byDigit += 1 }
          // What no check digit covers, or weighs the same modulo 10, passes where the field allows it.
          let uncovered = (11...13).contains(position) || position == 21
          let same = Self.value(character) % 10 == Self.value(original[position - 1]) % 10
          if faults.isEmpty, !uncovered, !same { Issue.record("\(character) at \(position) is not caught") }
        }
      }
      #expect(Double(byDigit) / Double(all) >= 0.83, "\(byDigit) of \(all)")
      #expect(caught > byDigit, "\(caught) of \(all)")
    }
  }

  private static func value(_ character: Character) -> Int {
    character == "<" ? 0 : Int(String(character), radix: 36) ?? 0
  }
}

struct MRZDateTests {
  @Test(arguments: [
    ("851006", "2024-06-15", "1985-10-06"), ("240615", "2024-06-15", "2024-06-15"),
    ("240616", "2024-06-15", "1924-06-16"),
    ("000229", "2024-06-15", "2000-02-29"), ("000229", "1999-06-15", "1600-02-29"),
    ("040229", "2003-06-15", "1904-02-29"),
  ])
  func `a birth lies in the latest century that is not in the future`(text: String, today: String, birth: String) {
    #expect(MRZDate(text)?.birthDate(notAfter: day(today)) == day(birth))
  }

  @Test(arguments: [
    ("220201", "2024-06-15", "2022-02-01"), ("340615", "2024-06-15", "2034-06-15"),
    ("730615", "2024-06-15", "2073-06-15"),
    ("990101", "2024-06-15", "1999-01-01"), ("050101", "1998-06-15", "2005-01-01"),
    ("990101", "2095-06-15", "2099-01-01"),
  ])
  func `an expiry lies in the nearest century`(text: String, today: String, expiry: String) {
    #expect(MRZDate(text)?.expiryDate(around: day(today)) == day(expiry))
  }

  @Test(arguments: ["<<<<<<", "85<<<<", "8510<<", "<<1006", "<<<<06", "<<0229", "<<02<<"])
  func `parts may be unknown, and then no day is told`(text: String) throws {
    let date = try #require(MRZDate(text))
    #expect(!date.isComplete && date.birthDate(notAfter: day("2024-06-15")) == nil)
    #expect(date.expiryDate(around: day("2024-06-15")) == nil)
  }

  @Test(arguments: [
    "", "85100", "8510066", "851306", "850006", "851032", "850229", "8<1006", "85100O", "851<06", "<<<<32", "æ51006",
  ])
  func `anything else is no date`(text: String) {
    #expect(MRZDate(text) == nil)
  }

  @Test func `a birth whose parts are unknown is valid in a zone, an unknown expiry is not`() {
    func lines(birth: String, expiry: String) -> [String] {
      let number = "L898902C36"
      let checkedBirth = birth + String(MachineReadableZone.checkDigit(of: birth))
      let rest = expiry + String(MachineReadableZone.checkDigit(of: expiry)) + "<<<<<<<<<<<<<<0"
      let composite = MachineReadableZone.checkDigit(of: number + checkedBirth + rest)
      return [Specimen.utopia[0], "\(number)UTO\(checkedBirth)<\(rest)\(composite)"]
    }
    for birth in ["<<<<<<", "74<<<<", "7408<<"] {
      let reading = MachineReadableZone.read(lines(birth: birth, expiry: "120415"))
      #expect(reading.valid?.lines() == lines(birth: birth, expiry: "120415"))
      #expect(reading.valid?.sex == .unspecified)
    }
    let unknown = MachineReadableZone.read(lines(birth: "740812", expiry: "<<<<<<"))
    #expect(unknown.faults.map(\.position) == [22, 23, 24, 25, 26, 27])
    let half = MachineReadableZone.read(lines(birth: "7<0812", expiry: "120415"))
    #expect(half.faults.map(\.kind) == [.impossibleDate(.birthDate)])
  }
}
