import Renewal

/// What the accounts answer.
extension EventRedactor {
  /// The accounts' answer.
  mutating func written(_ answer: AccountsAnswer) -> JSON {
    switch answer {
    case .welcome(let session): ["welcome": written(session)]
    case .wrong: "wrong"
    case .locked(let seconds): ["locked": .integer(seconds)]
    case .unavailable: "unavailable"
    case .untrusted: "untrusted"
    case .mustChangePIN(let other): ["mustChangePIN": written(other)]
    case .pinRefused(let fault): ["pinRefused": fault.json]
    }
  }
}

extension EventResolver {
  /// The accounts' answer.
  func accountsAnswer(_ contents: JSON) throws(Unresolvable) -> AccountsAnswer {
    switch contents {
    case "wrong": return .wrong
    case "unavailable": return .unavailable
    case "untrusted": return .untrusted
    default: break
    }
    let (name, value) = try only(contents)
    switch name {
    case "welcome": return .welcome(try session(value))
    case "locked": return .locked(seconds: try known(value))
    case "mustChangePIN": return .mustChangePIN(setBy: try staff(value))
    case "pinRefused": return .pinRefused(try known(value))
    default: throw Unresolvable(contents: contents)
    }
  }
}
