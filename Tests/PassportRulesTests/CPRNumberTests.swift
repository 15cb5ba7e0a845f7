import PassportRules
import TestSupport
import Testing

struct CPRNumberTests {
  @Test(arguments: ["0610851178", "061085-1178", "061085 1178"])
  func `the specimen is read with and without its separator`(text: String) throws {
    let number = try CPRNumber(parsing: text)
    #expect(number == .specimen)
    #expect(number.digits == "0610851178")
    #expect(number.formatted == "061085-1178")
    #expect(number.masked == "061085-****")
    #expect(number.mrzForm == "061085<1178")
    #expect(number.birthDate == day("1985-10-06"))
    #expect(number.sex == .female)
    #expect(!number.passesModulus11)
  }

  /// Year of the century, seventh digit and century, at both ends of every row of the table.
  @Test(arguments: [
    ("00", 0...3, 1900), ("99", 0...3, 1900), ("36", 0...3, 1900), ("37", 0...3, 1900), ("57", 0...3, 1900),
    ("00", 4...4, 2000), ("36", 4...4, 2000), ("37", 4...4, 1900), ("99", 4...4, 1900),
    ("00", 9...9, 2000), ("36", 9...9, 2000), ("37", 9...9, 1900), ("99", 9...9, 1900),
    ("00", 5...8, 2000), ("57", 5...8, 2000), ("58", 5...8, 1800), ("99", 5...8, 1800),
  ])
  func `the seventh digit tells the century`(year: String, sevenths: ClosedRange<Int>, century: Int) throws {
    for seventh in sevenths {
      let number = try failing("1503\(year)\(seventh)")
      #expect(number.birthDate == CivilDate(year: century + (Int(year) ?? 0), month: 3, day: 15))
    }
  }

  @Test func `a leap day is a day in a leap year of its own century only`() throws {
    #expect(try failing("2902004").birthDate == day("2000-02-29"))
    #expect(throws: CPRFault.impossibleDate) { try CPRNumber(parsing: "290200-1111") }
    #expect(throws: CPRFault.impossibleDate) { try CPRNumber(parsing: "290285-1111") }
    #expect(try failing("2902841").birthDate == day("1984-02-29"))
  }

  @Test(arguments: zip(0...9, [Sex.female, .male, .female, .male, .female, .male, .female, .male, .female, .male]))
  func `the last digit tells the sex`(last: Int, sex: Sex) throws {
    // A birth in 2057: nobody has any of these numbers.
    #expect(try CPRNumber(parsing: "020157-500\(last)").sex == sex)
  }

  @Test func `a number of 1 January that fails modulus 11 is valid`() throws {
    // A birth in 2057, so that no living person's number stands here.
    let numbers = try (0...99).map { try CPRNumber(parsing: "01015750\($0 < 10 ? "0" : "")\($0)") }
    #expect(numbers.allSatisfy { $0.birthDate == day("2057-01-01") })
    #expect(numbers.contains { !$0.passesModulus11 })
    #expect(numbers.contains { $0.passesModulus11 })
  }

  @Test func `modulus 11 weighs every digit`() throws {
    // Of the ten numbers that differ in the last digit alone at most one passes.
    let passing = try (0...9).map { try CPRNumber(parsing: "020157500\($0)").passesModulus11 }.count { $0 }
    #expect(passing <= 1)
    // 0·4+2·3+0·2+1·7+5·6+7·5+5·4+0·3+5·2+2·1 = 110 = 10·11, a birth in 2057.
    #expect(try CPRNumber(parsing: "020157-5052").passesModulus11)
    #expect(try !CPRNumber(parsing: "020157-5053").passesModulus11)
  }

  @Test(arguments: [
    "660685-1178", "910157-5000", "6106851178", "061085-A178", "061085-1B78", "061085-11c8", "061085ABC8",
    "661085-A178",
  ])
  func `a replacement number is told apart`(text: String) {
    #expect(throws: CPRFault.replacementNumber) { try CPRNumber(parsing: text) }
  }

