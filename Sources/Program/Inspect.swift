import ArgumentParser
import Renewal
import Reports

/// `pasboks inspect`: what the rules make of one number, card, code, zone or fee, and what the box measures in a picture.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Tell what a number, a card, a code, a machine readable zone, a fee, a photo, a print or a chip says.",
    discussion: """
      A photo and a print are files; `pasboks inspect photo --help` says which. A chip lies on its reader. All other items are lines of standard \
      input, from a file, a program or the keyboard (Ctrl-D ends them). For each one a line of JSON comes out: what was \
      found, and every fault with its position from 1. Ends with 0 when every item is valid and with 65 when one is not.

      Never give a person's number, card or zone as an argument: everybody on the machine can read it while the program \
      runs, and the shell keeps it. It is taken, for specimens, and told.

      Examples:
        pasboks inspect cpr                      type a number and Enter
        pasboks inspect cpr < numbers.txt        each line is a number
        cut -f3 specimens.tsv | pasboks inspect mrz
        pasboks inspect fee --born 1985-10-06 --on 2026-01-02 --grounds lost
        pasboks inspect print right-index.pgm
      """,
    subcommands: [
      InspectMRZ.self, InspectCPR.self, InspectCard.self, InspectCode.self, InspectFee.self, InspectPhoto.self,
      InspectPrint.self, SiblingProgram.InspectChip.self,
    ]
  )
}

/// What an inspection tells of an item.
struct Finding {
  /// Whether nothing is wrong with it.
  let isValid: Bool
  /// What was found, for the line of JSON.
  let members: [String: JSON]

  /// An item with what was found and what is wrong.
  init(_ members: [String: JSON], faults: [JSON] = []) {
    isValid = faults.isEmpty
    self.members = members.merging(["valid": .flag(faults.isEmpty), "faults": .list(faults)]) { $1 }
  }

  /// A fault at a position from 1 of the item.
  static func fault(_ kind: String, position: Int? = nil, expected: String? = nil, found: String? = nil) -> JSON {
    var members: [String: JSON] = ["kind": .text(kind)]
    members["position"] = position.map(JSON.integer)
    members["expected"] = expected.map(JSON.text)
    members["found"] = found.map(JSON.text)
    return .object(members)
  }
}

extension Inspect {
  /// Looks at each item and writes its line; ends the program with 65 when one has a fault, with 66 when there is none.
  static func run(
    _ arguments: [String], hint: String, aboutPeople: Bool = true, _ look: (String) -> Finding
  ) throws {
    if arguments.isEmpty, Items.isKeyboard {
      Output.complaint("each line is an item, such as \(hint); Ctrl-D ends them")
    } else if !arguments.isEmpty, aboutPeople {
      Output.complaint(
        "an argument is seen by everybody on this machine and kept by the shell: give what is a person's on standard input"
      )
    }
    var isValid = true
    let count = Items.each(arguments) { number, item in
      let finding = finding(for: item, look)
      isValid = isValid && finding.isValid
      Output.line(JSON.object(finding.members.merging(["item": .integer(number)]) { $1 }).shown)
    }
    if count == 0 {
      Output.complaint("standard input is empty")
      throw SystemExit.noInput.exit
    }
    if !isValid { throw SystemExit.data.exit }
  }

  private static func finding(for item: Items.Item, _ look: (String) -> Finding) -> Finding {
    switch item {
    case .text(let text): look(text)
    case .tooLong(let bytes):
      Finding(
        [:],
        faults: [
          Finding.fault(
            "tooLong", position: Items.longestLine + 1, expected: "at most \(Items.longestLine) bytes",
            found: "\(bytes) bytes")
        ])
    case .notText: Finding([:], faults: [Finding.fault("notText", expected: "text in UTF-8")])
    }
  }
}
