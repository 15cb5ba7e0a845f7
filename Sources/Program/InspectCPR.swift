import ArgumentParser
import PassportRules
import Renewal

/// `pasboks inspect cpr`.
struct InspectCPR: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cpr", abstract: "A CPR number: birth date, sex, modulus 11 (advice only, never a refusal).",
    discussion: """
      Ten digits, with or without a hyphen or a space after the sixth, each number on a line of standard input. The last \
      four never come out again.

      Examples:
        pasboks inspect cpr                      type a number and Enter; Ctrl-D ends
        pasboks inspect cpr < numbers.txt
      """
  )

  @Argument(
    help: "Specimens alone: what stands here is seen by others. Otherwise each line of standard input is a number.")
  var numbers: [String] = []

  func run() throws {
    try Inspect.run(numbers, hint: "the specimen 061085-1178", Self.look)
  }

  static func look(_ text: String) -> Finding {
    do throws(CPRFault) {
      return Finding(members(try CPRNumber(parsing: text)))
    } catch {
      return Finding([:], faults: [fault(error)])
    }
  }

  static func members(_ number: CPRNumber) -> [String: JSON] {
    [
      "number": .text(number.masked), "birthDate": number.birthDate.json, "sex": .text(number.sex.rawValue),
      "passesModulus11": .flag(number.passesModulus11),
    ]
  }

  /// The fault, its position moved on by what stands before the number.
  static func fault(_ fault: CPRFault, after: Int = 0) -> JSON {
    switch fault {
    case .wrongLength(let found):
      Finding.fault("wrongLength", position: after + 1, expected: "10 digits", found: "\(found) characters")
    case .unexpectedCharacter(let character, let position):
      Finding.fault("unexpectedCharacter", position: after + position, expected: "a digit", found: String(character))
    case .impossibleDate:
      Finding.fault("impossibleDate", position: after + 1, expected: "DDMMYY and a digit for the century")
    case .replacementNumber:
      Finding.fault(
        "replacementNumber", position: after + 1, expected: "a CPR number; staff handle replacement numbers")
    }
  }
}
