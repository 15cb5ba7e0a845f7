/// What a chip says of the protocols it speaks: the SecurityInfos of EF.CardAccess and of data group 14 (ICAO Doc 9303-11, 9.2).
package struct SecurityInfos: Hashable, Sendable {
  /// A way to open the chip.
  package struct PACE: Hashable, Sendable {
    package let identifier: ObjectIdentifier
    /// The domain parameters by their number in 9303-11's table; nothing where they are the chip's own.
    package let parameters: Int?
  }

  /// A key that only the genuine chip has the other half of.
  package struct ChipKey: Hashable, Sendable {
    /// Whether it is one of a curve (ECDH), or modulo a prime (DH).
    package let isOfCurve: Bool
    /// The SubjectPublicKeyInfo with its tag and length.
    package let publicKey: [UInt8]
    /// Its number, where the chip has several.
    package let number: [UInt8]?
  }

  /// A cipher by which chip authentication goes on.
  package struct ChipAuthentication: Hashable, Sendable {
    package let identifier: ObjectIdentifier
    package let number: [UInt8]?
  }

  package private(set) var pace: [PACE] = []
  package private(set) var chipKeys: [ChipKey] = []
  package private(set) var chipAuthentication: [ChipAuthentication] = []

  /// The infos in the bytes of a set; what they are not known as is passed over.
  package init(_ bytes: ArraySlice<UInt8>) throws(LDSFault) {
    var reader = TLVReader(try TLV.only(.set, in: bytes))
    while let info = try reader.next() {
      guard info.tag == .sequence else { throw .missing(.sequence) }
      try take(info.value)
    }
  }

  /// The infos of data group 14, with its tag and length.
  package init(group14 bytes: [UInt8]) throws(LDSFault) {
    try self.init(try TLV.only(DataGroup.group14.tag, in: bytes[...]))
  }

  private mutating func take(_ info: ArraySlice<UInt8>) throws(LDSFault) {
    var reader = TLVReader(info)
    let identifier = ObjectIdentifier(try reader.next(.objectIdentifier))
    guard let required = try reader.next() else { throw .cut }
    let number = try reader.next().flatMap { $0.tag == .integer ? Array($0.value) : nil }
    switch identifier {
    case .chipKeyECDH, .chipKeyDH:
      guard required.tag == .sequence else { throw .missing(.sequence) }
      let key = TLV.encoded(.sequence, required.value)
      chipKeys.append(ChipKey(isOfCurve: identifier == .chipKeyECDH, publicKey: key, number: number))
    case _ where identifier.isBelow(.paceGenericECDH):
      let parameters = number.flatMap { $0.count == 1 ? Int($0[0]) : nil }
      pace.append(PACE(identifier: identifier, parameters: parameters))
    case _ where identifier.isBelow(.chipAuthenticationECDH) || identifier.isBelow(.chipAuthenticationDH):
      chipAuthentication.append(ChipAuthentication(identifier: identifier, number: number))
    default: break
    }
  }
}
