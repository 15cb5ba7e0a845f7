package import LogicalDataStructure

/// Opening a chip.
extension ChipSession {
  /// Basic access control: a challenge and two random keys under the seed's (9303-11, 4.3). The passport's application is chosen before.
  package func openBasically(_ key: AccessKey) throws(ChipTrouble) {
    let cipher = ChipCipher.tripleDES
    let challenge = try send(ChipCommand(instruction: 0x84, expected: 8))
    guard challenge.count == 8 else { throw .senseless(.cut) }
    let (own, ownKey, sealed, mac, keys) = try cryptic { () throws(CryptographyFault) in
      let seed = Array(try key.seed().prefix(16))
      let keys = (encryption: try cipher.key(of: seed, for: .encryption), mac: try cipher.key(of: seed, for: .mac))
      let (own, ownKey) = (try random.bytes(8), try random.bytes(16))
      let sealed = try cipher.encrypt(own + challenge + ownKey, key: keys.encryption)
      return (own, ownKey, sealed, try cipher.mac(cipher.padded(sealed), key: keys.mac), keys)
    }
    let answer = try send(ChipCommand(instruction: 0x82, data: sealed + mac, expected: 40))
    guard answer.count == 40 else { throw .senseless(.cut) }
    messaging = try cryptic { () throws(CryptographyFault) -> SecureMessaging? in
      let told = Array(answer.prefix(32))
      guard try cipher.mac(cipher.padded(told), key: keys.mac) == Array(answer.suffix(8)) else { return nil }
      let opened = try cipher.decrypt(told, key: keys.encryption)
      guard Array(opened[0..<8]) == challenge, Array(opened[8..<16]) == own else { return nil }
      let secret = zip(ownKey, opened.suffix(16)).map { $0 ^ $1 }
      return try SecureMessaging(cipher, secret: secret, counter: Array(challenge.suffix(4)) + Array(own.suffix(4)))
    }
    if messaging == nil { throw .checksum }
  }

  /// PACE with a generic mapping: both agree on a generator that only who knows the seed can find, and on a secret by it (9303-11, 4.4).
  package func openByPACE(_ key: AccessKey, _ identifier: ObjectIdentifier, _ cipher: ChipCipher, _ curve: ChipCurve)
    throws(ChipTrouble)
  {
    // The password is the zone's.
    try send(
      .setTemplate((0xC1, 0xA4), TLV.encoded(0x80, identifier.bytes) + TLV.encoded(0x83, [1])))
    let sealedNonce = try authenticate([], expects: 0x80)
    let length = curve.scalarLength
    let (nonce, mapping) = try cryptic { () throws(CryptographyFault) in
      let password = try cipher.key(of: key.seed(), for: .password)
      return (try cipher.decrypt(sealedNonce, key: password), try random.bytes(length))
    }
    let mapped = try cryptic { () throws(CryptographyFault) in try curve.times(mapping) }
    let othersMapped = try authenticate(TLV.encoded(0x81, mapped), expects: 0x82)
    let (own, ownKey) = try cryptic { () throws(CryptographyFault) in
      let generator = try curve.sum(curve.times(nonce), curve.times(mapping, othersMapped))
      let ownKey = try random.bytes(length)
      return (try curve.times(ownKey, generator), ownKey)
    }
    let others = try authenticate(TLV.encoded(0x83, own), expects: 0x84)
    // Who sends back what came knows nothing.
    guard others != own else { throw .checksum }
    let secret = try cryptic { () throws(CryptographyFault) in ChipCurve.first(of: try curve.times(ownKey, others)) }
    func token(_ point: [UInt8]) throws(ChipTrouble) -> [UInt8] {
      try cryptic { () throws(CryptographyFault) in
        let told = TLV.encoded(0x7F49, TLV.encoded(.objectIdentifier, identifier.bytes) + TLV.encoded(0x86, point))
        let macKey = try cipher.key(of: secret, for: .mac)
        // AES's MAC takes what is no whole block as it is.
        return try cipher.mac(cipher == .tripleDES ? cipher.padded(told) : told, key: macKey)
      }
    }
    let answer = try authenticate(TLV.encoded(0x85, try token(others)), expects: 0x86, isLast: true)
    guard answer == (try token(own)) else { throw .checksum }
    messaging = try cryptic { () throws(CryptographyFault) in try SecureMessaging(cipher, secret: secret) }
  }

  /// Chip authentication: only the chip with the private half of a key can go on after it (9303-11, 6.2).
  func authenticateChip(_ key: SecurityInfos.ChipKey, _ identifier: ObjectIdentifier, _ cipher: ChipCipher)
    throws(ChipTrouble)
  {
    let agreement = try cryptic { () throws(CryptographyFault) in try ChipAgreement(with: key.publicKey) }
    let number = key.number.map { TLV.encoded(0x84, $0) } ?? []
    if cipher == .tripleDES {
      // As the first chips had it: all in one command.
      try send(.setTemplate((0x41, 0xA6), TLV.encoded(0x91, agreement.own) + number))
    } else {
      try send(.setTemplate((0x41, 0xA4), TLV.encoded(0x80, identifier.bytes) + number))
      _ = try send(.authenticate(TLV.encoded(0x80, agreement.own), isLast: true))
    }
    // A curve's secret is a coordinate, which libcrypto gives alone.
    messaging = try cryptic { () throws(CryptographyFault) in try SecureMessaging(cipher, secret: agreement.secret) }
  }

  /// One step of a general authentication; the value of the object that it is answered by.
  private func authenticate(_ data: [UInt8], expects tag: TLVTag, isLast: Bool = false) throws(ChipTrouble) -> [UInt8] {
    let answer = try send(.authenticate(data, isLast: isLast))
    return try sensible { () throws(LDSFault) in
      var objects = TLVReader(try TLV.only(0x7C, in: answer[...]))
      return Array(try objects.first(tag))
    }
  }

  private func send(_ template: ChipTemplate) throws(ChipTrouble) { _ = try send(template.command) }
}

/// What an authentication is to be done with.
private struct ChipTemplate {
  let command: ChipCommand

  static func setTemplate(_ parameters: (UInt8, UInt8), _ data: [UInt8]) -> ChipTemplate {
    ChipTemplate(command: ChipCommand(instruction: ChipCommand.setTemplate, parameters: parameters, data: data))
  }
}

extension ChipCommand {
  /// A step of a general authentication; all but the last are parts of a chain.
  fileprivate static func authenticate(_ data: [UInt8], isLast: Bool) -> ChipCommand {
    ChipCommand(first: isLast ? 0 : 0x10, instruction: 0x86, data: TLV.encoded(0x7C, data), expected: 256)
  }
}
