import PassportRules
import TestSupport
import Testing

struct HealthCardTests {
  /// The two tracks of an invented holder's card, without sentinels.
  static let trackOne =
    padded("\\STERG]RD^HANNE KRISTINE", to: 34) + padded("PR\\VEVEJ 1, 2. TV", to: 34) + "101" + "2300"
  static let trackTwo = "1" + "208" + "1" + "001" + "0610851178" + "1" + "001234" + "084" + "101" + "010420"
  static let stripe = "%\(trackOne)?;\(trackTwo)?"

  @Test func `a stripe is 116 characters`() {
    #expect(Self.stripe.count == 116)
  }

  /// Both tracks as readers send them: with and without sentinels, return, check characters and other tracks, in any order.
  @Test(arguments: [
    stripe, "\(trackOne)?;\(trackTwo)?", "%\(trackOne)?:\(trackTwo)?", "%\(trackOne)?\(trackTwo)", trackOne + trackTwo,
    "\(trackOne);\(trackTwo)", stripe + "\r", stripe + "\r\n", "%\(trackOne)?;\(trackTwo)",
    "%\(trackOne)?\n;\(trackTwo)?",
    "\(trackOne)\t\(trackTwo)", ";\(trackTwo)?%\(trackOne)?", "%\(trackOne)?5;\(trackTwo)?7+E?", stripe.lowercased(),
    "+12=3?;\(trackTwo)?%\(trackOne)?", "%\(trackOne)?;;\(trackTwo)?;", "%\(trackOne)\(trackTwo)?",
    stripe.replacing("\\", with: "Ø").replacing("]", with: "å"), "\(stripe)?", "\(stripe)\r;",
  ])
  func `both tracks give name, number and day`(text: String) throws {
    let card = try HealthCard(reading: text)
    #expect(card.cpr == .specimen && card.validFrom == day("2020-04-01"))
    #expect(card.surname == "ØSTERGÅRD" && card.givenNames == "HANNE KRISTINE")
  }

  @Test(arguments: [
    ";\(trackTwo)?", ":\(trackTwo)?", trackTwo, "\(trackTwo)?", ";\(trackTwo)", ";\(trackTwo)?\n", ";\(trackTwo)?1",
    ";\(trackTwo)??", "%E?;\(trackTwo)?", "%E?;\(trackTwo)?+E?", "%?;\(trackTwo)?", "E\n\(trackTwo)\nE",
    "%\(trackOne.dropLast())?;\(trackTwo)?", "%\u{7}\(trackOne.dropFirst())?;\(trackTwo)?", "=\(trackTwo)#",
    "%E?5\(trackTwo)?",
  ])
  func `track 2 gives number and day wherever it stands, whatever stands beside it`(text: String) throws {
    let card = try HealthCard(reading: text)
    #expect(card.cpr == .specimen && card.validFrom == day("2020-04-01"))
    #expect(card.surname == nil && card.givenNames == nil)
  }

  @Test(arguments: ["0610851178", "0610851178\r", "061085-1178", "]C0061085-1178", "*0610851178*", "A0610851178B"])
  func `the barcode gives the number`(text: String) throws {
    let card = try HealthCard(reading: text)
    #expect(card.cpr == .specimen && card.surname == nil && card.givenNames == nil && card.validFrom == nil)
  }

  @Test(arguments: [
    ("[RNE^BO", "ÆRNE", "BO"), ("ÆRØ^ÅSE", "ÆRØ", "ÅSE"), ("ærø^åse", "ÆRØ", "ÅSE"),
    ("VAN DER BERG^ANNE-MARIE  EA", "VAN DER BERG", "ANNE-MARIE EA"),
    ("O'NEILL^BO", "O'NEILL", "BO"), ("ARKFREITH", "ARKFREITH", ""), ("A^B^C", "A", "B^C"),
  ])
  func `names are taken from the stripe's character set`(field: String, surname: String, given: String) throws {
    let card = try HealthCard(
      reading: "%\(Self.padded(field, to: 34))\(Self.trackOne.dropFirst(34))?;\(Self.trackTwo)?")
    #expect(card.surname == surname && card.givenNames == given)
  }

  @Test(arguments: [
    ("010479", "2079-04-01"), ("010480", "1980-04-01"), ("310199", "1999-01-31"), ("290224", "2024-02-29"),
  ])
  func `a card's day lies between 1980 and 2079`(digits: String, date: String) throws {
    #expect(try HealthCard(reading: ";\(Self.trackTwo.dropLast(6))\(digits)?").validFrom == day(date))
  }

