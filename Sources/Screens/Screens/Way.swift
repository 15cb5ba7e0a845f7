import PassportRules
import Renewal

/// The way from the first question to the receipt, in the steps that the dots count.
enum Way {
  /// How many steps are counted.
  static let count = 10

  /// Where a step stands on the way.
  static func progress(_ step: StepName, _ setting: Setting) -> Progress {
    let name = setting(TextKey.step(step))
    return switch step {
    case .language, .privacy: .before(name)
    case .start: .at(1, name)
    case .grounds: .at(2, name)
    case .identity: .at(3, name)
    case .document: .at(4, name)
    case .photo: .at(5, name)
    case .fingerprints: .at(6, name)
    case .signature: .at(7, name)
    case .details: .at(8, name)
    case .review, .attestation: .at(9, name)
    case .payment: .at(10, name)
    case .receipt: .done(name)
    case .farewell: .none
    }
  }

  /// The step that comes after a counted one, by what this citizen's age needs.
  static func next(after step: StepName, _ setting: Setting) -> StepName? {
    let needs = Needs(setting)
    return switch step {
    case .start: .grounds
    case .grounds: .identity
    case .identity: .document
    case .document: .photo
    case .photo: needs.prints ? .fingerprints : needs.signature ? .signature : .details
    case .fingerprints: needs.signature ? .signature : .details
    case .signature: .details
    case .details: .review
    case .review: .attestation
    case .attestation: .payment
    case .language, .privacy, .payment, .receipt, .farewell: nil
    }
  }
}

/// What this citizen's age asks for; everything while the age is not known.
struct Needs {
  /// Two fingerprints are taken.
  let prints: Bool
  /// The citizen signs.
  let signature: Bool

  init(_ setting: Setting) {
    let rules = setting.box.policy.rules
    let birth = setting.box.state.visit?.application.identity?.cpr.birthDate
    let age = birth.flatMap { birth in setting.box.date.map { birth.age(on: $0) } } ?? .max
    prints = age >= rules.printsFromAge
    signature = age >= rules.signatureFromAge
  }
}

extension Page {
  /// A citizen's page at a step, with the keys that are the same everywhere.
  init(
    _ step: StepName, _ setting: Setting, heading: Words, enter: CommonText? = .keyOn, back: CommonText? = .keyBack
  ) {
    self.init(Way.progress(step, setting), heading: heading)
    keys = KeyHints(setting, enter: enter, back: back)
    if let next = Way.next(after: step, setting) {
      self.next = setting(CommonText.next, ["step": .plain(setting.texts[TextKey.step(next)])])
    }
  }

  /// What the citizen may notice, when there is something.
  mutating func notice(_ mark: Mark, _ words: Words?) {
    if let words { add(.notice(mark, words)) }
  }
}

extension KeyHints {
  /// The keys of a citizen's page.
  init(_ setting: Setting, enter: CommonText?, back: CommonText?) {
    self.init(
      enter: enter.map { setting($0) }, back: back.map { setting($0) }, help: setting(CommonText.keyHelp),
      stop: setting(CommonText.keyStop), again: setting(CommonText.keyAgain))
  }
}
