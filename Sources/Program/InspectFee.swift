import ArgumentParser
import Configuration
import PassportRules
import Renewal
import StrictYAML

/// `pasboks inspect fee`.
struct InspectFee: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fee",
    abstract: "A fee, by birth date, day of application and grounds; and what the application needs.",
    discussion: """
      Give one case by --born, --on and --grounds, or lines of three words on standard input: birth date, day, grounds. \
      Amounts are kroner. The grounds are \(RenewalGrounds.allCases.map(\.rawValue).joined(separator: ", ")).
      """
  )

  @OptionGroup var configuration: ConfigurationFolder

  @Option(help: .init("The birth date.", valueName: "yyyy-mm-dd")) var born: CivilDate?
  @Option(help: .init("The day of the application; today when left out.", valueName: "yyyy-mm-dd")) var on: CivilDate?
  @Option(help: "Why a new passport is wanted.") var grounds: RenewalGrounds?

  func run() throws {
    let rules = try ConfigurationFiles.reading { try KioskConfiguration.rules(folder: configuration.path) }
    let given = born.map { ["\($0) \(on ?? Today.date) \((grounds ?? .expiring).rawValue)"] } ?? []
    if born == nil, on != nil || grounds != nil { throw ValidationError("--on and --grounds need --born.") }
    try Inspect.run(given, hint: "“1985-10-06 2026-01-02 lost”", aboutPeople: false) { Self.look($0, rules) }
  }

  static func look(_ text: String, _ rules: Rules) -> Finding {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard words.count == 3 else {
      return Finding(
        [:], faults: [Finding.fault("wordCount", position: 1, expected: "birth date, day and grounds", found: text)])
    }
    var faults: [JSON] = []
    let born = date(words[0], in: text, &faults)
    let on = date(words[1], in: text, &faults)
    let grounds = RenewalGrounds(rawValue: String(words[2]))
    if grounds == nil {
      let expected = RenewalGrounds.allCases.map(\.rawValue).joined(separator: ", ")
      faults.append(
        Finding.fault(
          "unknownGrounds", position: place(words[2], in: text), expected: expected, found: String(words[2])))
    }
    guard let born, let on, let grounds else { return Finding([:], faults: faults) }
    return finding(born, on, grounds, rules)
  }

  private static func finding(_ born: CivilDate, _ on: CivilDate, _ grounds: RenewalGrounds, _ rules: Rules) -> Finding
  {
    let asked: [String: JSON] = ["born": born.json, "on": on.json, "grounds": .text(grounds.rawValue)]
    switch rules.fee(bornOn: born, on: on, grounds: grounds) {
    case .staff(let fault): return Finding(asked, faults: [self.fault(fault)])
    case .fee(let fee):
      let needs = rules.requirements(bornOn: born, on: on, grounds: grounds)
      return Finding(
        asked.merging([
          "age": .integer(born.age(on: on)), "group": .text(fee.group.rawValue), "row": fee.row.json,
          "total": .integer(fee.total.kroner), "base": .integer(fee.base.kroner),
          "fingerprintPart": .integer(fee.printsPart.kroner), "ordinary": .integer(fee.ordinary.kroner),
          "doubled": .flag(fee.doubled), "pensionDate": rules.pensionDate(bornOn: born).json,
          "validityYears": .integer(rules.validityYears(age: born.age(on: on))), "prints": .flag(needs.prints),
          "signature": .flag(needs.signature), "guardianConsent": .flag(needs.guardianConsent),
          "staff": .list(needs.staff.map(\.rawValue).sorted().map(JSON.text)),
        ]) { $1 })
    }
  }

  private static func fault(_ fault: FeeFault) -> JSON {
    switch fault {
    case .noRows: Finding.fault("noRows", expected: "a fee table")
    case .beforeFirstRow(let first): Finding.fault("beforeFirstRow", expected: "\(first) or later")
    case .notBorn: Finding.fault("notBorn", expected: "a birth date not after the day")
    }
  }

  private static func date(_ word: Substring, in text: String, _ faults: inout [JSON]) -> CivilDate? {
    if let date = CivilDate(iso: word) { return date }
    faults.append(
      Finding.fault(
        "impossibleDate", position: place(word, in: text), expected: "a date as 2026-01-02", found: String(word)))
    return nil
  }

  private static func place(_ word: Substring, in text: String) -> Int {
    text.distance(from: text.startIndex, to: word.startIndex) + 1
  }
}
