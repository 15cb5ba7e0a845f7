package import PassportRules
import Renewal

/// The little world around a simulated box: who stands there, what happens, and how fast.
package struct World: Sendable {
  /// What happens.
  package let scenario: Scenario
  /// The invented people.
  package let register: Register
  /// How fast.
  package let pacing: Pacing
  /// Today.
  package let date: CivilDate
  /// Who stands at the box.
  package let citizen: Register.Person
  /// The citizen's fingers.
  let hands = Hands()

  /// A world; nothing when the scenario's person is not in the register.
  package init?(scenario: Scenario, register: Register, pacing: Pacing, date: CivilDate) {
    guard let citizen = register.people[scenario.person] else { return nil }
    self.scenario = scenario
    self.register = register
    self.pacing = pacing
    self.date = date
    self.citizen = citizen
  }

  /// How somebody looks, or looked some years ago.
  func look(of person: Register.Person, yearsAgo: Int = 0) -> FaceLook {
    FaceLook(seed: person.look, age: max(1, person.cpr.birthDate.age(on: date) - yearsAgo))
  }
}
