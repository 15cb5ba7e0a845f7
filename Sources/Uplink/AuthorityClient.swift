import AuthorityWire
package import Devices
import DriverWire
package import NIOCore
package import Renewal

/// What an authority's answers over HTTPS mean: whatever is not exactly an answer is *unavailable*, and never an acknowledgement.
package struct AuthorityClient: Sendable {
  private let settings: UplinkSettings
  private let group: any EventLoopGroup

  /// A client of the authority that settings name.
  package init(_ settings: UplinkSettings, on group: any EventLoopGroup) {
    self.settings = settings
    self.group = group
  }

  /// Whether the authority is there, speaks this interface, and is available; false where it says that it is not.
  package func greet(_ papers: UplinkIdentity.Papers) async throws(ExchangeFault) -> Bool {
    let answer = try await exchange(AuthorityRequest(AuthorityInterface.Path.state), papers, within: settings.question)
    guard answer.status != 503 else { return false }
    let json = answer.json
    guard answer.status == 200, json["interface"].text == AuthorityInterface.name,
      json["version"].integer == AuthorityInterface.version
    else { throw .garbled }
    return true
  }

  /// Asks the register.
  package func ask(
    _ question: AuthorityQuestion, _ papers: UplinkIdentity.Papers
  ) async throws(ExchangeFault) -> AuthorityAnswer {
    let request = AuthorityRequest(AuthorityInterface.Path.lookups, body: question.written.bytes)
    let answer = try await exchange(request, papers, within: settings.question)
    guard answer.status == 200 else { return try Self.unavailable(answer) }
    guard let found = try? AuthorityAnswer(written: answer.json) else { throw .garbled }
    return found
  }

  /// Offers a dossier.
  package func submit(
    _ dossier: [UInt8], key: String, _ papers: UplinkIdentity.Papers
  ) async throws(ExchangeFault) -> SubmissionAnswer {
    let request = AuthorityRequest(
      AuthorityInterface.Path.dossiers, type: AuthorityInterface.dossierType, body: dossier, key: key)
    let answer = try await exchange(request, papers, within: settings.dossier)
    let found = try? SubmissionAnswer(written: answer.json, about: key)
    switch (answer.status, found) {
    case (200, .acknowledged?), (200, .duplicate?), (422, .rejected?): return found ?? .unavailable
    case _: return try Self.unavailable(answer)
    }
  }

  /// An authority that says that it is not available is there; whatever else comes in another's place is none.
  private static func unavailable<Found: Unavailable>(_ answer: Exchange.Answer) throws(ExchangeFault) -> Found {
    guard answer.status == 503 else { throw .garbled }
    return .unavailable
  }

  private func exchange(
    _ request: AuthorityRequest, _ papers: UplinkIdentity.Papers, within span: Milliseconds
  ) async throws(ExchangeFault) -> Exchange.Answer {
    try await Exchange.ask(request, of: settings.authority, papers.context, within: span, on: group)
  }
}

/// What says that there is no authority.
private protocol Unavailable {
  static var unavailable: Self { get }
}

extension AuthorityAnswer: Unavailable {}
extension SubmissionAnswer: Unavailable {}

extension Exchange.Answer {
  /// The body; null where it is no JSON.
  fileprivate var json: JSON { JSON(foreign: body) ?? .null }
}
