/// What a key would do, from what a held key may do to what only somebody who means it does.
///
/// It is found by doing it to a copy of the machine: not by key, nor by screen. A new effect or question has no weight until one
/// is chosen for it here; a fact says itself whether it can be taken back.
package enum KeyWeight: Int, Hashable, Sendable, Comparable {
  /// Nothing changes.
  case nothing
  /// What stands in a field, where the focus is, how loud and how fast the voice is.
  case typing
  /// Another question or page, a device at work: it can be taken back or done again.
  case moving
  /// It cannot be taken back: consent, a decision, money, paper, a call, an end.
  case binding

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

extension Effect {
  /// What it weighs when a key brings it about.
  var weight: KeyWeight {
    switch self {
    case .startTimer, .stopTimer, .giveTime: .nothing
    case .command(_, let command): command.weight
    case .cancel(_, let device): device.movesMoneyOrPaper ? .binding : .moving
    case .store(_, let question): question.weight
    case .record(let facts): facts.map(\.weight).max() ?? .nothing
    // A picture that is taken anew is asked for again at once.
    case .ask, .logIn, .discard, .speakAgain, .refuse, .test: .moving
    case .wipe, .changePIN, .keepNote, .notify, .send, .rehearse, .practise, .exit: .binding
    }
  }
}

extension DeviceCommand {
  fileprivate var weight: KeyWeight {
    switch effectClass {
    case .none: .moving
    case .physical, .financial: .binding
    }
  }
}

extension StoreQuestion {
  fileprivate var weight: KeyWeight {
    switch self {
    case .hold, .capture, .park, .contact: .binding
    case .resume: .moving
    }
  }
}

extension Fact {
  fileprivate var weight: KeyWeight { isFinal ? .binding : .moving }
}

extension [Effect] {
  /// What they weigh together.
  var weight: KeyWeight { map(\.weight).max() ?? .nothing }
}
