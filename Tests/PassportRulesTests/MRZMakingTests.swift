import PassportRules
import TestSupport
import Testing

struct MRZMakingTests {
  @Test func `the Danish specimen is made from its holder's names`() throws {
    let zone = try MachineReadableZone.make(
      documentNumber: "000000000", birthDate: day("1985-10-06"), sex: .female, expiryDate: day("2022-02-01"),
      optionalData: CPRNumber.specimen.mrzForm, surname: "Østergaard", givenNames: "Hanne Kristine"
    )
    #expect(zone.lines() == Specimen.denmark)
    #expect(zone.danishCPR == .specimen)
  }

  @Test func `Utopia's card is made`() throws {
    let zone = try MachineReadableZone.make(
      format: .td1, documentCode: "I", issuer: "UTO", documentNumber: "D23145890", nationality: "UTO",
      birthDate: day("1974-08-12"), sex: .female, expiryDate: day("2012-04-15"), surname: "Eriksson",
      givenNames: "Anna Maria"
    )
    #expect(zone.lines() == Specimen.card)
  }

  /// The examples of ICAO Doc 9303-4, 4.2.3, and 9303-6 for 31 characters.
  @Test(arguments: [
    ("Eriksson", "Anna Maria", "ERIKSSON<<ANNA<MARIA"),
    ("Smith-Jones", "Susie Margaret", "SMITH<JONES<<SUSIE<MARGARET"),
    ("O'Connor", "Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN"), ("Van Der Muellen", "Martin", "VAN<DER<MUELLEN<<MARTIN"),
    ("Arkfreith", "", "ARKFREITH"), ("Satriya Sudarpa", "", "SATRIYA<SUDARPA"),
    ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
    ("Nilavadhanananda", "Arnpol Petch Charonguang", "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU"),
    ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO"),
    ("Papandropoulous", "Jonathon Warren Trevor", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"),
  ])
  func `names are written and truncated like the standard's examples`(surname: String, given: String, field: String)
    throws
  {
    #expect(try MachineReadableZone.nameField(surname: surname, givenNames: given, format: .td3) == field)
  }

  @Test(arguments: [
    ("Papandropoulous", "Jonathon Alec", "PAPANDROPOULOUS<<JONATHON<ALEC"),
    ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DE<K"),
    ("Christoffersen-Vestergaard", "Bo", "CHRISTOFFERSEN<VESTERGAARD<<BO"),
    ("Christoffersen-Vestergaard", "Ann-Sofie", "CHRISTOFFERSEN<VESTERGAAR<<ANN"),
    ("Wolfeschlegelsteinhausenbergerdorff", "Hubert", "WOLFESCHLEGELSTEINHAUS<<HUBERT"),
    ("Wolfeschlegelsteinhausenbergerdorff", "", "WOLFESCHLEGELSTEINHAUSENBERGER"),
  ])
  func `a card's thirty characters are filled to the last letter`(surname: String, given: String, field: String) throws
  {
    #expect(try MachineReadableZone.nameField(surname: surname, givenNames: given, format: .td1) == field)
  }

  @Test func `a truncated field ends with a letter and keeps the beginnings of both names`() throws {
    var seeded = Seeded(9303)
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    func name(_ parts: ClosedRange<Int>) -> String {
      (0..<Int.random(in: parts, using: &seeded)).map { _ in
        String((0..<Int.random(in: 2...14, using: &seeded)).map { _ in letters.randomElement(using: &seeded) ?? "A" })
      }.joined(separator: " ")
    }
    for round in 0..<2000 {
      let format: MRZFormat = round.isMultiple(of: 2) ? .td3 : .td1
      let (surname, given) = (name(1...5), name(0...5))
      let field = try MachineReadableZone.nameField(surname: surname, givenNames: given, format: format)
      let whole = (given.isEmpty ? surname : surname + "  " + given).map { $0 == " " ? "<" : $0 }
      if whole.count <= format.nameLength {
        #expect(field == String(whole))
      } else {
        #expect(field.count == format.nameLength && field.last != "<", "\(surname), \(given): \(field)")
        #expect(field.first == surname.first && (given.isEmpty || field.contains("<<\(given.prefix(1))")))
      }
    }
  }

  /// The Latin letters of ICAO Doc 9303-3, section 6 A.
  @Test(arguments: [
    ("Æ", "AE"), ("Ø", "OE"), ("Å", "AA"), ("Ä", "AE"), ("Ö", "OE"), ("Ü", "UE"), ("ß", "SS"), ("ẞ", "SS"), ("Þ", "TH"),
    ("Ð", "D"), ("Đ", "D"), ("Ł", "L"), ("Œ", "OE"), ("Ĳ", "IJ"), ("Ñ", "N"), ("Ŋ", "N"), ("Ħ", "H"), ("Ŧ", "T"),
    ("ı", "I"), ("İ", "I"), ("ĸ", "K"), ("ŉ", "N"), ("Ș", "S"), ("Ț", "T"), ("Ÿ", "Y"), ("ǎ", "A"), ("A\u{30A}", "AA"),
  ])
  func `letters that the zone lacks are written with those it has`(letter: String, latin: String) throws {
    for text in [letter, letter.lowercased()] {
      #expect(try MachineReadableZone.nameField(surname: "B" + text, givenNames: "", format: .td3) == "B" + latin)
    }
  }

  @Test func `every Latin letter of Latin-1 and Latin Extended-A can be written`() throws {
    let letters = (0xC0...0x17F).compactMap(Unicode.Scalar.init).filter { $0.properties.isAlphabetic }
    #expect(letters.count > 180)
    for letter in letters where letter != "\u{17F}" {
      let field = try MachineReadableZone.nameField(surname: String(Character(letter)), givenNames: "", format: .td3)
      #expect((1...2).contains(field.count) && field.allSatisfy { ("A"..."Z").contains($0) }, "\(letter)")
    }
  }

  @Test(arguments: [
    ("D’Angelo", "DANGELO"), ("d`Arc", "DARC"), ("Al-Basri", "AL<BASRI"), ("Ann–Sofie", "ANN<SOFIE"),
    ("  Bo   Ib ", "BO<IB"), ("St. John", "ST<JOHN"), ("Bo - Ib", "BO<IB"), ("Hansen, Jr", "HANSEN<JR"),
  ])
  func `signs are dropped or part the name`(name: String, field: String) throws {
    #expect(try MachineReadableZone.nameField(surname: name, givenNames: "", format: .td3) == field)
  }

  @Test func `what cannot be written is refused with its reason`() {
    #expect(throws: MRZMakingFault.unwritable("Щ")) { try make(surname: "Щербаков") }
    #expect(throws: MRZMakingFault.unwritable("3")) { try make(surname: "Bo3") }
    #expect(throws: MRZMakingFault.noName) { try make(surname: " '- ") }
    #expect(throws: MRZMakingFault.tooLong(field: "documentNumber", limit: 9)) { try make(number: "2012345678") }
    #expect(throws: MRZMakingFault.tooLong(field: "optionalData", limit: 14)) { try make(optional: "ABCDEFGHIJKLMNO") }
    #expect(throws: MRZMakingFault.tooLong(field: "documentNumber", limit: 22)) {
      try make(.td1, code: "I", number: "12345678901234567890123")
    }
    #expect(throws: MRZMakingFault.tooLong(field: "optionalData", limit: 9)) {
      try make(.td1, code: "I", number: "1234567890123", optional: "ABCDEFGHIJ")
    }
    for (code, number) in [("V", "201234567"), ("P", ""), ("P", "20 234567"), ("P", "æ01234567"), ("P", "2<<<<<<<<")] {
      #expect(throws: MRZMakingFault.self) { try make(code: code, number: number) }
    }
  }

  /// Numbers on both sides of nine characters, with the place and value of the check digit (ICAO Doc 9303-5, note j).
  @Test(arguments: [
    ("D23145890", "D231458907XY12<<<<<<<<<<<", "XY12"), ("D23145890734", "D23145890<7349<XY12<<<<<<", "XY12"),
    ("1234567890", "123456789<07<<<<<<<<<<<<<", ""), ("1234567890123456789012", "123456789<01234567890129<", ""),
  ])
  func `a card's number may go on in the optional data`(number: String, upper: String, optional: String) throws {
    let zone = try make(.td1, code: "I", number: number, optional: optional)
    let line = zone.lines()[0]
    #expect(line == "I<DNK" + upper)
    let same = try #require(MachineReadableZone.read(zone.lines()).valid)
    #expect(same == zone && same.documentNumber == number && same.optionalData == optional)
  }

  @Test func `a wrong check digit of a long number is told where it stands`() throws {
    var line = Array(try make(.td1, code: "I", number: "D23145890734").lines()[0])
    line[18] = line[18] == "1" ? "2" : "1"
    let rest = try make(.td1, code: "I", number: "D23145890734").lines().dropFirst()
    let faults = MachineReadableZone.read([String(line)] + rest).faults
    #expect(faults.first?.kind == .checkDigit(.documentNumber) && faults.first?.position == 19)
  }

  private func make(
    _ format: MRZFormat = .td3, code: String = "P", number: String = "201234567", optional: String = "",
    surname: String = "Prøve"
  ) throws(MRZMakingFault) -> MachineReadableZone {
    try .make(
      format: format, documentCode: code, documentNumber: number, birthDate: day("1985-10-06"), sex: .unspecified,
      expiryDate: day("2034-06-15"), optionalData: optional, surname: surname, givenNames: "Åse"
    )
  }
}

