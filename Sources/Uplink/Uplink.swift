package import AuthorityWire
package import Devices
package import Logging
package import NIOCore
package import Renewal
import Synchronization

/// The box's way to the authority: asks and offers as the box says, and tells how the line is. It keeps nothing: what was not acknowledged the box
/// has, and offers again.
package final class Uplink: Sendable {
  private struct Shared {
    var line = UplinkState.Line.untried
    var certificateUntil: Int?
    var listeners: [Int: @Sendable (UplinkState) -> Void] = [:]
    var last = 0
    var dossiers = 0
    var warnedOn: Int?
  }

  /// The most dossiers that are under way at once.
  private static let mostDossiers = 2

  private let identity: UplinkIdentity
  private let client: AuthorityClient
  private let log: Logger
  private let now: @Sendable () -> Int
  private let shared = Mutex(Shared())

  /// An uplink; `now` is Unix time in seconds.
  package init(
    _ settings: UplinkSettings, on group: any EventLoopGroup, log: Logger, now: @escaping @Sendable () -> Int
  ) {
    identity = UplinkIdentity(settings.files)
    client = AuthorityClient(settings, on: group)
    self.log = log
    self.now = now
  }

  /// How the line is.
  package var state: UplinkState {
    shared.withLock { UplinkState(line: $0.line, certificateUntil: $0.certificateUntil) }
  }

  // MARK: What the box wants

  /// Asks the register.
  package func ask(_ question: AuthorityQuestion) async -> AuthorityAnswer {
    await attempt("question") { [client] papers throws(ExchangeFault) in try await client.ask(question, papers) }
      ?? .unavailable
  }

  /// Offers a dossier.
  package func submit(_ dossier: [UInt8], key: String) async -> SubmissionAnswer {
    let isTaken = shared.withLock { shared in
      guard shared.dossiers < Self.mostDossiers else { return false }
      shared.dossiers += 1
      return true
    }
    guard isTaken else { return .unavailable }
    defer { shared.withLock { $0.dossiers -= 1 } }
    let answer = await attempt("dossier") { [client] papers throws(ExchangeFault) in
      try await client.submit(dossier, key: key, papers)
    }
    if let answer { log.info("offered a dossier", metadata: ["OUTCOME": "\(answer.word)"]) }
    return answer ?? .unavailable
  }

  /// Looks whether the authority is there, the files have changed, and certificates end soon.
  package func look() async {
    _ = await attempt("greeting") { [client] papers throws(ExchangeFault) in try await client.greet(papers) }
  }

  /// Does something with the papers as they are now, and tells how the line is afterwards; nothing when it could not be done.
  private func attempt<Found>(
    _ what: String, _ work: (UplinkIdentity.Papers) async throws(ExchangeFault) -> Found
  ) async -> Found? {
    guard let papers = papers() else { return nil }
    do throws(ExchangeFault) {
      let found = try await work(papers)
      set { $0.line = .reachable }
      return found
    } catch {
      log.warning("the authority did not answer", metadata: ["WHAT": "\(what)", "REASON": "\(error)"])
      set { $0.line = error == .refused ? .refused : .unreachable }
      return nil
    }
  }

  private func papers() -> UplinkIdentity.Papers? {
    let (papers, fault, isNew) = identity.look()
    if isNew, let fault { log.error("a certificate or key cannot be used", metadata: ["REASON": "\(fault)"]) }
    guard let papers else {
      set { ($0.line, $0.certificateUntil) = (.unusable, nil) }
      return nil
    }
    if isNew, fault == nil {
      log.notice(
        "certificates were read", metadata: ["CERTIFICATE_DAYS": "\((papers.certificateUntil - now()) / 86_400)"])
    }
    set { $0.certificateUntil = papers.certificateUntil }
    warn(papers)
    return papers
  }

  /// Tells once a day what ends soon.
  private func warn(_ papers: UplinkIdentity.Papers) {
    let moment = now()
    let soon = [
      ("the box's certificate", papers.certificateUntil),
      ("a certificate that vouches for the authority", papers.trustUntil),
    ]
    .filter { $0.1 - moment <= UplinkState.warning }
    guard !soon.isEmpty else { return }
    let isDue = shared.withLock { shared in
      defer { shared.warnedOn = moment / 86_400 }
      return shared.warnedOn != moment / 86_400
    }
    guard isDue else { return }
    for (what, until) in soon {
      log.error("\(what) ends soon, or has ended", metadata: ["DAYS": "\((until - moment) / 86_400)"])
    }
  }

  // MARK: How the line is

  /// Has somebody told how the line is, now and whenever it changes; the number ends it.
  package func listen(_ tell: @escaping @Sendable (UplinkState) -> Void) -> Int {
    let (number, state) = shared.withLock { shared in
      shared.last += 1
      shared.listeners[shared.last] = tell
      return (shared.last, UplinkState(line: shared.line, certificateUntil: shared.certificateUntil))
    }
    tell(state)
    return number
  }

  /// Tells somebody nothing more.
  package func forget(_ listener: Int) { shared.withLock { $0.listeners[listener] = nil } }

  private func set(_ change: (inout Shared) -> Void) {
    let (state, listeners) = shared.withLock { shared in
      let before = UplinkState(line: shared.line, certificateUntil: shared.certificateUntil)
      change(&shared)
      let state = UplinkState(line: shared.line, certificateUntil: shared.certificateUntil)
      return (state, state == before ? [] : Array(shared.listeners.values))
    }
    for tell in listeners { tell(state) }
  }
}
