package import PassportRules

/// One thing an application needs, and how far it is.
package enum Requirement<Value: Hashable & Sendable>: Hashable, Sendable {
  case missing
  /// It was given and passed.
  case met(Value)
  /// An authorised person took it as met.
  case excepted(by: StaffID, reason: ExceptionReason)

  /// The value that was given, when one was.
  package var value: Value? {
    switch self {
    case .met(let value): value
    case .missing, .excepted: nil
    }
  }

  /// Whether nothing more is needed.
  package var isSettled: Bool {
    switch self {
    case .met, .excepted: true
    case .missing: false
    }
  }
}

/// Who the citizen is, as typed and as the register has them.
package struct Identity: Hashable, Sendable {
  /// The number typed or read from the health card.
  package let cpr: CPRNumber

  /// The citizen with that number.
  package init(cpr: CPRNumber) { self.cpr = cpr }
}

/// The old document, read and compared.
package struct OldDocument: Hashable, Sendable {
  /// The document's number.
  package let number: String
  /// The holder's picture from the chip or the page.
  package let picture: PictureID?
  /// The names as the register, or else the document, has them.
  package let name: PersonName
  /// The old passport's expiry date.
  package let expiry: CivilDate?
  /// Whether the register could be asked; otherwise the authority checks when it receives the application.
  package let isRegistered: Bool

  /// A document that belongs to the citizen.
  package init(number: String, picture: PictureID?, name: PersonName, expiry: CivilDate?, isRegistered: Bool) {
    self.number = number
    self.picture = picture
    self.name = name
    self.expiry = expiry
    self.isRegistered = isRegistered
  }
}

/// A person's names.
package struct PersonName: Hashable, Sendable {
  /// Given names.
  package let given: String
  /// Surname.
  package let surname: String

  /// A name in its two parts.
  package init(given: String, surname: String) {
    self.given = given
    self.surname = surname
  }
}

/// The photo the citizen chose.
package struct ChosenPhoto: Hashable, Sendable {
  /// Where it lies in the vault.
  package let picture: PictureID
  /// 0–100.
  package let score: Int

  /// A photo with its score.
  package init(picture: PictureID, score: Int) {
    self.picture = picture
    self.score = score
  }
}

/// One print, bound to its finger from the sensor on.
package struct FingerPrint: Hashable, Sendable {
  /// Which finger.
  package let finger: Finger
  /// Where it lies in the vault.
  package let picture: PictureID
  /// 0–100.
  package let score: Int

  /// A print of a finger.
  package init(finger: Finger, picture: PictureID, score: Int) {
    self.finger = finger
    self.picture = picture
    self.score = score
  }
}

/// The two prints; a right one and a left one by construction, so that they cannot be swapped.
package struct FingerPrints: Hashable, Sendable {
  /// A finger of the right hand.
  package let right: FingerPrint
  /// A finger of the left hand.
  package let left: FingerPrint

  /// Two prints, or nothing when a hand stands in the other's place.
  package init?(right: FingerPrint, left: FingerPrint) {
    guard right.finger.hand == .right, left.finger.hand == .left else { return nil }
    self.right = right
    self.left = left
  }
}

/// A signature in the vault.
package struct Signature: Hashable, Sendable {
  /// Where it lies in the vault.
  package let picture: PictureID
  /// A signature.
  package init(picture: PictureID) { self.picture = picture }
}

/// How the citizen wants to be told that the passport can be fetched. The box sends nothing: it stands in the dossier, for the authority.
package enum ReadyNotice: String, Hashable, Sendable, CaseIterable {
  /// Not at all: the citizen asks.
  case no
  /// By a text message to the mobile number.
  case sms
}

/// What the citizen tells about themselves.
package struct Details: Hashable, Sendable {
  /// Centimetres.
  package let height: Int
  /// Eight digits, or nothing when the citizen gave none.
  package let mobile: String?
  /// How they want to be told that the passport is there; by a text message only where there is a mobile number.
  package let readyNotice: ReadyNotice
  /// An index into the policy's places.
  package let pickUpPlace: Int

  /// What was told.
  package init(height: Int, mobile: String?, readyNotice: ReadyNotice, pickUpPlace: Int) {
    self.height = height
    self.mobile = mobile
    self.readyNotice = readyNotice
    self.pickUpPlace = pickUpPlace
  }
}

/// A circumstance that an authorised person must look at once, besides what every application needs.
package enum Circumstance: String, Hashable, Sendable, CaseIterable, Comparable {
  case guardianConsent, lossDeclaration, nameProof, numberProof, misreadLines, authorityError, threeInFiveYears
  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

  /// The flag by which staff are called for it.
  package var flag: FlagCode {
    switch self {
    case .guardianConsent: .child
    case .lossDeclaration: .lossDeclaration
    case .nameProof: .nameChanged
    case .numberProof: .numberChanged
    case .misreadLines: .documentDiffers
    case .authorityError: .authorityError
    case .threeInFiveYears: .threeInFiveYears
    }
  }

  /// Whether it belongs to the person, whatever the grounds and the document are.
  var isOfThePerson: Bool {
    switch self {
    case .guardianConsent, .numberProof: true
    case .lossDeclaration, .nameProof, .misreadLines, .authorityError, .threeInFiveYears: false
    }
  }
}

/// What an authorised person accepted.
package struct Acceptance: Hashable, Sendable {
  /// Who accepted it.
  package let by: StaffID
  /// On what ground.
  package let reason: ExceptionReason

  /// An acceptance by a person.
  package init(by: StaffID, reason: ExceptionReason) {
    self.by = by
    self.reason = reason
  }
}
