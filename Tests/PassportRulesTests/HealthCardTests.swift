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

  /// Both tracks as readers send them: with and without sentinels, prefix or return.
  @Test(arguments: [
    stripe, "\(trackOne)?;\(trackTwo)?", "%\(trackOne)?:\(trackTwo)?", "%\(trackOne)?\(trackTwo)", trackOne + trackTwo,
    "\(trackOne);\(trackTwo)", stripe + "\r", stripe + "\r\n", "%\(trackOne)?;\(trackTwo)",
  ])
  func `both tracks give name, number and day`(text: String) throws {
    let card = try HealthCard(stripe: text)
    #expect(card.cpr == .specimen && card.validFrom == day("2020-04-01"))
    #expect(card.surname == "ØSTERGÅRD" && card.givenNames == "HANNE KRISTINE")
  }

  @Test(arguments: [";\(trackTwo)?", ":\(trackTwo)?", trackTwo, "\(trackTwo)?", ";\(trackTwo)", ";\(trackTwo)?\n"])
  func `track 2 alone gives number and day`(text: String) throws {
    let card = try HealthCard(stripe: text)
    #expect(card.cpr == .specimen && card.validFrom == day("2020-04-01"))
    #expect(card.surname == nil && card.givenNames == nil)
  }

  @Test(arguments: ["0610851178", "0610851178\r"])
  func `the barcode gives the number`(text: String) throws {
    let card = try HealthCard(stripe: text)
    #expect(card.cpr == .specimen && card.surname == nil && card.givenNames == nil && card.validFrom == nil)
  }

  @Test(arguments: [
    ("[RNE^BO", "ÆRNE", "BO"), ("ÆRØ^ÅSE", "ÆRØ", "ÅSE"),
    ("VAN DER BERG^ANNE-MARIE  EA", "VAN DER BERG", "ANNE-MARIE EA"),
    ("O'NEILL^BO", "O'NEILL", "BO"), ("ARKFREITH", "ARKFREITH", ""), ("A^B^C", "A", "B^C"),
  ])
  func `names are taken from the stripe's character set`(field: String, surname: String, given: String) throws {
    let card = try HealthCard(stripe: "%\(Self.padded(field, to: 34))\(Self.trackOne.dropFirst(34))?;\(Self.trackTwo)?")
    #expect(card.surname == surname && card.givenNames == given)
  }

  @Test(arguments: [
    ("010479", "2079-04-01"), ("010480", "1980-04-01"), ("310199", "1999-01-31"), ("290224", "2024-02-29"),
  ])
  func `a card's day lies between 1980 and 2079`(digits: String, date: String) throws {
    #expect(try HealthCard(stripe: ";\(Self.trackTwo.dropLast(6))\(digits)?").validFrom == day(date))
  }

  /// Texts that end too early or too late, or hold one track only.
  static let cut: [(String, HealthCardFault)] = [
    ("", .empty), ("\r\n", .empty), ("%\(trackOne)?", .trackTwoMissing), (trackOne, .trackTwoMissing),
    ("%\(trackOne)?\r", .trackTwoMissing), ("%?", .tooShort(track: 1, missing: 75)),
    ("%", .tooShort(track: 1, missing: 75)), (";?", .tooShort(track: 2, missing: 37)),
    (";", .tooShort(track: 2, missing: 37)), ("061085117", .tooShort(track: 2, missing: 28)),
    (";\(trackTwo.dropLast())?", .tooShort(track: 2, missing: 1)),
    ("%\(trackOne.dropLast())?;\(trackTwo)?", .tooShort(track: 1, missing: 1)),
    ("\(stripe)?", .tooLong(limit: 116)), ("\(stripe)\r;", .tooLong(limit: 116)),
    ("\(stripe)\r\r", .tooLong(limit: 116)),
    (";\(trackTwo)?1", .unexpectedCharacter(position: 40, expected: "the end")),
    (";\(trackTwo)??", .unexpectedCharacter(position: 40, expected: "the end")),
  ]

  private static let sign = "a letter, digit, sign or space"

  /// Texts of the right length with something wrong in them.
  static let wrong: [(String, HealthCardFault)] = [
    (";1752\(trackTwo.dropFirst(4))?", .unexpectedCharacter(position: 3, expected: "208, the country code of Denmark")),
    (";\(trackTwo.dropLast())A?", .unexpectedCharacter(position: 38, expected: "a digit")),
    ("\(trackTwo.dropLast())\u{1B}", .unexpectedCharacter(position: 37, expected: "a digit")),
    ("%\u{7}\(trackOne.dropFirst())?;\(trackTwo)?", .unexpectedCharacter(position: 2, expected: sign)),
    ("%a\(trackOne.dropFirst())?;\(trackTwo)?", .unexpectedCharacter(position: 2, expected: sign)),
    (";\(trackTwo.dropLast(6))310299?", .impossibleDate(position: 33)),
    (card(cpr: "6610851178"), .cpr(.replacementNumber, position: 10)),
    (card(cpr: "3111851178"), .cpr(.impossibleDate, position: 10)),
    (card(cpr: "06108511=8"), .cpr(.unexpectedCharacter("=", position: 9), position: 10)),
    ("6610851178", .cpr(.replacementNumber, position: 1)), ("3111851178", .cpr(.impossibleDate, position: 1)),
  ]

  private static func card(cpr: String) -> String {
    ";\(trackTwo.prefix(8))\(cpr)\(trackTwo.dropFirst(18))?"
  }

  @Test(arguments: cut + wrong)
  func `a fault is told with its place`(text: String, fault: HealthCardFault) {
    #expect(throws: fault) { try HealthCard(stripe: text) }
  }

  @Test(arguments: [117, 10_000, 1_000_000])
  func `an endless text is a fault`(count: Int) {
    for character in ["1", "%", ";", "A", " ", "\u{0}", "👩‍👩‍👧", "\r\n", "?"] {
      #expect(throws: HealthCardFault.self) { try HealthCard(stripe: String(repeating: character, count: count)) }
    }
  }

  @Test func `an interpolation tells neither name nor number`() throws {
    let card = try HealthCard(stripe: Self.stripe)
    #expect("\(card)" == "health card 061085-****" && String(reflecting: card) == "\(card)")
  }

  @Test func `no text at all makes the reader trap, and a card never holds a control character`() {
    var seeded = Seeded(4)
    let texts = [Self.stripe, ";\(Self.trackTwo)?", Self.trackOne + Self.trackTwo, "0610851178", "%\(Self.trackOne)?"]
    for round in 0..<3000 {
      let text = round.isMultiple(of: 4) ? seeded.hostileText(upTo: 130) : seeded.mangled(texts[round % texts.count])
      guard let card = try? HealthCard(stripe: text) else { continue }
      let name = (card.surname ?? "") + (card.givenNames ?? "")
      #expect(name.count <= 34 && !name.unicodeScalars.contains { $0.properties.generalCategory == .control })
      #expect(card.cpr.digits.count == 10)
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }
}
