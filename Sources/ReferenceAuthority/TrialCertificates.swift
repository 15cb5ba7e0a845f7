import Cases
import Crypto
package import FoundationEssentials
import SwiftASN1
import X509

/// Who vouches for boxes and authority at a trial: makes certificates for both (X.509, P-256).
package struct TrialIssuer: Sendable {
  /// What somebody shows, and their private key; both PEM.
  package struct Papers: Hashable, Sendable {
    /// The certificate.
    package let certificate: String
    /// The private key.
    package let key: String
  }

  private let certificate: Certificate
  private let key: P256.Signing.PrivateKey

  /// An issuer whose own certificate is good between two moments.
  package init(from: Date, until: Date) throws {
    key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("Pasboks trial issuer") }
    certificate = try Self.made(
      name, Certificate.PublicKey(key.publicKey), from...until, issuer: name, key,
      Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
      })
  }

  /// Its certificate, PEM: what the other side pins.
  package var pem: String { get throws { try certificate.serializeAsPEM().pemString } }

  /// Papers for an authority that answers under these names or numbers.
  package func authority(_ hosts: [String], from: Date, until: Date) throws -> Papers {
    let names = hosts.map { host in
      let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
      let bytes = numbers.compactMap { $0 }
      return numbers.count == 4 && bytes.count == 4
        ? GeneralName.ipAddress(ASN1OctetString(contentBytes: bytes[...])) : .dnsName(host)
    }
    return try papers(
      hosts.first ?? "authority", from...until,
      Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(names)
      })
  }

  /// Papers for a box.
  package func box(_ name: String, from: Date, until: Date) throws -> Papers {
    try papers(
      name, from...until,
      Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.clientAuth])
      })
  }

  private func papers(_ name: String, _ span: ClosedRange<Date>, _ extensions: Certificate.Extensions) throws -> Papers
  {
    let own = P256.Signing.PrivateKey()
    let made = try Self.made(
      try DistinguishedName { CommonName(name) }, Certificate.PublicKey(own.publicKey), span,
      issuer: certificate.subject, key, extensions)
    return Papers(certificate: try made.serializeAsPEM().pemString, key: own.pemRepresentation)
  }

  private static func made(
    _ subject: DistinguishedName, _ publicKey: Certificate.PublicKey, _ span: ClosedRange<Date>,
    issuer: DistinguishedName,
    _ key: P256.Signing.PrivateKey, _ extensions: Certificate.Extensions
  ) throws -> Certificate {
    try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey, notValidBefore: span.lowerBound,
      notValidAfter: span.upperBound, issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: extensions, issuerPrivateKey: Certificate.PrivateKey(key))
  }
}

/// The files of a trial: `issuer.pem`, and certificate and key of `authority` and `box`.
package enum TrialFiles {
  /// Makes them in a folder that is there, good for 90 days from a moment; none is written over. The issuer's key is kept nowhere.
  package static func make(in folder: String, hosts: [String], now: Date) throws {
    let until = now.addingTimeInterval(90 * 86_400)
    // Clocks differ a little.
    let from = now.addingTimeInterval(-3600)
    let issuer = try TrialIssuer(from: from, until: until)
    try write(try issuer.pem, "\(folder)/issuer.pem", mode: 0o644)
    for (name, papers) in [
      ("authority", try issuer.authority(hosts, from: from, until: until)),
      ("box", try issuer.box("box", from: from, until: until)),
    ] {
      try write(papers.certificate, "\(folder)/\(name).pem", mode: 0o644)
      try write(papers.key, "\(folder)/\(name).key", mode: 0o600)
    }
  }

  private static func write(_ text: String, _ path: String, mode: UInt32) throws(StoreError) {
    try DurableFile.make(path, Array(text.utf8) + [0x0A], mode: mode)
  }
}
