import PassportRules
import StrictYAML

/// Reads `rules.yaml`: each rule with the day from which it holds and where it is published.
enum RulesReader {
  /// What `rules.yaml` says; of a file with faults it holds stand-ins.
  struct Part {
    let rules: Rules
    let provenance: [Provenance]
  }

  static func read(_ file: Section) -> Part {
    var provenance: [Provenance] = []
    let fees = fees(file, &provenance)
    let grounds = grounds(file, &provenance)
    let ages = ages(file, &provenance)
    let pension = rule(file, "pensionAge", &provenance, pensionSteps) ?? []
    let validity = rule(file, "validity", &provenance, validity) ?? ([], .ordinary)
    let limit = rule(file, "passportLimit", &provenance, passportLimit) ?? nil
    let months = months(file, &provenance)
    let rules = Rules(
      fees: fees, pensionSteps: pension, validity: validity.steps, validityForAuthorityError: validity.faulty,
      printsFromAge: ages.prints, signatureFromAge: ages.signature, majority: ages.majority,
      youthFromAge: ages.youthFee, doubleFeeGrounds: grounds.double, freeGrounds: grounds.free, passportLimit: limit,
      cardDoorAge: ages.cardDoor, extensionMonths: months.extension, photoMaxAgeMonths: months.photo
    )
    if file.isSound {
      // What hangs together beyond one group, and what this reader might have overlooked.
      for fault in rules.faults() {
        file.reject("fees", found: "“\(fault)”", expected: "rules that do not contradict each other")
      }
    }
    return Part(rules: rules, provenance: provenance)
  }

  /// Reads a rule's own keys and then its `validFrom` and `source`.
  static func rule<Result>(
    _ parent: Section, _ key: String, _ provenance: inout [Provenance], _ read: (Section) -> Result
  ) -> Result? {
    var origin: Provenance?
    let result = parent.group(key) { group in
      let result = read(group)
      origin = self.origin(of: group, line: parent.line(of: key))
      return result
    }
    if let origin { provenance.append(origin) }
    return result
  }

  static func origin(of group: Section, line: Int) -> Provenance {
    Provenance(
      path: group.path, line: line, validFrom: group.date("validFrom"), source: group.text("source", atMost: 200)
    )
  }

  /// A rule that is one whole number.
  private static func number(
    _ parent: Section, _ key: String, _ unit: String, _ range: ClosedRange<Int>, _ provenance: inout [Provenance]
  ) -> Int {
    rule(parent, key, &provenance) { $0.whole(unit, range) } ?? range.lowerBound
  }

  private static func ages(
    _ file: Section, _ provenance: inout [Provenance]
  ) -> (prints: Int, signature: Int, majority: Int, youthFee: Int, cardDoor: Int) {
    var origins: [Provenance] = []
    let ages = file.group("ages") { group in
      (
        prints: number(group, "prints", "years", 0...30, &origins),
        signature: number(group, "signature", "years", 0...30, &origins),
        majority: number(group, "majority", "years", 1...30, &origins),
        youthFee: number(group, "youthFee", "years", 0...30, &origins),
        cardDoor: number(group, "cardDoor", "years", 0...30, &origins)
      )
    }
    provenance += origins
    if let ages, file.isSound, ages.youthFee > ages.majority {
      file.reject(
        "ages", found: "youthFee from \(ages.youthFee) years and majority from \(ages.majority)",
        expected: "youthFee not above majority"
      )
    }
    return ages ?? (prints: 0, signature: 0, majority: 1, youthFee: 0, cardDoor: 0)
  }

  private static func months(_ file: Section, _ provenance: inout [Provenance]) -> (extension: Int, photo: Int) {
    var origins: [Provenance] = []
    let months = file.group("limits") { group in
      (
        extension: number(group, "extensionAfterExpiry", "months", 0...60, &origins),
        photo: number(group, "photoAge", "months", 1...120, &origins)
      )
    }
    provenance += origins
    return months ?? (extension: 0, photo: 1)
  }

  private static func grounds(
    _ file: Section, _ provenance: inout [Provenance]
  ) -> (double: Set<RenewalGrounds>, free: Set<RenewalGrounds>) {
    let double = rule(file, "doubleFee", &provenance) { $0.words("grounds", RenewalGrounds.self) } ?? []
    let free = rule(file, "freeOfCharge", &provenance) { $0.words("grounds", RenewalGrounds.self) } ?? []
    for both in double.intersection(free).map(\.rawValue).sorted() {
      file.reject(
        "freeOfCharge", found: "“\(both)”, which has the double fee too", expected: "each of the grounds in one of them"
      )
    }
    return (double, free)
  }
}