struct MRZFuzzTests {
  @Test func `whatever can be made reads back as itself`() throws {
    var seeded = Seeded(2)
    let names = [
      "Østergaard", "Å", "Brønd-Ibsen", "Müller", "Þórsdóttir", "O'Neill", "Wolfeschlegelsteinhausenberger", "Li",
    ]
    let marks = Array("ABCXYZ0123456789")
    for _ in 0..<1500 {
      let format = MRZFormat.allCases.randomElement(using: &seeded) ?? .td3
      let length = Int.random(in: 1...(format == .td3 ? 9 : 22), using: &seeded)
      let number = String((0..<length).map { _ in marks.randomElement(using: &seeded) ?? "0" })
      let birth = CivilDate(dayNumber: Int.random(in: -20_000...19_000, using: &seeded))
      let given = (0..<Int.random(in: 0...4, using: &seeded)).map { _ in names.randomElement(using: &seeded) ?? "Li" }
      let zone = try MachineReadableZone.make(
        format: format, documentCode: format == .td3 ? "P" : "ID", documentNumber: number, birthDate: birth,
        sex: Sex.allCases.randomElement(using: &seeded) ?? .unspecified, expiryDate: birth.adding(years: 40),
        surname: names.randomElement(using: &seeded) ?? "Li", givenNames: given.joined(separator: " ")
      )
      let lines = zone.lines()
      #expect(MachineReadableZone.read(lines) == .valid(zone))
      #expect(lines.count == format.lineCount && lines.allSatisfy { $0.count == format.lineLength })
    }
  }

