import Glibc
package import NIOSSL
import StrictYAML
import Synchronization

/// Why the box cannot show the authority who it is, or cannot know the authority.
package enum IdentityFault: Error, Hashable, Sendable {
  /// A file cannot be read; why.
  case unreadable(path: String, String)
  /// A private key's file is open to others.
  case exposed(path: String)
  /// A file holds no certificate.
  case noCertificate(path: String)
  /// A file holds no private key, or one that asks for a password.
  case noKey(path: String)
  /// Certificate and key do not belong together.
  case mismatch(certificate: String, key: String)
}

extension IdentityFault: CustomStringConvertible {
  /// What is wrong, in a sentence.
  package var description: String {
    switch self {
    case .unreadable(let path, let why): "\(path): \(why)"
    case .exposed(let path): "\(path) is open to others than its owner: chmod 600"
    case .noCertificate(let path): "\(path) holds no certificate in PEM"
    case .noKey(let path): "\(path) holds no private key in PEM, or one with a password"
    case .mismatch(let certificate, let key): "\(key) is not the key of the certificate in \(certificate)"
    }
  }
}

/// What the box shows the authority, and by what it knows the authority, read from files whenever they have changed.
package final class UplinkIdentity: Sendable {
  /// What the files held.
  package struct Papers: Sendable {
    /// For a line to the authority: TLS 1.3, the box's certificate, nobody trusted but who is pinned.
    package let context: NIOSSLContext
    /// Until when the box's certificate can be used, in seconds of Unix time.
    package let certificateUntil: Int
    /// Until when the pinned ones can be, the first that ends.
    package let trustUntil: Int
  }

  /// By what a change of a file is seen.
  private struct Stamp: Equatable {
    let inode: UInt
    let size: Int
    let (second, nanosecond): (Int, Int)
  }

  private struct State {
    var stamps: [Stamp?]?
    var papers: Papers?
    var fault: IdentityFault?
  }

  private let files: CredentialFiles
  private let state = Mutex(State())

  /// An identity in files; nothing is read yet.
  package init(_ files: CredentialFiles) { self.files = files }

  /// The papers as the files have them now, and what is wrong with what lies there. Files that are wrong, as between the two moments in which a
  /// certificate and its key are exchanged, leave those papers in force that were right.
  package func look() -> (papers: Papers?, fault: IdentityFault?, isNew: Bool) {
    let stamps = [files.trust, files.certificate, files.key].map(Self.stamp)
    return state.withLock { state in
      guard state.stamps != stamps else { return (state.papers, state.fault, false) }
      state.stamps = stamps
      do throws(IdentityFault) {
        state.papers = try Self.read(files)
        state.fault = nil
      } catch {
        state.fault = error
      }
      return (state.papers, state.fault, true)
    }
  }

  private static func stamp(_ path: String) -> Stamp? {
    var facts = Glibc.stat()
    guard stat(path, &facts) == 0 else { return nil }
    return Stamp(
      inode: UInt(facts.st_ino), size: Int(facts.st_size), second: facts.st_mtim.tv_sec,
      nanosecond: facts.st_mtim.tv_nsec)
  }

  private static func read(_ files: CredentialFiles) throws(IdentityFault) -> Papers {
    let trusted = try certificates(files.trust)
    let own = try certificates(files.certificate)
    var facts = Glibc.stat()
    // systemd lets a service read its credentials by an access list, which the group's bits show.
    if stat(files.key, &facts) == 0, facts.st_mode & 0o037 != 0 { throw .exposed(path: files.key) }
    guard let key = try? NIOSSLPrivateKey(bytes: try bytes(files.key), format: .pem) else {
      _ = try bytes(files.key)
      throw .noKey(path: files.key)
    }
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv13
    tls.trustRoots = .certificates(trusted)
    tls.certificateVerification = .fullVerification
    tls.certificateChain = own.map { .certificate($0) }
    tls.privateKey = .privateKey(key)
    tls.applicationProtocols = ["http/1.1"]
    guard let context = try? NIOSSLContext(configuration: tls) else {
      throw .mismatch(certificate: files.certificate, key: files.key)
    }
    return Papers(
      context: context, certificateUntil: own.map { Int($0.notValidAfter) }.min() ?? 0,
      trustUntil: trusted.map { Int($0.notValidAfter) }.min() ?? 0)
  }

  private static func certificates(_ path: String) throws(IdentityFault) -> [NIOSSLCertificate] {
    guard let found = try? NIOSSLCertificate.fromPEMBytes(try bytes(path)), !found.isEmpty else {
      _ = try bytes(path)
      throw .noCertificate(path: path)
    }
    return found
  }

  private static func bytes(_ path: String) throws(IdentityFault) -> [UInt8] {
    do throws(ConfigurationFault) {
      return try ConfigurationText.bytes(of: path)
    } catch {
      throw .unreadable(path: path, error.found)
    }
  }
}
