import PassportRules
package import Renewal

extension Fixtures {
  /// The citizen's case as it was parked the day before; nothing when the rules know no fee for them.
  package var parked: CompleteApplication? {
    guard case .complete(let complete) = application.complete(by: policy.rules, on: today) else { return nil }
    return complete
  }

  /// An application with everything that anybody must give.
  package var application: Application {
    var application = Application()
    application.hasConsent = true
    application.grounds = .expiring
    application.identity = Identity(cpr: cpr)
    application.name = name
    application.document = .met(
      OldDocument(
        number: "X00000001", picture: nil, name: name, expiry: today.adding(months: 2), isRegistered: true))
    application.photo = .met(ChosenPhoto(picture: Self.goodPhoto(0), score: 90))
    application.prints =
      FingerPrints(right: Self.print(of: .rightIndex), left: Self.print(of: .leftIndex)).map {
        .met($0)
      } ?? .missing
    application.signature = .met(Signature(picture: Self.signaturePicture))
    application.details = Details(
      height: policy.heights.lowerBound, mobile: nil, readyNotice: .no, pickUpPlace: 0)
    application.accepted[.guardianConsent] = Acceptance(by: Self.staff(.officer).id, reason: .custodyConsent)
    return application
  }

  private static func print(of finger: Finger) -> FingerPrint {
    FingerPrint(finger: finger, picture: picture(of: finger), score: 80)
  }
}
