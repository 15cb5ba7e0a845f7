/// What was signed: the digest of each data group, the LDSSecurityObject (ICAO Doc 9303-10, 4.7.6.2).
package struct SecurityObject: Hashable, Sendable {
  /// How the digests were made.
  package enum Digest: String, Hashable, Sendable, CaseIterable {
    case sha1 = "SHA1"
    case sha224 = "SHA224"
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sha512 = "SHA512"

    fileprivate var identifier: ObjectIdentifier {
      switch self {
      case .sha1: ObjectIdentifier(numbers: [1, 3, 14, 3, 2, 26])
      case .sha224: ObjectIdentifier(numbers: Self.nist + [4])
      case .sha256: ObjectIdentifier(numbers: Self.nist + [1])
      case .sha384: ObjectIdentifier(numbers: Self.nist + [2])
      case .sha512: ObjectIdentifier(numbers: Self.nist + [3])
      }
    }

    private static let nist = [2, 16, 840, 1, 101, 3, 4, 2]
  }

  package let digest: Digest
  /// The digests by the numbers of the groups.
  package let groups: [Int: [UInt8]]

  /// The object as it was signed.
  package init(_ bytes: [UInt8]) throws(LDSFault) {
    var object = TLVReader(try TLV.only(.sequence, in: bytes[...]))
    _ = try object.next(.integer)
    var algorithm = TLVReader(try object.next(.sequence))
    let identifier = ObjectIdentifier(try algorithm.next(.objectIdentifier))
    guard let digest = Digest.allCases.first(where: { $0.identifier == identifier }) else {
      throw .value(.objectIdentifier)
    }
    var groups: [Int: [UInt8]] = [:]
    var pairs = TLVReader(try object.next(.sequence))
    while let pair = try pairs.next() {
      var parts = TLVReader(pair.value)
      let number = try parts.next(.integer)
      let value = try parts.next(.octetString)
      guard number.count == 1, let number = number.first.map({ Int($0) }), (1...16).contains(number),
        groups[number] == nil
      else { throw .value(.integer) }
      groups[number] = Array(value)
    }
    self.digest = digest
    self.groups = groups
  }

  /// The signed message (CMS) in the chip's security object, with its tag and length.
  package static func signedMessage(_ file: [UInt8]) throws(LDSFault) -> ArraySlice<UInt8> {
    try TLV.only(0x77, in: file[...])
  }
}
