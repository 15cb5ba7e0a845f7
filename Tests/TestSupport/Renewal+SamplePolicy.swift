import PassportRules
import Quality
package import Renewal
package import Walk

extension Policy {
  /// A small library's policy, for tests.
  package static let sample = Policy(
    rules: .sample, photoLimits: .standard, printLimits: .standard, signatureLimits: .standard,
    languages: [Language("da"), Language("en")], pickUpPlaces: ["Ørestad Bibliotek", "Borgerservice"],
    heights: 60...230,
    tries: Tries(
      document: 3, mismatch: 3, photo: 3, print: 3, signature: 3, payment: 3, paymentStatus: 3, reversal: 3),
    waits: Waits(
      idle: .seconds(60), warning: .seconds(60), steady: .seconds(1), mismatchPause: .seconds(10),
      removal: .seconds(30), staff: .seconds(600), paymentStatus: .seconds(5), farewell: .seconds(15),
      session: .seconds(120), acknowledgement: .seconds(86_400)),
    deadlines: Deadlines(
      document: .seconds(60), photos: .seconds(10), print: .seconds(30), signature: .seconds(90),
      payment: .seconds(150), paymentStatus: .seconds(15), receipt: .seconds(20), authority: .seconds(10)),
    secondPersonFor: [.documentMismatch, .presentationAttack])
}

extension Fixtures {
  /// Stand-ins for a citizen under the sample policy; a slip in them ends the test run.
  package static func sample(_ citizen: Citizen = .adult) -> Fixtures {
    guard let fixtures = Fixtures(policy: .sample, citizen: citizen) else {
      preconditionFailure("no stand-ins for \(citizen)")
    }
    return fixtures
  }
}
