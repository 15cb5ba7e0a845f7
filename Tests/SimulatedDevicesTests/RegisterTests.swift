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

  /// What is told of a register.
  private func faults(_ text: String) -> [ConfigurationFault] {
    do throws(ConfigurationFaults) {
      _ = try Register(yaml: text, file: "register.yaml")
      return []
    } catch {
      return error.faults
    }
  }

  @Test(arguments: [
    ("061085-117\"", "(it has 9 characters and not 10)"), ("06108x-1178\"", "(character 6 is no digit)"),
    ("310285-0000\"", "(its first seven digits tell no day of the calendar)"),
    ("671085-0000\"", "(it is a replacement number, which staff handle)"),
  ])
  func `what is wrong with a CPR number is told in words`(number: String, words: String) {
    let told = faults(Self.person.replacing("061085-1178\"", with: number))
    #expect(told.count == 1 && told.first?.found.hasSuffix(words) == true, "\(told)")
  }

  @Test func `two people with one number are refused, at the second one's line`() {
    let other = Self.person.replacing("anna:", with: "bo:").replacing("look: 7", with: "look: 8")
    #expect(faults(Self.person + other).map(\.line) == [7])
    #expect(faults(Self.person + other.replacing("061085-1178", with: "0610851178")).map(\.path) == ["bo.cpr"])
    #expect(faults(Self.person + other.replacing("061085-1178", with: "061085-1180")) == [])
  }

  @Test func `two people with one passport, one booking code or another's former number are refused`() {
    let more = "  documentNumber: \"900000001\"\n  formerCPR: \"061085-1182\"\n  booking:\n    code: \"123456\"\n"
    let other = "bo:\n  cpr: \"061085-1182\"\n  givenNames: Bo\n  surname: Prøve\n  look: 8\n"
    #expect(faults(Self.person + more) == [])
    #expect(
      faults(Self.person + more + other + more.replacing("1182", with: "1184")).map(\.path)
        == ["bo.cpr", "bo.documentNumber", "bo.booking"])
  }
}
