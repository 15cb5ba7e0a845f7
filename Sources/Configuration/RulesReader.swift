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
    let validity = dated(file, "validity", &provenance, validity) ?? (([], .ordinary), .first)
    let limit = dated(file, "passportLimit", &provenance, passportLimit)
    let extensionLimit = extensionLimit(file, &provenance)
    let rules = Rules(
      fees: fees, pensionSteps: pension, validity: validity.rule.steps, validityFrom: validity.validFrom,
      validityForAuthorityError: validity.rule.faulty,
      printsFromAge: ages.prints, signatureFromAge: ages.signature, majority: ages.majority,
      youthFromAge: ages.youthFee, doubleFeeGrounds: grounds.double, freeGrounds: grounds.free,
      passportLimit: limit.flatMap { limit in
        limit.rule.map { PassportLimit(validFrom: limit.validFrom, count: $0.passports, years: $0.years) }
      },
      extensionLimit: extensionLimit
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
    dated(parent, key, &provenance, read)?.rule
  }

  /// Reads a rule that is obeyed from its `validFrom` on only.
  static func dated<Result>(
    _ parent: Section, _ key: String, _ provenance: inout [Provenance], _ read: (Section) -> Result
  ) -> (rule: Result, validFrom: CivilDate)? {
    var origin: Provenance?
    let result = parent.group(key) { group in
      let result = read(group)
      origin = self.origin(of: group, line: parent.line(of: key))
      return result
    }
    guard let result, let origin else { return nil }
    provenance.append(origin)
    return (result, origin.validFrom)
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
  ) -> (prints: Int, signature: Int, majority: Int, youthFee: Int) {
    var origins: [Provenance] = []
    let ages = file.group("ages") { group in
      (
        prints: number(group, "prints", "years", 0...30, &origins),
        signature: number(group, "signature", "years", 0...30, &origins),
        majority: number(group, "majority", "years", 1...30, &origins),
        youthFee: number(group, "youthFee", "years", 0...30, &origins)
      )
    }
    provenance += origins
    if let ages, file.isSound, ages.youthFee > ages.majority {
      file.reject(
        "ages", found: "youthFee from \(ages.youthFee) years and majority from \(ages.majority)",
        expected: "youthFee not above majority"
      )
    }
    return ages ?? (prints: 0, signature: 0, majority: 1, youthFee: 0)
  }

  private static func extensionLimit(_ file: Section, _ provenance: inout [Provenance]) -> ExtensionLimit {
    var origins: [Provenance] = []
    let limit = file.group("limits") { group in
      dated(group, "extensionAfterExpiry", &origins) { $0.whole("months", 0...60) }
    }
    provenance += origins
    guard let limit, let limit else { return ExtensionLimit(validFrom: .first, months: 0) }
    return ExtensionLimit(validFrom: limit.validFrom, months: limit.rule)
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
