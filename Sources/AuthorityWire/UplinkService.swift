import Devices
package import Renewal

/// The uplink's end of a line on its socket: what a box may ask there, and how much at once; without a socket, and without an authority.
package struct UplinkService: Hashable, Sendable {
  /// What to do.
  package enum Effect: Hashable, Sendable {
    case send(MessageFromUplink)
    /// Tell the box from now on how the line to the authority is.
    case tellState
    /// Ask the authority's register.
    case ask(Int, AuthorityQuestion)
    /// Hand the authority a dossier, with its idempotency key.
    case submit(Int, key: String, [UInt8])
    /// End the line, and why.
    case hangUp(String)
  }

  private var isGreeted = false
  /// Questions and dossiers that are not answered yet.
  private var open = 0

  /// A line on which nothing was said.
  package init() {}

  /// The box says something.
  package mutating func hear(_ message: MessageToUplink) -> [Effect] {
    switch message {
    case .hello(let version):
      // Who speaks another version is told this one.
      guard !isGreeted, version == AuthorityInterface.version else {
        return [.send(.hello), .hangUp("hello of version \(version), or a second one")]
      }
      isGreeted = true
      return [.send(.hello), .tellState]
    case .ask(let id, let question): return begin(.ask(id, question), orElse: .answered(id, .unavailable))
    case .submit(let id, let key, let dossier):
      return begin(.submit(id, key: key, dossier), orElse: .submitted(id, key: key, .unavailable))
    }
  }

  /// The authority has answered what it was asked, or the line to it has.
  package mutating func answer(_ message: MessageFromUplink) -> [Effect] {
    open -= 1
    return [.send(message)]
  }

  private mutating func begin(_ effect: Effect, orElse unavailable: MessageFromUplink) -> [Effect] {
    guard isGreeted else { return [.hangUp("something was asked before hello")] }
    guard open < UplinkLink.Bounds.mostOpen else { return [.send(unavailable)] }
    open += 1
    return [effect]
  }
}