  @Test func `no text at all makes the reader trap, and a valid zone always writes itself back`() {
    var seeded = Seeded(1)
    let specimens = [Specimen.utopia, Specimen.denmark, Specimen.interpol, Specimen.card]
    for round in 0..<3000 {
      let specimen = specimens[round % specimens.count]
      let lines =
        switch round % 5 {
        case 0: [seeded.hostileText(upTo: 120)]
        case 1: (0..<Int.random(in: 0...4, using: &seeded)).map { _ in seeded.hostileText(upTo: 46) }
        case 2: [seeded.mangled(specimen.joined())]
        case 3: Self.rightSize(specimen, &seeded)
        default: specimen.map { seeded.mangled($0) }
        }
      let reading = MachineReadableZone.read(lines)
      if let zone = reading.valid { #expect(zone.lines().joined() == lines.joined().filter { !$0.isNewline }) }
      #expect((reading.valid == nil) != reading.faults.isEmpty)
      // What goes on to a screen or a log is short and harmless whatever was read.
      for fault in reading.faults {
        #expect(fault.found.count <= 20 && fault.found.unicodeScalars.allSatisfy { (32...126).contains($0.value) })
      }
      if let fields = reading.fields {
        #expect(fields.lines().joined().allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<".contains($0) })
        _ = (fields.danishCPR, fields.birthDate.birthDate(notAfter: day("2024-06-15")))
      }
    }
  }

  @Test(arguments: [1, 44, 88, 90, 10_000])
  func `one character over and over is a fault`(count: Int) {
    for character in ["<", "A", "1", "\u{0}", "é", "👩‍👩‍👧", "\r\n", "\u{301}"] {
      let text = String(repeating: character, count: count)
      #expect(MachineReadableZone.read(text).valid == nil)
      #expect(MachineReadableZone.read([text, text]).valid == nil)
    }
    #expect(MachineReadableZone.read(Array(repeating: Specimen.denmark[0], count: count)).valid == nil)
  }

  /// The specimen with characters replaced by others of a zone, so that the lines keep their length.
  private static func rightSize(_ lines: [String], _ seeded: inout Seeded) -> [String] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<<<<<<é\u{1B}")
    return lines.map { line in
      var characters = Array(line)
      for _ in 0..<Int.random(in: 0...3, using: &seeded) {
        characters[Int.random(in: 0..<characters.count, using: &seeded)] = alphabet.randomElement(using: &seeded) ?? "<"
      }
      return String(characters)
    }
  }
}
