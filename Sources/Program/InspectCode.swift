import ArgumentParser
import PassportRules
import Renewal

/// `pasboks inspect code`.
struct InspectCode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "A barcode or square code: the number behind what the reader and the code put around it.",
    discussion: """
      Ten digits are a CPR number, six a booking code, one to six the number of a case. Symbology identifiers, start and stop signs, \
      blanks and the number's own hyphen are not part of it. The box's own prefix, # as shipped, may stand before it.
      """
  )

  @OptionGroup var arrival: Arrival
  @Argument(help: "Codes; otherwise each line of standard input is one.")
  var codes: [String] = []

  func run() throws {
    try Inspect.run(codes, hint: "]C0061085-1178") { Self.look(arrival.reading($0, .code)) }
  }

  private static let expected = "a number, and around it only what readers add"

  static func look(_ reading: Scan) -> Finding {
    let text = reading.text.hasPrefix("#") ? String(reading.text.dropFirst()) : reading.text
    let card = InspectCard.look(Scan(kind: .code, text: text))
    guard let code = ReadCode(text) else {
      return card.isValid ? card : Finding([:], faults: [Finding.fault("noNumber", expected: expected)])
    }
    if card.isValid || code.number.utf8.count == 10 { return card }
    guard let digits = code.digits, (1...6).contains(digits.utf8.count) else {
      return Finding(
        [:], faults: [Finding.fault("wrongLength", position: code.position, expected: "10 digits, or 1 to 6")])
    }
    return Finding(["digits": .text(digits), "isBookingCode": .flag(BookingCode(digits) != nil)])
  }
}
