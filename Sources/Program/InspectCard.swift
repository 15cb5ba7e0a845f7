import ArgumentParser
import PassportRules
import Renewal
import Terminal

/// `pasboks inspect card`.
struct InspectCard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card", abstract: "A yellow health card: what a reader sends of its stripe, or of its barcode.",
    discussion: """
      Track 2 may stand anywhere, alone or among other tracks, with or without sentinels and check characters. It is read exactly as \
      the box reads it.
      """
  )

  @OptionGroup var arrival: Arrival
  @Argument(help: "Cards; otherwise each line of standard input is one.")
  var cards: [String] = []

  func run() throws {
    try Inspect.run(cards, hint: "the ten digits of a barcode") { Self.look(arrival.reading($0, .card)) }
  }

  static func look(_ reading: Scan) -> Finding {
    do throws(HealthCardFault) {
      let card = try HealthCard(reading: reading.text)
      return Finding(
        InspectCPR.members(card.cpr).merging([
          "surname": card.surname.json, "givenNames": card.givenNames.json, "validFrom": card.validFrom.json,
        ]) { $1 })
    } catch {
      return Finding([:], faults: [fault(error)])
    }
  }

  private static func fault(_ fault: HealthCardFault) -> JSON {
    switch fault {
    case .empty: Finding.fault("empty", position: 1, expected: "a card")
    case .tooLong(let limit):
      Finding.fault("tooLong", position: limit + 1, expected: "at most \(limit) characters")
    case .tooShort(let track, let missing):
      Finding.fault("tooShort", expected: "\(missing) more characters in track \(track)")
    case .unreadable(let track):
      Finding.fault("unreadable", expected: "track \(track), which the reader could not read")
    case .unexpectedCharacter(let position, let expected):
      Finding.fault("unexpectedCharacter", position: position, expected: expected)
    case .otherCard(let position):
      Finding.fault("otherCard", position: position, expected: "208, the country code of Denmark")
    case .trackTwoMissing: Finding.fault("trackTwoMissing", expected: "track 2, which has the CPR number")
    case .twoNumbers: Finding.fault("twoNumbers", expected: "one track 2, or the same number in each")
    case .cpr(let fault, let position): InspectCPR.fault(fault, after: position - 1)
    case .impossibleDate(let position):
      Finding.fault("impossibleDate", position: position, expected: "a day as DDMMYY")
    }
  }
}

/// How a reading arrives at the box.
struct Arrival: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "matching, or us for the keys of an American reader under a Danish keymap.",
      discussion: "As `layout` in kiosk.yaml; the items are what arrives.", valueName: "layout"))
  var layout = ReaderLayout.matching

  /// The reading as the box has it.
  func reading(_ item: String, _ kind: ScanKind) -> Scan { Scan(kind: kind, text: layout.meant(item)) }
}

extension ReaderLayout: ExpressibleByArgument {}
