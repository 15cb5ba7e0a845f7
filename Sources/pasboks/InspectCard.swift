import ArgumentParser
import PassportRules

/// `pasboks inspect card`.
struct InspectCard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card", abstract: "A yellow health card: both tracks as a reader sends them, track 2, or the barcode."
  )

  @Argument(help: "Cards; otherwise each line of standard input is one.")
  var cards: [String] = []

  func run() throws {
    try Inspect.run(cards, hint: "the ten digits of a barcode", Self.look)
  }

  static func look(_ text: String) -> Finding {
    do throws(HealthCardFault) {
      let card = try HealthCard(stripe: text)
      return Finding(
        InspectCPR.members(card.cpr) + [
          ("surname", .text(card.surname)), ("givenNames", .text(card.givenNames)),
          ("validFrom", .text(card.validFrom?.description)),
        ])
    } catch {
      return Finding([], faults: [fault(error)])
    }
  }

  private static func fault(_ fault: HealthCardFault) -> JSON {
    switch fault {
    case .empty: Finding.fault("empty", position: 1, expected: "a card")
    case .tooLong(let limit):
      Finding.fault("tooLong", position: limit + 1, expected: "at most \(limit) characters")
    case .tooShort(let track, let missing):
      Finding.fault("tooShort", expected: "\(missing) more characters in track \(track)")
    case .unexpectedCharacter(let position, let expected):
      Finding.fault("unexpectedCharacter", position: position, expected: expected)
    case .trackTwoMissing: Finding.fault("trackTwoMissing", expected: "track 2, which has the CPR number")
    case .cpr(let fault, let position): InspectCPR.fault(fault, after: position - 1)
    case .impossibleDate(let position):
      Finding.fault("impossibleDate", position: position, expected: "a day as DDMMYY")
    }
  }
}
