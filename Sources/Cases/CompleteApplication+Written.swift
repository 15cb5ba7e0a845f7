import FoundationEssentials
import PassportRules
package import Renewal

extension CompleteApplication {
  /// The one written form, for a case; `binding` makes a digest of it impossible to guess from a person's data.
  package func json(_ number: CaseNumber, binding: [UInt8]) -> JSON {
    [
      "case": .text(number.description),
      "binding": .text(binding.hexadecimal),
      "grounds": .text(grounds.rawValue),
      "cpr": .text(identity.cpr.digits),
      "name": name.json,
      "document": document.json { document in
        [
          "number": .text(document.number), "name": document.name.json,
          "expiry": document.expiry.json, "isRegistered": .flag(document.isRegistered),
        ]
      },
      "photo": photo.json { ["score": .integer($0.score)] },
      "prints": prints.json { ["right": $0.right.json, "left": $0.left.json] },
      "signature": signature.json { _ in [:] },
      "details": [
        "height": .integer(details.height), "mobile": details.mobile.json,
        "readyNotice": details.readyNotice.json, "pickUpPlace": .integer(details.pickUpPlace),
      ],
      "accepted": .object(
        Dictionary(
          accepted.map { ($0.key.rawValue, JSON.acceptance($0.value.by, $0.value.reason)) },
          uniquingKeysWith: { $1 })),
      "fee": [
        "row": .text(fee.row.description), "group": .text(fee.group.rawValue), "base": .integer(fee.base.ore),
        "printsPart": .integer(fee.printsPart.ore), "doubled": .flag(fee.doubled),
        "ordinary": .integer(fee.ordinary.ore), "date": .text(feeDate.description),
      ],
    ]
  }
}

extension JSON {
  fileprivate static func acceptance(_ by: StaffID, _ reason: ExceptionReason) -> JSON {
    ["by": .text(by.digits), "reason": .text(reason.rawValue)]
  }
}

extension Requirement {
  fileprivate func json(_ written: (Value) -> JSON) -> JSON {
    switch self {
    case .missing: .null
    case .met(let value): ["met": written(value)]
    case .excepted(let by, let reason): ["excepted": .acceptance(by, reason)]
    }
  }
}

extension PersonName {
  fileprivate var json: JSON { ["given": .text(given), "surname": .text(surname)] }
}

extension FingerPrint {
  fileprivate var json: JSON {
    ["finger": .text(finger.name), "code": .integer(finger.rawValue), "score": .integer(score)]
  }
}

// MARK: - Read back

/// A complete application as its written form has it, before its values are looked at.
package struct WrittenApplication: Decodable {
  struct Name: Decodable {
    let given: String
    let surname: String
  }

  struct Acceptance: Decodable {
    let by: String
    let reason: String
  }

  /// What was given, or who took it as met; a requirement that is missing is null.
  struct Requirement<Value: Decodable>: Decodable {
    let met: Value?
    let excepted: Acceptance?
  }

  struct Document: Decodable {
    let number: String
    let name: Name
    let expiry: String?
    let isRegistered: Bool
  }

  struct Photo: Decodable {
    let score: Int
  }

  struct Print: Decodable {
    let code: Int
    let score: Int
  }

  struct Prints: Decodable {
    let right: Print
    let left: Print
  }

  struct Signature: Decodable {}

  struct Details: Decodable {
    let height: Int
    let mobile: String?
    /// Missing in what was written before it was asked: then whoever gave a number was promised a text message.
    let readyNotice: String?
    let pickUpPlace: Int
  }

  struct Fee: Decodable {
    let row: String
    let group: String
    let base: Int
    let printsPart: Int
    let doubled: Bool
    let ordinary: Int
    let date: String
  }

  let number: String
  let grounds: String
  let cpr: String
  let name: Name
  let document: Requirement<Document>?
  let photo: Requirement<Photo>?
  let prints: Requirement<Prints>?
  let signature: Requirement<Signature>?
  let details: Details
  let accepted: [String: Acceptance]
  let fee: Fee

  private enum CodingKeys: String, CodingKey {
    case number = "case"
    case grounds, cpr, name, document, photo, prints, signature, details, accepted, fee
  }

  /// Reads the written form; nothing when it is any other.
  package init?(bytes: [UInt8]) {
    guard let written = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
    self = written
  }
}

