package import PassportRules
import Quality
package import Renewal

/// A box of an invented library, for pictures of screens.
package enum SampleScreens {
  /// The library in the header.
  package static let library = "Ørestad Bibliotek"
  /// The box in the header of staff's screens.
  package static let boxName = "box-1"
  /// The day on which the screens are drawn.
  package static let date = day("2027-05-13")
  /// The languages with shipped texts.
  package static let languages = [Language("da"), Language("en")]

  /// A policy whose own language is the given one.
  package static func policy(_ language: Language, places: Int = 4) -> Policy {
    var policy = usual(language, places)
    policy.offersRehearsals = true
    policy.spokenLanguages = Set(policy.languages)
    policy.hasHeadset = true
    policy.canEnlarge = true
    return policy
  }

  private static func usual(_ language: Language, _ places: Int) -> Policy {
    Policy(
      rules: .sample, photoLimits: .standard, printLimits: .standard, signatureLimits: .standard,
      languages: [language] + languages.filter { $0 != language },
      pickUpPlaces: self.places.prefix(places).map { PickUpPlace($0) },
      heights: 80...230,
      tries: Settings { _ in 3 },
      waits: .sample([
        .idle: .seconds(90), .steady: .seconds(1), .mismatchPause: .seconds(5), .removal: .seconds(30),
        .staff: .seconds(300), .paymentStatus: .seconds(5), .farewell: .seconds(15), .session: .seconds(300),
        .acknowledgement: .seconds(86_400),
      ]),
      deadlines: .sample([
        .document: .seconds(60), .photos: .seconds(15), .print: .seconds(30), .signature: .seconds(120),
        .payment: .seconds(120), .paymentStatus: .seconds(20), .receipt: .seconds(20), .authority: .seconds(20),
      ]),
      secondPersonFor: [.documentMismatch, .chipAltered, .chipCloned, .presentationAttack])
  }

  private static let places = [
    "Ørestad Bibliotek", "Hovedbiblioteket, Krystalgade", "Borgerservice, Nyropsgade", "Vanløse Kulturstation",
    "Tårnby Hovedbibliotek", "Frederiksberg Rådhus", "Sundby Bibliotek, Jemtelandsgade", "Valby Bibliotek",
    "Brønshøj Bibliotek", "Rentemestervej Bibliotek", "Nørrebro Bibliotek", "Islands Brygge Bibliotek",
  ]

  /// A day for tests, written as ISO 8601.
  static func day(_ text: String) -> CivilDate { CivilDate(iso: text) ?? .first }
}

/// A box with a name for its picture.
package struct SampleBox: Sendable {
  /// The picture's name, small letters and hyphens.
  package let name: String
  /// The box.
  package var box: Box
  /// Seconds of a visible countdown.
  package let secondsLeft: Int?
  /// Whether a golden is kept of it, and not only the properties checked.
  package let isGolden: Bool
  /// The desk whose screen it is; nothing when it is the box's own.
  package var desk: SampleDesk?
  /// Seconds since the wait on the screen began.
  package var secondsWaited: Int?
  /// Whether it is only practice.
  package var isTraining = false
  /// Whether a technician's facts are at hand.
  package var hasFacts = false
  /// Whether it shows the receipt as it is printed.
  package var hasPaper = false
}

/// A desk for a picture of its screen.
package struct SampleDesk: Sendable {
  /// The desk.
  package var desk: Desk
  /// Minutes since each entry of the queue was raised.
  package var ages: [Int?] = []
  /// Whether the citizen's screen has arrived.
  package var isWatching = false
}
