import AuthorityWire
package import Cases
import Devices
import DriverWire
import Glibc
package import PassportRules
package import Renewal
package import SimulatedDevices
import Synchronization

/// What a municipality tries its boxes against: keeps each dossier once and sealed in a folder, answers a register from a file. It is no
/// authority's program: it knows no boxes apart, and nobody looks at what it keeps.
package final class ReferenceAuthority: Sendable {
  /// An answer to a request over HTTPS.
  package struct Response: Hashable, Sendable {
    /// HTTP's number.
    package let status: Int
    /// The body.
    package let body: JSON

    /// An answer.
    package init(status: Int, body: JSON) {
      self.status = status
      self.body = body
    }
  }

  /// A request as it came over HTTPS, its body whole.
  package struct Request: Hashable, Sendable {
    let method: String
    let path: String
    let type: String?
    let key: String?
    let body: [UInt8]

    /// A request; the type and the idempotency key as its headers have them.
    package init(method: String, path: String, type: String?, key: String?, body: [UInt8]) {
      self.method = method
      self.path = path
      self.type = type
      self.key = key
      self.body = body
    }
  }

  private let folder: String
  private let register: Register?
  private let privateKey: AuthorityPrivateKey?
  private let today: @Sendable () -> CivilDate
  private let writing = Mutex(())

  /// An authority that keeps dossiers in a folder, which is there; without a register nobody is known, without a private key a dossier is taken
  /// by its form alone.
  package init(
    folder: String, register: Register? = nil, privateKey: AuthorityPrivateKey? = nil,
    today: @escaping @Sendable () -> CivilDate
  ) {
    self.folder = folder
    self.register = register
    self.privateKey = privateKey
    self.today = today
  }

  /// How it behaves now; a word that nobody knows is `normal`.
  package var behaviour: Behaviour {
    guard let file = fopen("\(folder)/behaviour", "re") else { return .normal }
    defer { fclose(file) }
    var text = [UInt8](repeating: 0, count: 32)
    let count = fread(&text, 1, text.count, file)
    let word = String(decoding: text[..<count].filter { (0x61...0x7A).contains($0) }, as: UTF8.self)
    return Behaviour(rawValue: word) ?? .normal
  }

  /// Answers a request.
  package func answer(_ request: Request) -> Response {
    guard behaviour != .down else { return Response(status: 503, body: ["error": "down"]) }
    switch (request.method, request.path) {
    case ("GET", AuthorityInterface.Path.state):
      return Response(
        status: 200,
        body: ["interface": .text(AuthorityInterface.name), "version": .integer(AuthorityInterface.version)])
    case ("POST", AuthorityInterface.Path.lookups): return lookUp(request)
    case ("POST", AuthorityInterface.Path.dossiers): return take(request)
    case (_, AuthorityInterface.Path.state), (_, AuthorityInterface.Path.lookups),
      (_, AuthorityInterface.Path.dossiers):
      return Self.refusal(405, "another method")
    case _: return Self.refusal(404, "nothing is there")
    }
  }

  private static func refusal(_ status: Int, _ why: String) -> Response {
    Response(status: status, body: ["error": .text(why)])
  }

  // MARK: The register

  private func lookUp(_ request: Request) -> Response {
    guard request.type == AuthorityInterface.jsonType else { return Self.refusal(415, "a question is JSON") }
    guard request.body.count <= AuthorityInterface.longestBody else {
      return Self.refusal(413, "a question is shorter")
    }
    guard let json = JSON(foreign: request.body) else { return Self.refusal(400, "\(DriverWireFault.notJSON)") }
    do throws(DriverWireFault) {
      return Response(status: 200, body: answer(try AuthorityQuestion(written: json)).written)
    } catch {
      return Self.refusal(400, "\(error)")
    }
  }

  private func answer(_ question: AuthorityQuestion) -> AuthorityAnswer {
    switch question {
    case .lookUp(let cpr, let document, let booking):
      guard let person = register?.person(cpr) else { return .unknown }
      return .person(person.record(document: document, booking: booking, on: today()))
    }
  }

  // MARK: Dossiers

  private func take(_ request: Request) -> Response {
    guard request.type == AuthorityInterface.dossierType else { return Self.refusal(415, "a dossier is sealed") }
    guard let key = request.key, AuthorityInterface.isKey(key) else { return Self.refusal(400, "no idempotency key") }
    guard request.body.count <= AuthorityInterface.longestDossier else {
      return Self.refusal(413, "no dossier is so long")
    }
    let answer = behaviour == .reject ? .rejected : keep(request.body, key)
    let status =
      switch answer {
      case .acknowledged, .duplicate: 200
      case .rejected: 422
      case .unavailable: 503
      }
    return Response(status: status, body: answer.written(about: key))
  }

  /// Acknowledged is what is on disk, whole and by its name.
  private func keep(_ bytes: [UInt8], _ key: String) -> SubmissionAnswer {
    guard let sealed = try? SealedDossier(bytes: bytes), sealed.key == key else { return .rejected }
    if let privateKey, (try? sealed.open(with: privateKey)) == nil { return .rejected }
    let path = path(of: key)
    return writing.withLock { _ in
      guard access(path, F_OK) != 0 else { return .duplicate }
      do throws(StoreError) {
        unlink("\(path).part")
        try DurableFile.make("\(path).part", bytes)
        try DurableFile.rename("\(path).part", to: path)
        return .acknowledged
      } catch {
        return .unavailable
      }
    }
  }

  /// Where the dossier of a key lies.
  package func path(of key: String) -> String { "\(folder)/\(key).dossier" }
}
