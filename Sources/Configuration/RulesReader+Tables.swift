import PassportRules
import StrictYAML

extension RulesReader {
  /// The fee table: every row whole, oldest first.
  static func fees(_ file: Section, _ provenance: inout [Provenance]) -> [FeeRow] {
    var origins: [Provenance] = []
    var before: FeeRow?
    let rows = file.groups("fees") { group in
      let row = feeRow(group, before: before, &origins)
      before = row
      return row
    }
    provenance += origins
    if let value = file.optional("fees"), case .list(let values) = value.content, values.isEmpty {
      file.reject("fees", value, expected: "at least one row", mend: "copy the shipped rows")
    }
    return rows
  }

  private static func feeRow(_ group: Section, before: FeeRow?, _ origins: inout [Provenance]) -> FeeRow {
    let child = group.kroner("child")
    let youth = group.kroner("youth")
    let adult = group.kroner("adult")
    let pensioner = group.kroner("pensioner")
    let prints = group.kroner("fingerprintPart")
    let origin = origin(of: group, line: group.line)
    let row = FeeRow(
      validFrom: origin.validFrom, source: origin.source, child: child, youth: youth, adult: adult,
      pensioner: pensioner,
      printsPart: prints
    )
    origins.append(origin)
    guard group.isSound else { return row }
    if let before, row.validFrom <= before.validFrom {
      group.reject(
        "validFrom", found: "\(row.validFrom) after \(before.validFrom)", expected: "a later day than the row before",
        mend: "put the rows in order, the oldest first, one for each day"
      )
    }
    for (key, amount) in [("youth", youth), ("adult", adult), ("pensioner", pensioner)] where amount < prints {
      group.reject(
        "fingerprintPart", found: "\(prints.kroner), more than the \(amount.kroner) of “\(key)”",
        expected: "a part of each fee", mend: "write the fees with the fingerprint part included"
      )
    }
    return row
  }

  /// The pension ages: the first step for everybody born before the second one's day, then later and later births.
  static func pensionSteps(_ group: Section) -> [PensionStep] {
    var before: PensionStep?
    let steps = group.groups("steps") { step in
      let isFirst = before == nil
      let born = isFirst ? firstBirth(step) : step.date("bornFrom")
      let read = PensionStep(bornFrom: born, ageMonths: ageMonths(step))
      if step.isSound, let last = before?.bornFrom, let born, born <= last {
        step.reject("bornFrom", found: "\(born) after \(last)", expected: "a later day than the step before")
      }
      before = read
      return read
    }
    if steps.isEmpty { group.reject("steps", found: "no step", expected: "at least one step") }
    return steps
  }

  /// The first step's key: it must not have a day, or those born before it would have no pension age.
  private static func firstBirth(_ step: Section) -> CivilDate? {
    if let value = step.optional("bornFrom") {
      step.reject(
        "bornFrom", value, expected: "no such key in the first step, which holds for everybody born earlier",
        mend: "add a first step without bornFrom"
      )
    }
    return nil
  }

  /// An age in years, or in years and a half.
  private static func ageMonths(_ step: Section) -> Int {
    let years = step.number("years", 50...80)
    guard step.isSound else { return 0 }
    guard let months = Int(exactly: years * 12), months.isMultiple(of: 6) else {
      step.reject("years", found: "\(years)", expected: "whole or half years, such as 65.5")
      return 0
    }
    return months
  }

  /// The validity of a new passport by age, from age 0 on without a hole.
  static func validity(_ group: Section) -> (steps: [ValidityStep], faulty: AuthorityErrorValidity) {
    var before: ValidityStep?
    let steps = group.groups("steps") { step in
      let read = ValidityStep(fromAge: step.whole("fromAge", 0...120), years: step.whole("years", 1...10))
      let expected = before.map { "more than \($0.fromAge)" } ?? "0, so that no age is left out"
      if step.isSound, before.map({ read.fromAge <= $0.fromAge }) ?? (read.fromAge != 0) {
        step.reject(
          "fromAge", found: "\(read.fromAge)", expected: expected, mend: "put the steps in order, from age 0 on")
      }
      before = read
      return read
    }
    if steps.isEmpty { group.reject("steps", found: "no step", expected: "at least one step, from age 0") }
    return (steps, group.word("afterAuthorityError") ?? .ordinary)
  }

  /// So many passports in so many years call staff; nothing where the rule is switched off.
  static func passportLimit(_ group: Section) -> (passports: Int, years: Int)? {
    let isOn = group.flag("enabled")
    let limit = (passports: group.whole("passports", 1...20), years: group.whole("years", 1...20))
    return isOn ? limit : nil
  }
}