extension CompleteApplication {
  /// The application that was written, its pictures by the names of their evidence; nothing when a value is none.
  package init?(_ written: WrittenApplication, pictures: [String: PictureID]) {
    guard let grounds = RenewalGrounds(rawValue: written.grounds), let cpr = try? CPRNumber(parsing: written.cpr),
      let picture = pictures["photo"],
      let document = Requirement(written.document, OldDocument.init),
      let photo = Requirement(written.photo, { ChosenPhoto(picture: picture, score: $0.score) }),
      let prints = Requirement(written.prints, { FingerPrints($0, pictures) }),
      let signature = Requirement(written.signature, { _ in pictures["signature"].map(Signature.init(picture:)) }),
      let details = Details(written.details), let fee = Fee(written.fee), let date = CivilDate(iso: written.fee.date)
    else { return nil }
    var accepted: [Circumstance: Acceptance] = [:]
    for (name, acceptance) in written.accepted {
      guard let circumstance = Circumstance(rawValue: name), let value = Acceptance(acceptance) else { return nil }
      accepted[circumstance] = value
    }
    self.init(
      grounds: grounds, identity: Identity(cpr: cpr), name: PersonName(written.name), document: document, photo: photo,
      picture: picture, prints: prints, signature: signature,
      details: details, accepted: accepted, fee: fee, feeDate: date)
  }
}

extension Requirement {
  /// The requirement that was written; nothing when its value is none, or it is both met and excepted.
  fileprivate init?<Written>(_ written: WrittenApplication.Requirement<Written>?, _ value: (Written) -> Value?) {
    switch (written?.met, written?.excepted) {
    case (nil, nil):
      guard written == nil else { return nil }
      self = .missing
    case (let met?, nil):
      guard let met = value(met) else { return nil }
      self = .met(met)
    case (nil, let excepted?):
      guard let acceptance = Acceptance(excepted) else { return nil }
      self = .excepted(by: acceptance.by, reason: acceptance.reason)
    case (.some, .some): return nil
    }
  }
}

extension PersonName {
  fileprivate init(_ written: WrittenApplication.Name) { self.init(given: written.given, surname: written.surname) }
}

extension Acceptance {
  fileprivate init?(_ written: WrittenApplication.Acceptance) {
    guard let reason = ExceptionReason(rawValue: written.reason) else { return nil }
    self.init(by: StaffID(written.by), reason: reason)
  }
}

extension OldDocument {
  fileprivate init?(_ written: WrittenApplication.Document) {
    let expiry = written.expiry.flatMap { CivilDate(iso: $0) }
    guard (expiry == nil) == (written.expiry == nil) else { return nil }
    self.init(
      number: written.number, picture: nil, name: PersonName(written.name), expiry: expiry,
      isRegistered: written.isRegistered)
  }
}

extension FingerPrints {
  fileprivate init?(_ written: WrittenApplication.Prints, _ pictures: [String: PictureID]) {
    func print(_ written: WrittenApplication.Print) -> FingerPrint? {
      guard let finger = Finger(rawValue: written.code), let picture = pictures["print-\(finger.name)"] else {
        return nil
      }
      return FingerPrint(finger: finger, picture: picture, score: written.score)
    }
    guard let right = print(written.right), let left = print(written.left) else { return nil }
    self.init(right: right, left: left)
  }
}

extension Details {
  fileprivate init?(_ written: WrittenApplication.Details) {
    let before: ReadyNotice = written.mobile == nil ? .no : .sms
    guard let notice = written.readyNotice.map(ReadyNotice.init(rawValue:)) ?? before,
      notice == .no || written.mobile != nil
    else { return nil }
    self.init(
      height: written.height, mobile: written.mobile, readyNotice: notice, pickUpPlace: written.pickUpPlace)
  }
}

extension Fee {
  fileprivate init?(_ written: WrittenApplication.Fee) {
    guard let row = CivilDate(iso: written.row), let group = FeeGroup(rawValue: written.group) else { return nil }
    self.init(
      row: row, group: group, base: Amount(ore: written.base), printsPart: Amount(ore: written.printsPart),
      doubled: written.doubled, ordinary: Amount(ore: written.ordinary))
  }
}
