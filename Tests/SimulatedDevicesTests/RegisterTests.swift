import PassportRules
import Quality
import Renewal
import SimulatedDevices
import StrictYAML
import Testing

/// The invented people, and what a register is refused for.
@Suite struct RegisterTests {
  @Test func `a dozen people of every age group are in the register, and nobody is anybody's double`() throws {
    let people = try ShippedSimulation.register().people.values
    let today = try #require(CivilDate(iso: "2026-11-20"))
    let ages = people.map { $0.cpr.birthDate.age(on: today) }
    #expect(people.count >= 12)
    for group in [0...1, 2...4, 5...11, 12...17, 18...64, 65...66, 67...110] where group != 0...1 && group != 65...66 {
      #expect(ages.contains { group.contains($0) }, "nobody of \(group)")
    }
    #expect(Set(people.map(\.cpr)).count == people.count)
    #expect(Set(people.map(\.look)).count == people.count, "two people look the same")
    #expect(Set(people.compactMap(\.documentNumber)).count == people.compactMap(\.documentNumber).count)
  }

  @Test func `every number is safe`() throws {
    for person in try ShippedSimulation.register().people.values {
      #expect(!person.cpr.passesModulus11)
      #expect(person.cpr.birthDate.month != 1 || person.cpr.birthDate.day != 1)
    }
  }

  @Test func `everybody's face and both index fingers pass when they are shown well`() throws {
    let today = try #require(CivilDate(iso: "2026-11-20"))
    for person in try ShippedSimulation.register().people.values {
      let look = FaceLook(seed: person.look, age: person.cpr.birthDate.age(on: today))
      let picture = try #require(FaceMaker(look: look).picture(FaceScene()))
      #expect(PhotoMeasures.measure(picture).faults(against: .standard) == [], "\(person.key)")
      let right = try #require(RidgeMaker(seed: person.look, finger: 2).picture(RidgeTouch()))
      let left = try #require(RidgeMaker(seed: person.look, finger: 7).picture(RidgeTouch()))
      #expect(PrintMeasures.measure(right).faults(against: .standard) == [], "\(person.key)")
      #expect(PrintMeasures.measure(left).faults(against: .standard) == [], "\(person.key)")
      #expect(!PrintMeasures.sameFinger(right, left), "\(person.key)")
      let ink = SignatureMaker(seed: person.look).ink(.usual)
      #expect(SignatureMeasures.measure(ink).faults(against: .standard) == [], "\(person.key)")
    }
  }

  static let person = "anna:\n  cpr: \"061085-1178\"\n  givenNames: Anna\n  surname: Prøve\n  look: 7\n"

  @Test(arguments: [
    ("061085-1178\"", "061085-117\"", 2), ("061085-1178", "010157-5002", 2), ("061085-1178", "310285-0000", 2),
    ("061085-1178", "671085-0000", 2),
    ("look: 7", "look: 7\n  issuedMonthsAgo: [soon]", 6), ("look: 7", "look: 7\n  expiredMonthsAgo: 0", 6),
    ("look: 7", "look: 7\n  documentExpiry: \"2026-12-30\"\n  expiredMonthsAgo: 2", 7),
    ("look: 7", "look: blue", 5), ("look: 7", "looks: 7", 5), ("givenNames: Anna", "givenNames: [Anna]", 3),
  ])
  func `a wrong entry is refused with its file and line`(old: String, new: String, line: Int) throws {
    #expect(throws: Never.self) { try Register(yaml: Self.person, file: "register.yaml") }
    let text = Self.person.replacing(old, with: new)
    do throws(ConfigurationFaults) {
      _ = try Register(yaml: text, file: "register.yaml")
      Issue.record("accepted \(new)")
    } catch {
      #expect(error.faults.first?.file == "register.yaml")
      #expect(error.faults.contains { $0.line == line }, "\(error)")
    }
  }
}
