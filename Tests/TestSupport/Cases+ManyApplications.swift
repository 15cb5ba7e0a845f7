import PassportRules
package import Renewal

extension SampleApplications {
  /// Complete applications of every ground but a first passport, of all ages, fingers and exceptions, each made by `Application.complete`.
  package static let many: [CompleteApplication] = {
    let grounds = RenewalGrounds.allCases.filter { $0 != .firstPassport }
    return (0..<96).compactMap { number in
      var application = given
      application.grounds = grounds[number % grounds.count]
      application.identity = Identity(cpr: .invented(bornOn: births[number % births.count], sex: .male))
      application.name = names[number % names.count]
      application.accepted = acceptances(number)
      application.document = document(number)
      application.photo = number % 5 == 0 ? by(.photoByEye) : .met(ChosenPhoto(picture: PictureID(1), score: number))
      application.pictureForTheEye = PictureID(1)
      application.prints = prints(number)
      application.signature = number % 7 == 3 ? by(.cannotSign) : .met(Signature(picture: PictureID(4)))
      application.details = Details(
        height: 50 + number, mobile: number % 3 == 0 ? nil : "2012345\(number % 10)",
        readyNotice: number % 3 == 1 ? .sms : .no, pickUpPlace: number % 4)
      guard case .complete(let complete) = application.complete(by: .sample, on: date) else {
        preconditionFailure("sample application \(number) is not complete")
      }
      return complete
    }
  }()

  private static let births = [
    day("1985-10-06"), day("2022-03-09"), day("2009-07-30"), day("1941-02-28"), day("2004-02-29"), day("2014-12-24"),
  ]

  private static let names = [
    name, PersonName(given: "Ib", surname: "Å"), PersonName(given: "Zoë \"Z\"", surname: "O'Prøve\\Test"),
    PersonName(given: "Ingefær Æble", surname: "Ødegård-Ångström"),
  ]

  private static func by<Value>(_ reason: ExceptionReason) -> Requirement<Value> {
    .excepted(by: StaffID("2002"), reason: reason)
  }

  private static func acceptances(_ number: Int) -> [Circumstance: Acceptance] {
    let reasons = ExceptionReason.allCases
    var accepted: [Circumstance: Acceptance] = [:]
    for (place, circumstance) in Circumstance.allCases.enumerated() {
      let reason = reasons[(number + place) % reasons.count]
      accepted[circumstance] = Acceptance(by: StaffID(number % 2 == 0 ? "2002" : "303030"), reason: reason)
    }
    return accepted
  }

  private static func document(_ number: Int) -> Requirement<OldDocument> {
    guard number % 4 != 1 else { return by(.otherPhotoID) }
    return .met(
      OldDocument(
        number: "L0\(100_000 + number)", picture: number % 2 == 0 ? PictureID(9) : nil,
        name: names[(number / 2) % names.count], expiry: number % 3 == 0 ? nil : day("2024-09-01"),
        isRegistered: number % 5 != 0))
  }

  private static func prints(_ number: Int) -> Requirement<FingerPrints> {
    guard number % 6 != 2 else { return by(.printsNever) }
    let right = Finger.allCases.filter { $0.hand == .right }[number % 4]
    let left = Finger.allCases.filter { $0.hand == .left }[(number / 3) % 4]
    let pair = FingerPrints(
      right: FingerPrint(finger: right, picture: PictureID(2), score: 40 + number % 60),
      left: FingerPrint(finger: left, picture: PictureID(3), score: 99 - number % 60))
    return pair.map { .met($0) } ?? .missing
  }
}