  @Test(arguments: [
    ("", CPRFault.wrongLength(found: 0)), ("061085", .wrongLength(found: 6)), ("061085117", .wrongLength(found: 9)),
    ("061085-117", .wrongLength(found: 9)), ("06108511788", .wrongLength(found: 11)),
    ("061085-11788", .wrongLength(found: 11)),
    ("06-10-85-1178", .unexpectedCharacter("-", position: 3)), ("061085--1178", .unexpectedCharacter("-", position: 8)),
    ("061085–1178", .unexpectedCharacter("–", position: 7)), ("061085-117O", .unexpectedCharacter("O", position: 11)),
    ("O61085-1178", .unexpectedCharacter("O", position: 1)), ("061085-117٨", .unexpectedCharacter("٨", position: 11)),
    ("061085-A17", .unexpectedCharacter("A", position: 8)), ("069985-A178", .unexpectedCharacter("A", position: 8)),
    ("061085-Æ178", .unexpectedCharacter("Æ", position: 8)), (" 061085-1178", .unexpectedCharacter(" ", position: 1)),
    ("061085\u{1B}1178", .unexpectedCharacter("\u{1B}", position: 7)),
    ("311185-1178", .impossibleDate), ("001085-1178", .impossibleDate), ("061385-1178", .impossibleDate),
    ("060085-1178", .impossibleDate), ("321085-1178", .impossibleDate), ("921085-1178", .impossibleDate),
    ("601085-1178", .impossibleDate), ("911185-1178", .impossibleDate),
  ])
  func `a slip is told with its kind and place`(text: String, fault: CPRFault) {
    #expect(throws: fault) { try CPRNumber(parsing: text) }
  }

  @Test func `ten thousand characters are a fault, not a trap`() {
    #expect(throws: CPRFault.wrongLength(found: 10_000)) {
      try CPRNumber(parsing: String(repeating: "1", count: 10_000))
    }
  }

  @Test(arguments: ["061085<1178", "061085<1178<<<"])
  func `a passport's optional field gives the number`(field: String) {
    #expect(CPRNumber(mrzOptional: field) == .specimen)
  }

  @Test(arguments: [
    "", "<<<<<<<<<<<<<<", "0610851178<<<<", "061085<1178<<5", "061085<117<<<<", "061085<1178<<<<<", "ZE184226B<<<<<",
    "061085<11",
  ])
  func `any other optional field gives none`(field: String) {
    #expect(CPRNumber(mrzOptional: field) == nil)
  }

  @Test func `an interpolation or a dump never tells the last four digits`() {
    var dumped = ""
    dump(CPRNumber.specimen, to: &dumped)
    for text in ["\(CPRNumber.specimen)", String(reflecting: CPRNumber.specimen), "\([CPRNumber.specimen])", dumped] {
      #expect(text.contains("061085-****") && !text.contains("1178"))
    }
  }

  @Test func `invented numbers tell the day and sex they were made for and fail modulus 11`() {
    for birth in ["1930-05-02", "1985-10-06", "2000-02-29", "2012-12-24", "2024-06-15"].map(day) {
      for sex in [Sex.female, .male] {
        let number = CPRNumber.invented(bornOn: birth, sex: sex)
        #expect(number.birthDate == birth && number.sex == sex && !number.passesModulus11)
      }
    }
  }

  @Test func `no text at all makes the reader trap, and what it takes it writes back`() {
    var seeded = Seeded(3)
    for _ in 0..<3000 {
      let text = Bool.random(using: &seeded) ? seeded.hostileText(upTo: 14) : seeded.mangled("061085-1178")
      guard let number = try? CPRNumber(parsing: text) else { continue }
      #expect(text == number.digits || text == number.formatted || text.filter { $0 != " " } == number.digits)
    }
  }

  /// A number with these seven digits that fails modulus 11.
  private func failing(_ head: String) throws -> CPRNumber {
    let numbers = try (100...199).map { try CPRNumber(parsing: head + String($0)) }
    return try #require(numbers.first { !$0.passesModulus11 })
  }
}