  /// Texts that end too early or too late, or hold one track only.
  static let cut: [(String, HealthCardFault)] = [
    ("", .empty), ("\r\n", .empty), ("%\(trackOne)?", .trackTwoMissing), (trackOne, .trackTwoMissing),
    ("%\(trackOne)?\r", .trackTwoMissing), ("%?", .trackTwoMissing), ("%", .trackTwoMissing), (";?", .trackTwoMissing),
    (";", .trackTwoMissing), ("%0610851178?", .trackTwoMissing), ("061085117", .tooShort(track: 2, missing: 28)),
    ("%E?;E?+E?", .unreadable(track: 2)), (";e?", .unreadable(track: 2)), ("%\(trackOne)?;E?", .unreadable(track: 2)),
    (";\(trackTwo.dropLast())?", .tooShort(track: 2, missing: 1)), (";1208?", .tooShort(track: 2, missing: 33)),
    ("%E?;E?;1208100106?", .tooShort(track: 2, missing: 27)), (";12?", .tooShort(track: 2, missing: 35)),
    (";\(trackTwo)0?", .unexpectedCharacter(position: 39, expected: "the end of track 2")),
  ]

  /// Texts of the right length with something wrong in them, and other cards.
  static let wrong: [(String, HealthCardFault)] = [
    (";1752\(trackTwo.dropFirst(4))?", .otherCard(position: 3)), (";0610851178?", .otherCard(position: 3)),
    (";4111111111111111=30121010000000000000?", .otherCard(position: 3)), ("%CLUB?;12345678?", .otherCard(position: 9)),
    (";\(trackTwo.dropLast())A?", .unexpectedCharacter(position: 38, expected: "a digit")),
    ("\(trackTwo.dropLast())\u{1B}", .unexpectedCharacter(position: 37, expected: "a digit")),
    (";\(trackTwo.dropLast(6))310299?", .impossibleDate(position: 33)),
    (card(cpr: "6610851178"), .cpr(.replacementNumber, position: 10)),
    ("%E?" + card(cpr: "6610851178") + "+E?", .cpr(.replacementNumber, position: 13)),
    (card(cpr: "3111851178"), .cpr(.impossibleDate, position: 10)),
    (card(cpr: "06108511=8"), .unexpectedCharacter(position: 18, expected: "a digit")),
    ("6610851178", .cpr(.replacementNumber, position: 1)), ("*3111851178*", .cpr(.impossibleDate, position: 2)),
    ("061085A1B8", .cpr(.replacementNumber, position: 1)),
    (card(cpr: "0610851178") + card(cpr: "0610851194"), .twoNumbers),
    (card(cpr: "0610851178") + card(cpr: "6610851178"), .twoNumbers),
  ]

  private static func card(cpr: String) -> String {
    ";\(trackTwo.prefix(8))\(cpr)\(trackTwo.dropFirst(18))?"
  }

  @Test(arguments: cut + wrong)
  func `a fault is told with its place`(text: String, fault: HealthCardFault) {
    #expect(throws: fault) { try HealthCard(reading: text) }
  }

  @Test func `one number in two tracks is one number`() throws {
    #expect(try HealthCard(reading: Self.card(cpr: "0610851178") + Self.card(cpr: "0610851178")).cpr == .specimen)
  }

  /// Ten digits, or thirty-seven, in the middle of others are nobody's number.
  @Test(arguments: [
    "1\(trackTwo)", "\(trackTwo)1", ";0\(trackTwo)?", "%A0610851178?;12345?", ";\(trackTwo)\(trackTwo)?",
    "A0610851178;",
    "0610851178 0610851178", "%0610851178\r", "CPR0610851178",
  ])
  func `digits that merely stand there are no track 2`(text: String) {
    #expect(throws: HealthCardFault.self) { try HealthCard(reading: text) }
  }

  @Test(arguments: [256, 10_000, 1_000_000])
  func `an endless text is a fault`(count: Int) {
    for character in ["1", "%", ";", "A", " ", "\u{0}", "👩‍👩‍👧", "\r\n", "?"] {
      #expect(throws: HealthCardFault.self) { try HealthCard(reading: String(repeating: character, count: count)) }
    }
    #expect(throws: HealthCardFault.tooLong(limit: 255)) {
      try HealthCard(reading: ";\(Self.trackTwo)?" + String(repeating: "1", count: count - 39))
    }
  }

  @Test func `an interpolation tells neither name nor number`() throws {
    let card = try HealthCard(reading: Self.stripe)
    #expect("\(card)" == "health card 061085-****" && String(reflecting: card) == "\(card)")
  }

  @Test func `no text at all makes the reader trap, and a card never holds a control character`() {
    var seeded = Seeded(4)
    let texts = [Self.stripe, ";\(Self.trackTwo)?", Self.trackOne + Self.trackTwo, "0610851178", "%\(Self.trackOne)?"]
    for round in 0..<3000 {
      let text = round.isMultiple(of: 4) ? seeded.hostileText(upTo: 130) : seeded.mangled(texts[round % texts.count])
      guard let card = try? HealthCard(reading: text) else { continue }
      let name = (card.surname ?? "") + (card.givenNames ?? "")
      #expect(name.count <= 34 && !name.unicodeScalars.contains { $0.properties.generalCategory == .control })
      #expect(card.cpr.digits.count == 10)
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }
}
