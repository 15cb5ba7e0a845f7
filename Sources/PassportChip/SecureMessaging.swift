import LogicalDataStructure

/// Commands and answers that only chip and box can read or change (ICAO Doc 9303-11, 9.8).
struct SecureMessaging {
  private let cipher: ChipCipher
  private let encryptionKey: [UInt8]
  private let macKey: [UInt8]
  /// Counts commands and answers, so that none can be sent twice.
  private var counter: [UInt8]

  /// The tags of what a message is made of.
  private enum Object {
    static let cryptogram: TLVTag = 0x87
    static let cryptogramOfOdd: TLVTag = 0x85
    static let expected: TLVTag = 0x97
    static let status: TLVTag = 0x99
    static let checksum: TLVTag = 0x8E
  }

  /// By the secret that was agreed on; the counter begins with zero, or after basic access control with both sides' random numbers.
  init(_ cipher: ChipCipher, secret: [UInt8], counter: [UInt8]? = nil) throws(CryptographyFault) {
    self.cipher = cipher
    encryptionKey = try cipher.key(of: secret, for: .encryption)
    macKey = try cipher.key(of: secret, for: .mac)
    self.counter = counter ?? [UInt8](repeating: 0, count: cipher.block)
  }

  private mutating func count() {
    for place in counter.indices.reversed() {
      counter[place] &+= 1
      if counter[place] != 0 { return }
    }
  }

  /// AES begins with the counter, encrypted; DES with zeros.
  private var vector: [UInt8]? {
    get throws(CryptographyFault) {
      cipher == .tripleDES ? nil : try cipher.encrypt(counter, key: encryptionKey)
    }
  }

  private func checksum(_ bytes: [UInt8]) throws(CryptographyFault) -> [UInt8] {
    try cipher.mac(cipher.padded(counter + bytes), key: macKey)
  }

  /// The command as it goes over the air.
  mutating func wrap(_ command: ChipCommand) throws(CryptographyFault) -> ChipCommand {
    count()
    var wrapped = command
    wrapped.first |= 0x0C
    var body: [UInt8] = []
    if !command.data.isEmpty {
      let sealed = try cipher.encrypt(cipher.padded(command.data), key: encryptionKey, vector: vector)
      body +=
        command.instruction.isMultiple(of: 2)
        ? TLV.encoded(Object.cryptogram, [1] + sealed) : TLV.encoded(Object.cryptogramOfOdd, sealed)
    }
    if let expected = command.expected {
      let bytes = [UInt8(truncatingIfNeeded: expected >> 8), UInt8(truncatingIfNeeded: expected)]
      body += TLV.encoded(Object.expected, expected > 256 ? bytes : Array(bytes.suffix(1)))
    }
    // The header fills blocks of its own.
    wrapped.data = body + TLV.encoded(Object.checksum, try checksum(cipher.padded(wrapped.header) + body))
    wrapped.expected = wrapped.data.count > 255 || (command.expected ?? 0) > 256 ? 65_536 : 256
    return wrapped
  }

  /// What an answer says, and its status; nothing where it was not the chip that said it, or not now.
  mutating func unwrap(_ answer: [UInt8]) throws(CryptographyFault) -> (data: [UInt8], status: StatusWord)? {
    count()
    var reader = TLVReader(answer[...])
    var checked: [UInt8] = []
    var (sealed, status, told): ([UInt8]?, StatusWord?, [UInt8]?)
    while !reader.rest.isEmpty {
      let from = reader.rest.startIndex
      guard let object = try? reader.next() else { return nil }
      // Its bytes as they came, whatever the form of its length.
      if object.tag != Object.checksum { checked += answer[from..<reader.rest.startIndex] }
      switch object.tag {
      case Object.cryptogram:
        guard object.value.first == 1 else { return nil }
        sealed = Array(object.value.dropFirst())
      case Object.cryptogramOfOdd: sealed = Array(object.value)
      case Object.status:
        guard object.value.count == 2 else { return nil }
        status = StatusWord(rawValue: object.value.reduce(0) { $0 << 8 | UInt16($1) })
      case Object.checksum: told = Array(object.value)
      default: break
      }
    }
    guard let status, let told, try checksum(checked) == told else { return nil }
    guard let sealed else { return ([], status) }
    guard sealed.count.isMultiple(of: cipher.block), !sealed.isEmpty else { return nil }
    let opened = try cipher.decrypt(sealed, key: encryptionKey, vector: vector)
    return cipher.unpadded(opened).map { ($0, status) }
  }
}
