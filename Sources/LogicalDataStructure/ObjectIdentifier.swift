/// An object identifier, as ASN.1 writes its numbers in bytes.
package struct ObjectIdentifier: Hashable, Sendable {
  package let bytes: [UInt8]

  /// The value of an object identifier.
  package init(_ value: some Sequence<UInt8>) { bytes = Array(value) }

  /// An identifier by its numbers, of which there are two at least.
  package init(numbers: [Int]) {
    let values = [numbers[0] * 40 + numbers[1]] + numbers.dropFirst(2)
    bytes = values.flatMap { value in
      let groups = stride(from: 28, through: 0, by: -7).map { UInt8(value >> $0 & 0x7F) }.drop { $0 == 0 }
      let digits = groups.isEmpty ? [0] : Array(groups)
      return digits.dropLast().map { $0 | 0x80 } + digits.suffix(1)
    }
  }

  /// Whether it stands below another one.
  package func isBelow(_ other: ObjectIdentifier) -> Bool {
    bytes.count > other.bytes.count && bytes.starts(with: other.bytes)
  }

  /// What follows behind another one that it stands below.
  package func tail(behind other: ObjectIdentifier) -> [UInt8]? {
    isBelow(other) ? Array(bytes.dropFirst(other.bytes.count)) : nil
  }
}

extension ObjectIdentifier {
  /// The BSI's protocols (TR-03110-3, A.1.1).
  private static let protocols = [0, 4, 0, 127, 0, 7, 2, 2]
  /// PACE with a generic mapping over an elliptic curve; a number more says the cipher.
  package static let paceGenericECDH = ObjectIdentifier(numbers: protocols + [4, 2])
  /// Chip authentication over an elliptic curve; a number more says the cipher.
  package static let chipAuthenticationECDH = ObjectIdentifier(numbers: protocols + [3, 2])
  /// Chip authentication in a group modulo a prime; a number more says the cipher.
  package static let chipAuthenticationDH = ObjectIdentifier(numbers: protocols + [3, 1])
  /// A public key for chip authentication, over a curve and modulo a prime.
  package static let chipKeyECDH = ObjectIdentifier(numbers: protocols + [1, 2])
  package static let chipKeyDH = ObjectIdentifier(numbers: protocols + [1, 1])
}
