import PassportRules
import Quality
package import Renewal
package import Walk

extension Policy {
  /// A small library's policy, for tests.
  package static let sample: Policy = {
    var policy = silent
    policy.spokenLanguages = Set(policy.languages)
    return policy
  }()

  /// The same where the box has no voice.
  package static let silent = Policy(
    rules: .sample, photoLimits: .standard, printLimits: .standard, signatureLimits: .standard,
    languages: [Language("da"), Language("en")],
    pickUpPlaces: [PickUpPlace("Ørestad Bibliotek"), PickUpPlace("Borgerservice")],
    heights: 60...230,
    tries: Settings { _ in 3 },
    waits: .sample([
      .idle: .seconds(60), .steady: .seconds(1), .mismatchPause: .seconds(10), .removal: .seconds(30),
      .staff: .seconds(600), .paymentStatus: .seconds(5), .farewell: .seconds(15), .session: .seconds(120),
      .acknowledgement: .seconds(86_400),
    ]),
    deadlines: .sample([
      .document: .seconds(60), .photos: .seconds(10), .print: .seconds(30), .signature: .seconds(90),
      .payment: .seconds(150), .paymentStatus: .seconds(15), .receipt: .seconds(20), .authority: .seconds(10),
    ]),
    secondPersonFor: [.documentMismatch, .chipAltered, .chipCloned, .presentationAttack])
}

extension Policy {
  /// The sample policy at a box where staff can begin a rehearsal.
  package static var offeringRehearsals: Policy {
    var policy = Policy.sample
    policy.offersRehearsals = true
    return policy
  }

  /// The sample policy where so many exercises are practised.
  package static func practised(_ exercises: Int, isRehearsal: Bool = false) -> Policy {
    var policy = Policy.sample
    policy.practice = Practice(exercises: exercises, isRehearsal: isRehearsal)
    return policy
  }
}

extension Settings {
  /// These values, and the least of the others.
  package static func sample(_ chosen: [Key: Key.Value]) -> Settings { Settings { chosen[$0] ?? $0.range.lowerBound } }
}

extension Fixtures {
  /// Stand-ins for a citizen under the sample policy; a slip in them ends the test run.
  package static func sample(_ citizen: Citizen = .adult, policy: Policy = .sample) -> Fixtures {
    guard let fixtures = Fixtures(policy: policy, citizen: citizen) else {
      preconditionFailure("no stand-ins for \(citizen)")
    }
    return fixtures
  }
}
