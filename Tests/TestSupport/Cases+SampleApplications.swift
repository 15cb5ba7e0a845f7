package import PassportRules
package import Renewal
import Walk

/// Complete applications of invented people, made the only way there is: `Application.complete`.
package enum SampleApplications {
  /// The name that no file of the store may hold in clear.
  package static let name = PersonName(given: "Agnethe Sørine", surname: "Prøvemand-Østergård")
  /// The mobile number that no file of the store may hold in clear.
  package static let mobile = "20123456"
  /// The invented citizen's number, of an adult.
  package static let cpr = CPRNumber.invented(bornOn: day("1985-10-06"), sex: .female)
  /// The day of the application.
  package static let date = day("2024-05-02")

  /// An adult's complete application; `authorityError` makes it free.
  package static func complete(
    grounds: RenewalGrounds = .expiring, cpr: CPRNumber = cpr, prints: Requirement<FingerPrints>? = nil,
    signature: Requirement<Signature> = .met(Signature(picture: PictureID(4)))
  ) -> CompleteApplication {
    var application = given
    application.grounds = grounds
    application.identity = Identity(cpr: cpr)
    application.document = .met(
      OldDocument(number: "L0123456", picture: PictureID(9), name: name, expiry: day("2024-09-01"), isRegistered: true))
    application.name = name
    application.accepted = [
      .authorityError: Acceptance(by: StaffID("2002"), reason: .authorityErrorSeen),
      .lossDeclaration: Acceptance(by: StaffID("2002"), reason: .lossDeclared),
    ]
    application.photo = .met(ChosenPhoto(picture: PictureID(1), score: 88))
    application.prints = prints ?? pair
    application.signature = signature
    application.details = Details(height: 171, mobile: mobile, readyNotice: .sms, pickUpPlace: 0)
    guard case .complete(let complete) = application.complete(by: .sample, on: date) else {
      preconditionFailure("the sample application is not complete")
    }
    return complete
  }

  /// With everything that anybody must give, before it is anybody's.
  static let given = Fixtures.sample().application

  /// Two index fingers.
  package static let pair: Requirement<FingerPrints> = {
    let right = FingerPrint(finger: .rightIndex, picture: PictureID(2), score: 71)
    let left = FingerPrint(finger: .leftIndex, picture: PictureID(3), score: 64)
    guard let prints = FingerPrints(right: right, left: left) else { preconditionFailure("the hands are swapped") }
    return .met(prints)
  }()
}
