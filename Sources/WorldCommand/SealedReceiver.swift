import Cases
import Devices
import Glibc
import Renewal

/// The simulated authority's post room: it opens each dossier with the demonstration's private key before it takes it, so that one
/// that nobody could read is rejected. Where the private key is elsewhere, as an authority's is, it takes what has a dossier's form.
struct SealedReceiver: Authority {
  /// Who answers, and takes what opened.
  let authority: any Authority
  /// Where the demonstration's private key lies.
  let privateKey: String

  /// The post room of a state folder.
  init(_ authority: any Authority, state: String) {
    self.authority = authority
    privateKey = "\(state)/authority.key"
  }

  func ask(_ question: AuthorityQuestion, reply: @escaping @Sendable (AuthorityAnswer) -> Void) {
    authority.ask(question, reply: reply)
  }

  func submit(_ dossier: [UInt8], key: String, reply: @escaping @Sendable (SubmissionAnswer) -> Void) {
    guard opens(dossier, key) else { return reply(.rejected) }
    authority.submit(dossier, key: key, reply: reply)
  }

  private func opens(_ bytes: [UInt8], _ key: String) -> Bool {
    guard let sealed = try? SealedDossier(bytes: bytes), sealed.key == key else { return false }
    guard access(privateKey, F_OK) == 0 else { return true }
    guard let home = try? AuthorityPrivateKey.load(from: privateKey) else { return false }
    return (try? sealed.open(with: home)) != nil
  }
}
