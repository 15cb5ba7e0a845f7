import PassportRules
import Renewal

/// The texts of a wait that takes over a second.
package enum WaitText: String, TextGroup {
  case working, atMost, underWay, underWayAtMost, seconds, oneMinute, minutes

  package static let section = "waits"

  package var placeholders: [String] {
    switch self {
    case .working, .underWay, .seconds: ["seconds"]
    case .atMost, .underWayAtMost: ["seconds", "limit"]
    case .minutes: ["minutes"]
    case .oneMinute: []
    }
  }
}

/// A wait for a device, the authority or the store: the screen shows that the box lives.
enum Wait: Hashable {
  /// The reader reads what lies in it.
  case document
  case photos, print, payment, paymentStatus, receipt, authority
  /// What lasts is being written; that has no time of its own.
  case store

  /// What is waited for in a state of the box; nothing when the box waits for a person.
  init?(_ state: Box.State) {
    switch state {
    case .visit(let visit) where visit.overlay == nil:
      guard let wait = Self(visit) else { return nil }
      self = wait
    case .closed(.starting): self = .store
    case .visit, .closed, .welcome, .logIn, .attended, .maintenance: return nil
    }
  }

  /// What is waited for in a visit that nothing lies over.
  init?(_ visit: Visit) {
    switch visit.step {
    case .document(let step):
      switch step.situation {
      // Until a document lies in it, the reader waits for the citizen.
      case .reading where visit.media.isInReader: self = .document
      case .lookingUp, .lookingUpByProof: self = .authority
      case .reading, .stopped, .differing, .removing, .pausing, .done: return nil
      }
    case .photo(let step):
      guard step.situation == .taking else { return nil }
      self = .photos
    case .fingerprints(let step):
      guard step.situation == .reading else { return nil }
      self = .print
    case .attestation(let step):
      switch step {
      case .waiting: return nil
      case .sealing, .parking: self = .store
      }
    case .payment(let step):
      switch step.situation {
      case .underWay(let transaction):
        switch transaction.state {
        case .paying: self = .payment
        case .checking, .reversing: self = .paymentStatus
        case .capturing: self = .store
        }
      case .releasing: self = .store
      case .explained, .refused: return nil
      }
    case .receipt(let step):
      guard step.situation == .printing else { return nil }
      self = .receipt
    case .language, .privacy, .start, .grounds, .identity, .signature, .details, .review, .farewell: return nil
    }
  }

  /// Whether the citizen has a part in it: a finger, a card and a PIN take the time they take.
  var isShared: Bool {
    switch self {
    case .print, .payment: true
    case .document, .photos, .paymentStatus, .receipt, .authority, .store: false
    }
  }

  /// How long it may take at most.
  func limit(_ deadlines: Policy.Deadlines) -> Milliseconds? {
    switch self {
    case .document: deadlines.document
    case .photos: deadlines.photos
    case .print: deadlines.print
    case .payment: deadlines.payment
    case .paymentStatus: deadlines.paymentStatus
    case .receipt: deadlines.receipt
    case .authority: deadlines.authority
    case .store: nil
    }
  }
}

extension MediaState {
  /// Whether the reader has something to read.
  var isInReader: Bool {
    switch self {
    case .present, .entering: true
    case .notPresent, .jammed, .unknown: false
    }
  }
}

extension Page {
  /// After this many seconds the line also tells how long it may take at most.
  private static let patience = 10

  /// A line that lives while something takes over a second; it is for the eye alone.
  mutating func addWait(_ wait: Wait?, _ setting: Setting) {
    guard let wait, let seconds = setting.context.secondsWaited, seconds > 0 else { return }
    let text = wait.isShared ? WaitText.underWay : .working
    var shown = setting(text, ["seconds": .number(seconds)]).shown
    if seconds >= Self.patience, let limit = wait.limit(setting.box.policy.deadlines)?.count, limit > seconds * 1000 {
      let text = wait.isShared ? WaitText.underWayAtMost : .atMost
      shown = setting(text, ["seconds": .number(seconds), "limit": .plain(Self.span(limit, setting))]).shown
    }
    let item = Item(.text(Words(shown: shown, spoken: ""), .quiet), .should, gap: false)
    // Right below what the screen waits for.
    let prompt = items.lastIndex { if case .prompt = $0.block { true } else { false } }
    items.insert(item, at: prompt.map { $0 + 1 } ?? items.count)
  }

  /// A span of milliseconds in whole minutes where it is so many, else in seconds.
  static func span(_ milliseconds: Int, _ setting: Setting) -> String {
    let seconds = (milliseconds + 999) / 1000
    if seconds == 60 { return setting(WaitText.oneMinute).shown }
    if seconds.isMultiple(of: 60) { return setting(WaitText.minutes, ["minutes": .number(seconds / 60)]).shown }
    return setting(WaitText.seconds, ["seconds": .number(seconds)]).shown
  }
}
