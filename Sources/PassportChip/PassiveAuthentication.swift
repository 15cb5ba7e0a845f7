import CChip
package import LogicalDataStructure

/// A state's certificates, in whose name passports are signed (CSCA).
package struct StateCertificates: Hashable, Sendable {
  /// One of them.
  package struct Certificate: Hashable, Sendable {
    /// The file it came from.
    package let name: String
    package let bytes: [UInt8]
    /// Whose it is.
    package let subject: String
    /// Until when it holds, as YYYYMMDD.
    package let lastDay: String

    /// A certificate in DER; nothing where the bytes are none.
    package init?(name: String, bytes: [UInt8]) {
      var subject = [CChar](repeating: 0, count: 256)
      var lastDay = [CChar](repeating: 0, count: 9)
      guard chip_certificate_told(bytes, bytes.count, &subject, subject.count, &lastDay) else { return nil }
      self.name = name
      self.bytes = bytes
      self.subject = String(decoding: subject.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      self.lastDay = String(decoding: lastDay.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  package let certificates: [Certificate]

  package init(_ certificates: [Certificate]) { self.certificates = certificates }

  /// Whether somebody signed a message for whom one of these vouches, and what was signed.
  package func open(_ message: ArraySlice<UInt8>) -> SignedContent {
    var content = [UInt8](repeating: 0, count: message.count)
    var count = content.count
    let message = Array(message)
    let all = certificates.flatMap(\.bytes)
    let found = all.withUnsafeBufferPointer { bytes in
      var next = 0
      let named = certificates.map { certificate in
        defer { next += certificate.bytes.count }
        return chip_certificate(bytes: bytes.baseAddress.map { $0 + next }, count: certificate.bytes.count)
      }
      return chip_signed_content(message, message.count, named, named.count, &content, &count)
    }
    return switch found {
    case chip_signature_holds: .vouched(Array(content.prefix(count)))
    case chip_signature_unknown: .unknownSigner
    default: .broken
    }
  }
}

/// What became of a signed message.
package enum SignedContent: Hashable, Sendable {
  /// Signed by somebody who is vouched for.
  case vouched([UInt8])
  /// Signed by nobody who is vouched for.
  case unknownSigner
  /// Not what was signed, or no signed message.
  case broken
}

extension SecurityObject {
  /// Whether a group is, to the byte, what was signed; one that was not signed is not.
  package func vouches(for group: [UInt8], _ name: DataGroup) -> Bool {
    guard let signed = groups[name.rawValue] else { return false }
    return (try? digested(group, by: digest.rawValue)) == signed
  }
}
