import CChip

/// What libcrypto would not do, such as a point that is not on its curve.
package struct CryptographyFault: Error, Hashable, Sendable {}

/// A block cipher of a chip with the MAC that goes with it.
package enum ChipCipher: UInt8, Hashable, Sendable, CaseIterable {
  // The raw values are the last numbers of the protocols' identifiers (ICAO Doc 9303-11, 9.2).
  case tripleDES = 1
  case aes128, aes192, aes256

  /// The bytes of a block.
  var block: Int { self == .tripleDES ? 8 : 16 }

  /// The bytes of a key.
  var keyLength: Int {
    switch self {
    case .tripleDES, .aes128: 16
    case .aes192: 24
    case .aes256: 32
    }
  }

  /// Blocks with CBC and without padding.
  package func encrypt(_ bytes: [UInt8], key: [UInt8], vector: [UInt8]? = nil) throws(CryptographyFault) -> [UInt8] {
    try run(true, bytes, key, vector)
  }

  package func decrypt(_ bytes: [UInt8], key: [UInt8], vector: [UInt8]? = nil) throws(CryptographyFault) -> [UInt8] {
    try run(false, bytes, key, vector)
  }

  private func run(_ encrypts: Bool, _ bytes: [UInt8], _ key: [UInt8], _ vector: [UInt8]?) throws(CryptographyFault)
    -> [UInt8]
  {
    let vector = vector ?? [UInt8](repeating: 0, count: block)
    guard bytes.count.isMultiple(of: block), !bytes.isEmpty, key.count == keyLength, vector.count == block else {
      throw CryptographyFault()
    }
    var out = [UInt8](repeating: 0, count: bytes.count + block)
    guard chip_cipher(self == .tripleDES, encrypts, key, key.count, vector, bytes, bytes.count, &out) else {
      throw CryptographyFault()
    }
    return Array(out.prefix(bytes.count))
  }

  /// Eight bytes by which whoever has the key knows that nothing was changed; of whole blocks.
  package func mac(_ bytes: [UInt8], key: [UInt8]) throws(CryptographyFault) -> [UInt8] {
    guard key.count == keyLength else { throw CryptographyFault() }
    var out = [UInt8](repeating: 0, count: 16)
    let isDone =
      self == .tripleDES
      ? chip_retail_mac(key, bytes, bytes.count, &out) : chip_cmac(key, key.count, bytes, bytes.count, &out)
    guard isDone else { throw CryptographyFault() }
    return Array(out.prefix(8))
  }

  /// Whole blocks of what need not be: a byte 80, then zeros (ISO/IEC 9797-1, padding method 2).
  package func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [0x80] + [UInt8](repeating: 0, count: (block - (bytes.count + 1) % block) % block)
  }

  /// What stood in whole blocks before they were filled.
  package func unpadded(_ bytes: [UInt8]) -> [UInt8]? {
    guard let end = bytes.lastIndex(where: { $0 != 0 }), bytes[end] == 0x80, bytes.count - end <= block else {
      return nil
    }
    return Array(bytes[..<end])
  }

  /// What a key is derived for (9303-11, 9.7.1).
  package enum Purpose: UInt8 {
    case encryption = 1
    case mac, password
  }

  /// A key of a secret; the parity of DES's keys is left as it comes, for nobody looks at it.
  package func key(of secret: [UInt8], for purpose: Purpose) throws(CryptographyFault) -> [UInt8] {
    let bytes = secret + [0, 0, 0, purpose.rawValue]
    return Array(try digested(bytes, by: keyLength > 16 ? "SHA256" : "SHA1").prefix(keyLength))
  }
}

/// A digest by libcrypto's name for it.
func digested(_ bytes: [UInt8], by name: String) throws(CryptographyFault) -> [UInt8] {
  var out = [UInt8](repeating: 0, count: Int(CHIP_LARGEST_DIGEST))
  var count = out.count
  guard chip_digest(name, bytes, bytes.count, &out, &count) else { throw CryptographyFault() }
  return Array(out.prefix(count))
}

/// Where numbers come from that nobody may guess.
package struct ChipRandom: Sendable {
  private let make: @Sendable (Int) -> [UInt8]?

  package init(_ make: @escaping @Sendable (Int) -> [UInt8]?) { self.make = make }

  /// libcrypto's.
  package static let secure = ChipRandom { count in
    var out = [UInt8](repeating: 0, count: count)
    return chip_random(&out, count) ? out : nil
  }

  func bytes(_ count: Int) throws(CryptographyFault) -> [UInt8] {
    guard let bytes = make(count), bytes.count == count else { throw CryptographyFault() }
    return bytes
  }
}

/// A curve that a chip's domain parameters name by their number (ICAO Doc 9303-11, 9.5.1); points are uncompressed bytes.
package enum ChipCurve: Int, Hashable, Sendable, CaseIterable {
  case p192 = 8
  case brainpool192, p224, brainpool224, p256, brainpool256, brainpool320, p384, brainpool384, brainpool512, p521

  private var name: String {
    switch self {
    case .p192: "prime192v1"
    case .brainpool192: "brainpoolP192r1"
    case .p224: "secp224r1"
    case .brainpool224: "brainpoolP224r1"
    case .p256: "prime256v1"
    case .brainpool256: "brainpoolP256r1"
    case .brainpool320: "brainpoolP320r1"
    case .p384: "secp384r1"
    case .brainpool384: "brainpoolP384r1"
    case .brainpool512: "brainpoolP512r1"
    case .p521: "secp521r1"
    }
  }

  /// The bytes of a number of the group.
  package var scalarLength: Int { chip_scalar_count(name) }

  /// A number times a point, the generator where none is named.
  package func times(_ scalar: [UInt8], _ point: [UInt8]? = nil) throws(CryptographyFault) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: Int(CHIP_LARGEST_POINT))
    var count = 0
    let isDone =
      if let point {
        chip_point_multiplied(name, scalar, scalar.count, point, point.count, &out, &count)
      } else {
        chip_point_multiplied(name, scalar, scalar.count, nil, 0, &out, &count)
      }
    guard isDone else { throw CryptographyFault() }
    return Array(out.prefix(count))
  }

  /// One point and another.
  package func sum(_ one: [UInt8], _ other: [UInt8]) throws(CryptographyFault) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: Int(CHIP_LARGEST_POINT))
    var count = 0
    guard one.count == other.count, chip_point_sum(name, one, other, one.count, &out, &count) else {
      throw CryptographyFault()
    }
    return Array(out.prefix(count))
  }

  /// The first coordinate of a point.
  package static func first(of point: [UInt8]) -> [UInt8] { Array(point.dropFirst().prefix(point.count / 2)) }
}

/// A secret with who has the other half of a public key, by a key pair made for this once.
struct ChipAgreement {
  /// What the other side is told.
  let own: [UInt8]
  let secret: [UInt8]

  /// With the key of a SubjectPublicKeyInfo.
  init(with publicKey: [UInt8]) throws(CryptographyFault) {
    var own = [UInt8](repeating: 0, count: Int(CHIP_LARGEST_KEY))
    var secret = own
    var counts = (own: 0, secret: 0)
    guard chip_agreement(publicKey, publicKey.count, &own, &counts.own, &secret, &counts.secret) else {
      throw CryptographyFault()
    }
    self.own = Array(own.prefix(counts.own))
    self.secret = Array(secret.prefix(counts.secret))
  }
}
