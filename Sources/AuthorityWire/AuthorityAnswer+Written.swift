package import DriverWire
import PassportRules
package import Renewal

/// What an answer of the register is, in a word.
private enum AnswerKind: String, FieldValue {
  case person, unknown, unavailable
}

extension AuthorityAnswer {
  /// As it is written, on the socket and over HTTPS.
  package var written: JSON {
    switch self {
    case .person(let record): ["answer": AnswerKind.person.json, "person": record.written]
    case .unknown: ["answer": AnswerKind.unknown.json]
    case .unavailable: ["answer": AnswerKind.unavailable.json]
    }
  }

  /// The answer that was written; a fault says what is wrong, and nothing of what stands there.
  package init(written json: JSON) throws(DriverWireFault) {
    switch AnswerKind(json: json["answer"]) {
    case .person: self = .person(try RegisterRecord(written: json["person"]))
    case .unknown: self = .unknown
    case .unavailable: self = .unavailable
    case nil: throw .notMessage("an answer of the register is none that is known")
    }
  }
}

extension RegisterRecord {
  fileprivate var written: JSON {
    [
      "cpr": .text(cpr.digits), "givenNames": .text(givenNames), "surname": .text(surname),
      "documentMatches": .flag(documentMatches), "documentExpiry": documentExpiry.json,
      "issued": .list(issued.map(\.json)), "remarks": .list(remarks.sorted().map { .text($0.rawValue) }),
      "booking": booking?.written ?? .null,
    ]
  }

  fileprivate init(written json: JSON) throws(DriverWireFault) {
    guard let digits = json["cpr"].text, digits.utf8.count == 10, let cpr = try? CPRNumber(parsing: digits) else {
      throw .notMessage("a person has no CPR number of ten digits")
    }
    guard let givenNames = json["givenNames"].text, let surname = json["surname"].text, givenNames.isName,
      surname.isName
    else {
      throw .notMessage("a person has no names of 1 to \(AuthorityInterface.longestName) characters that are seen")
    }
    guard let matches = json["documentMatches"].flag else {
      throw .notMessage("a person does not say whether the document is theirs")
    }
    guard let expiry = CivilDate?(json: json["documentExpiry"]) else {
      throw .notMessage("a document's expiry is no date")
    }
    guard let days = json["issued"].list, days.count <= AuthorityInterface.mostIssued else {
      throw .notMessage("issued is no list, or of more than \(AuthorityInterface.mostIssued) dates")
    }
    let issued = days.compactMap { CivilDate(json: $0) }
    guard issued.count == days.count else { throw .notMessage("issued has what is no date") }
    // A remark that this program does not know must not be passed over: somebody meant a person to look at it.
    guard let words = json["remarks"].list else { throw .notMessage("remarks are no list") }
    let remarks = words.compactMap { $0.named() as RegisterRemark? }
    guard remarks.count == words.count else { throw .notMessage("a remark is none that is known") }
    self.init(
      cpr: cpr, givenNames: givenNames, surname: surname, documentMatches: matches, documentExpiry: expiry,
      issued: issued, remarks: Set(remarks),
      booking: json["booking"] == .null ? nil : try BookedDetails(written: json["booking"]))
  }
}

extension BookedDetails {
  /// Places are counted from 1, as a letter to a citizen counts them.
  fileprivate var written: JSON {
    ["height": height.json, "mobile": mobile.json, "pickUpPlace": pickUpPlace.map { $0 + 1 }.json]
  }

  fileprivate init(written json: JSON) throws(DriverWireFault) {
    guard let height = Int?(json: json["height"]), height.map(AuthorityInterface.heights.contains) ?? true else {
      throw .notMessage("a booked height is not in \(AuthorityInterface.heights) cm")
    }
    guard let mobile = String?(json: json["mobile"]),
      mobile.map({ $0.utf8.count == 8 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) ?? true
    else { throw .notMessage("a booked mobile number has not eight digits") }
    guard let place = Int?(json: json["pickUpPlace"]), place.map(AuthorityInterface.places.contains) ?? true else {
      throw .notMessage("a booked place is not in \(AuthorityInterface.places)")
    }
    self.init(height: height, mobile: mobile, pickUpPlace: place.map { $0 - 1 })
  }
}

extension String {
  /// Whether it can be a name on a screen: neither empty nor too long, and every character is seen.
  fileprivate var isName: Bool {
    !isEmpty && unicodeScalars.count <= AuthorityInterface.longestName && unicodeScalars.allSatisfy { !$0.isUnseen }
  }
}
