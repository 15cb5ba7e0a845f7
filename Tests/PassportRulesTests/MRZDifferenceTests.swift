import PassportRules
import TestSupport
import Testing

/// What differs between a page and its chip where no check digit looks, and what does where one does.
struct MRZDifferenceTests {
  static let passport = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
  ]
  static let card = [
    "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
  ]

  private static func zone(_ lines: [String]) throws -> MachineReadableZone {
    try #require(MachineReadableZone.read(lines).valid, "\(lines)")
  }

  private static func changed(_ lines: [String], _ line: Int, _ place: Int, to sign: Character) -> [String] {
    var lines = lines
    var signs = Array(lines[line])
    signs[place] = sign
    lines[line] = String(signs)
    return lines
  }

  @Test(
    "Names, states and sex may be misread, and each is told with its place",
    arguments: [
      (passport, 0, 43, Character("K")), (passport, 0, 13, "K"), (passport, 0, 5, "F"), (passport, 0, 4, "D"),
      (passport, 1, 10, "V"), (passport, 1, 20, "M"), (passport, 1, 20, "<"), (card, 2, 0, "F"), (card, 2, 29, "K"),
      (card, 1, 7, "M"), (card, 1, 17, "C"), (card, 0, 2, "V"),
    ])
  func unchecked(lines: [String], line: Int, place: Int, sign: Character) throws {
    let chip = try Self.zone(lines)
    let printed = try Self.zone(Self.changed(lines, line, place, to: sign))
    let difference = try #require(MRZDifference(printed: printed, chip: chip))
    #expect(difference.lines.map(\.places) == [[place]])
    let shown = try #require(difference.lines.first)
    #expect(Array(shown.printed)[place] == sign && Array(shown.chip)[place] == Array(lines[line])[place])
    #expect(!shown.printed.contains("8989") && !shown.printed.contains("7408") && !shown.chip.contains("1204"))
  }

  /// Every single character that a check digit covers, changed with all its digits put right again.
  @Test func `what a check digit covers is never only misread`() throws {
    let chip = try Self.zone(Self.passport)
    let others = [
      try MachineReadableZone.make(
        issuer: "UTO", documentNumber: "L898902C4", nationality: "UTO", birthDate: day("1974-08-12"), sex: .female,
        expiryDate: day("2012-04-15"), optionalData: "ZE184226B", surname: "Eriksson", givenNames: "Anna Maria"),
      try MachineReadableZone.make(
        issuer: "UTO", documentNumber: "L898902C3", nationality: "UTO", birthDate: day("1974-08-13"), sex: .female,
        expiryDate: day("2012-04-15"), optionalData: "ZE184226B", surname: "Eriksson", givenNames: "Anna Maria"),
      try MachineReadableZone.make(
        issuer: "UTO", documentNumber: "L898902C3", nationality: "UTO", birthDate: day("1974-08-12"), sex: .female,
        expiryDate: day("2013-04-15"), optionalData: "ZE184226B", surname: "Eriksson", givenNames: "Anna Maria"),
      try MachineReadableZone.make(
        issuer: "UTO", documentNumber: "L898902C3", nationality: "UTO", birthDate: day("1974-08-12"), sex: .female,
        expiryDate: day("2012-04-15"), optionalData: "ZE184226C", surname: "Eriksson", givenNames: "Anna Maria"),
      try MachineReadableZone.make(
        issuer: "UTO", documentNumber: "L898902C4", nationality: "UTO", birthDate: day("1974-08-12"), sex: .female,
        expiryDate: day("2012-04-15"), optionalData: "ZE184226B", surname: "Erikson", givenNames: "Anna Maria"),
    ]
    for other in others { #expect(MRZDifference(printed: other, chip: chip) == nil) }
  }

  @Test func `equal zones, and zones of two sizes, have no such difference`() throws {
    let passport = try Self.zone(Self.passport)
    #expect(MRZDifference(printed: passport, chip: passport) == nil)
    #expect(MRZDifference(printed: passport, chip: try Self.zone(Self.card)) == nil)
  }
}
