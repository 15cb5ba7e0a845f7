import Crypto
import Foundation
import LogicalDataStructure
import PassportChip
import Synchronization

/// A passport's chip that is not there: what it holds, the protocols as the chip has them, and what can be wrong with it.
final class VirtualPassport: ChipLine {
  /// What is wrong with it.
  enum Fault: Hashable {
    case noPACE, noBasicAccess
    /// It says of PACE, and refuses it.
    case refusesPACE
    /// Its access keys are another zone's.
    case locked
    case altered(ChipFile)
    case missing(ChipFile)
    case cloned
    /// After so many commands it is gone.
    case takenAfter(Int)
    /// After so many commands it does not answer.
    case silentAfter(Int)
    /// After so many commands a byte of each protected answer is another.
    case checksumAfter(Int)
    /// After so many commands it says only this.
    case statusAfter(Int, UInt16)
    /// It gives fewer bytes at a time than are asked for.
    case short(Int)
    /// Its files say that they are as long.
    case endless(ChipFile)
    /// It is another card.
    case noPassport
    case longCommands
  }

  /// Whose passport it is.
  struct Files: Sendable {
    let files: [UInt16: [UInt8]]
    let certificate: [UInt8]
    let chipKey: [UInt8]
    let curve: ChipCurve
    let cipher: ChipCipher

    static let ecdsa = Files("ecdsa", .brainpool256, .aes128)
    /// The curves in its certificates and of its key are spelt out.
    static let explicit = Files("explicit", .brainpool256, .aes128)
    static let rsa = Files("rsa-pss", .brainpool384, .aes256)

    init(_ name: String, _ curve: ChipCurve, _ cipher: ChipCipher) {
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Fixtures/\(name)")
      func bytes(_ name: String) -> [UInt8] {
        (try? Data(contentsOf: folder.appendingPathComponent(name))).map(Array.init) ?? []
      }
      files = Dictionary(
        uniqueKeysWithValues: [0x0101, 0x0102, 0x010E, 0x011C, 0x011D].map { identifier in
          (UInt16(identifier), bytes("0" + String(identifier, radix: 16, uppercase: true) + ".bin"))
        })
      certificate = bytes("csca.der")
      chipKey = hexadecimal(String(decoding: bytes("chip.key"), as: UTF8.self))
      (self.curve, self.cipher) = (curve, cipher)
    }
  }

  private struct Keys {
    let cipher: ChipCipher
    let encryption: [UInt8]
    let mac: [UInt8]
    var counter: [UInt8]

    mutating func count() {
      for place in counter.indices.reversed() {
        counter[place] &+= 1
        if counter[place] != 0 { return }
      }
    }

    var vector: [UInt8]? { cipher == .tripleDES ? nil : try? cipher.encrypt(counter, key: encryption) }

    init(_ cipher: ChipCipher, _ secret: [UInt8], _ counter: [UInt8]? = nil) {
      self.cipher = cipher
      encryption = (try? cipher.key(of: secret, for: .encryption)) ?? []
      mac = (try? cipher.key(of: secret, for: .mac)) ?? []
      self.counter = counter ?? [UInt8](repeating: 0, count: cipher == .tripleDES ? 8 : 16)
    }
  }

  private struct State {
    var commands = 0
    var keys: Keys?
    var nextKeys: Keys?
    var hasApplication = false
    var file: UInt16?
    var challenge: [UInt8] = []
    var template: [UInt8] = []
    var nonce: [UInt8] = []
    var generator: [UInt8] = []
    var own: [UInt8] = []
    var others: [UInt8] = []
    var secret: [UInt8] = []
    var isChipAuthentication = false
  }

  private struct Refusal: Error {
    let status: UInt16
    init(_ status: UInt16) { self.status = status }
  }

  static let zone = ["P<DNKSOERENSEN<<ANNA<MARIE<<<<<<<<<<<<<<<<<<", "2000000004DNK8502142F2609304<<<<<<<<<<<<<<00"]
  static let othersZone = [
    "P<DNKSOERENSEN<<ANNA<MARIE<<<<<<<<<<<<<<<<<<", "2000000015DNK8502142F2609304<<<<<<<<<<<<<<08",
  ]

  private let files: [UInt16: [UInt8]]
  private let passport: Files
  private let faults: Set<Fault>
  private let seed: [UInt8]
  private let state = Mutex(State())
  private let numbers: Mutex<UInt64>

  /// The passport's chip, with what is wrong with it.
  init(_ passport: Files = .ecdsa, _ faults: Set<Fault> = [], seed number: UInt64 = 1) {
    var files = passport.files
    for fault in faults {
      switch fault {
      case .altered(let file): files[file.identifier]?[40] ^= 1
      case .missing(let file): files[file.identifier] = nil
      case .noPACE: files[ChipFile.cardAccess.identifier] = nil
      case .endless(let file):
        files[file.identifier] =
          [UInt8(files[file.identifier]?[0] ?? 0), 0x84, 0x7F, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 500)
      default: break
      }
    }
    self.files = files
    self.passport = passport
    self.faults = faults
    let line = Array((faults.contains(.locked) ? Self.othersZone : Self.zone)[1].utf8)
    seed = Array(Insecure.SHA1.hash(data: Array(line[0..<10] + line[13..<20] + line[21..<28])))
    numbers = Mutex(number)
  }

  var takesLongCommands: Bool { faults.contains(.longCommands) }
  /// How many commands it got.
  var commands: Int { state.withLock { $0.commands } }

  private func random(_ count: Int) -> [UInt8] {
    numbers.withLock { state in
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
    }
  }

  func transmit(_ command: [UInt8]) throws(ChipLineFault) -> [UInt8] {
    let count = state.withLock { state in
      state.commands += 1
      return state.commands
    }
    for fault in faults {
      switch fault {
      case .takenAfter(let most) where count > most: throw .takenAway
      case .silentAfter(let most) where count > most: throw .silent
      case .statusAfter(let most, let status) where count > most: return [UInt8(status >> 8), UInt8(status & 0xFF)]
      default: break
      }
    }
    var answer: [UInt8] = state.withLock { self.answer(command, &$0) }
    for case .checksumAfter(let most) in faults where count > most && answer.count > 12 {
      answer[answer.count - 3] ^= 1
    }
    return answer
  }

  // MARK: Messages

  private func answer(_ command: [UInt8], _ state: inout State) -> [UInt8] {
    guard command.count >= 4 else { return [0x67, 0] }
    let isProtected = command[0] & 0x0C == 0x0C
    var (data, expected) = Self.body(command)
    var status: UInt16 = 0x9000
    var answer: [UInt8] = []
    do {
      if isProtected { (data, expected) = try open(command, data, &state) }
      answer = try carryOut(command, data, expected, isProtected, &state)
    } catch let refusal as Refusal {
      status = refusal.status
      if status == 0x6988 { state.keys = nil }
    } catch {
      status = 0x6F00
    }
    let word = [UInt8(status >> 8), UInt8(status & 0xFF)]
    let sealed = isProtected && state.keys != nil ? seal(answer, word, isOdd: command[1] & 1 == 1, &state) : answer
    if let next = state.nextKeys { (state.keys, state.nextKeys) = (next, nil) }
    return sealed + word
  }

  private static func body(_ command: [UInt8]) -> (data: [UInt8], expected: Int) {
    let rest = Array(command.dropFirst(4))
    switch rest.count {
    case 0: return ([], 0)
    case 1: return ([], rest[0] == 0 ? 256 : Int(rest[0]))
    case _ where rest[0] != 0:
      let data = Array(rest.dropFirst().prefix(Int(rest[0])))
      let last = rest.dropFirst(1 + data.count).first
      return (data, last.map { $0 == 0 ? 256 : Int($0) } ?? 0)
    default:
      let count = Int(rest[1]) << 8 | Int(rest[2])
      let data = Array(rest.dropFirst(3).prefix(count))
      let last = rest.dropFirst(3 + count).reduce(0) { $0 << 8 | Int($1) }
      return (data, last == 0 ? 65_536 : last)
    }
  }

  private func open(_ command: [UInt8], _ body: [UInt8], _ state: inout State) throws -> ([UInt8], Int) {
    guard var keys = state.keys else { throw Refusal(0x6982) }
    keys.count()
    state.keys = keys
    var reader = TLVReader(body[...])
    var (checked, data, expected) = (keys.cipher.padded(Array(command.prefix(4))), [UInt8](), 0)
    var isHeld = false
    while let object = try reader.next() {
      if object.tag != 0x8E { checked += TLV.encoded(object.tag, object.value) }
      switch object.tag {
      case 0x87, 0x85:
        let sealed = Array(object.tag == 0x87 ? object.value.dropFirst() : object.value)
        data = keys.cipher.unpadded(try keys.cipher.decrypt(sealed, key: keys.encryption, vector: keys.vector)) ?? []
      case 0x97:
        expected = object.value.reduce(0) { $0 << 8 | Int($1) }
        if expected == 0 { expected = object.value.count == 1 ? 256 : 65_536 }
      default:
        isHeld = try keys.cipher.mac(keys.cipher.padded(keys.counter + checked), key: keys.mac) == Array(object.value)
      }
    }
    guard isHeld else { throw Refusal(0x6988) }
    return (data, expected)
  }

  private func seal(_ answer: [UInt8], _ status: [UInt8], isOdd: Bool, _ state: inout State) -> [UInt8] {
    guard var keys = state.keys else { return [] }
    keys.count()
    state.keys = keys
    var body: [UInt8] = []
    if !answer.isEmpty,
      let sealed = try? keys.cipher.encrypt(keys.cipher.padded(answer), key: keys.encryption, vector: keys.vector)
    {
      body += isOdd ? TLV.encoded(0x85, sealed) : TLV.encoded(0x87, [1] + sealed)
    }
    body += TLV.encoded(0x99, status)
    let mac = (try? keys.cipher.mac(keys.cipher.padded(keys.counter + body), key: keys.mac)) ?? []
    return body + TLV.encoded(0x8E, mac)
  }

  // MARK: Commands

  private func carryOut(
    _ command: [UInt8], _ data: [UInt8], _ expected: Int, _ isProtected: Bool, _ state: inout State
  ) throws -> [UInt8] {
    switch (command[1], command[2], command[3]) {
    case (0xA4, 0x04, _):
      guard !faults.contains(.noPassport) else { throw Refusal(0x6A82) }
      state.hasApplication = true
      return []
    case (0xA4, 0x02, _):
      let identifier = UInt16(data[0]) << 8 | UInt16(data[1])
      guard identifier == ChipFile.cardAccess.identifier || state.hasApplication else { throw Refusal(0x6A82) }
      guard files[identifier] != nil else { throw Refusal(0x6A82) }
      guard isProtected || identifier == ChipFile.cardAccess.identifier else { throw Refusal(0x6982) }
      state.file = identifier
      return []
    case (0xB0, let high, let low): return try read(at: Int(high) << 8 | Int(low), expected, state)
    case (0xB1, _, _):
      let place = try TLV.only(0x54, in: data[...]).reduce(0) { $0 << 8 | Int($1) }
      return TLV.encoded(0x53, try read(at: place, expected - 4, state))
    case (0x84, _, _):
      state.challenge = random(8)
      return state.challenge
    case (0x82, _, _): return try authenticateBasically(data, &state)
    case (0x22, 0xC1, 0xA4):
      if faults.contains(.refusesPACE) || faults.contains(.noPACE) { throw Refusal(0x6A80) }
      state.template = Array(try TLVReader(data[...]).value(0x80))
      return []
    case (0x22, 0x41, 0xA4):
      state.isChipAuthentication = true
      return []
    case (0x86, _, _): return TLV.encoded(0x7C, try authenticate(try TLV.only(0x7C, in: data[...]), &state))
    default: throw Refusal(0x6D00)
    }
  }

  private func read(at offset: Int, _ expected: Int, _ state: State) throws -> [UInt8] {
    guard let file = state.file.flatMap({ files[$0] }) else { throw Refusal(0x6986) }
    guard offset <= file.count else { throw Refusal(0x6B00) }
    var most = expected
    for case .short(let count) in faults { most = min(most, count) }
    return Array(file.dropFirst(offset).prefix(most))
  }

  private func authenticateBasically(_ data: [UInt8], _ state: inout State) throws -> [UInt8] {
    guard !faults.contains(.noBasicAccess) else { throw Refusal(0x6985) }
    let cipher = ChipCipher.tripleDES
    let secret = Array(seed.prefix(16))
    let (encryption, mac) = (try cipher.key(of: secret, for: .encryption), try cipher.key(of: secret, for: .mac))
    let sealed = Array(data.prefix(32))
    guard try cipher.mac(cipher.padded(sealed), key: mac) == Array(data.suffix(8)) else { throw Refusal(0x6300) }
    let opened = try cipher.decrypt(sealed, key: encryption)
    guard Array(opened[8..<16]) == state.challenge else { throw Refusal(0x6300) }
    let own = random(16)
    let answer = try cipher.encrypt(state.challenge + opened[0..<8] + own, key: encryption)
    let counter = Array(state.challenge.suffix(4)) + opened[4..<8]
    state.nextKeys = Keys(cipher, zip(own, opened[16..<32]).map { $0 ^ $1 }, counter)
    return answer + (try cipher.mac(cipher.padded(answer), key: mac))
  }

  /// The steps of PACE, or of chip authentication.
  private func authenticate(_ data: ArraySlice<UInt8>, _ state: inout State) throws -> [UInt8] {
    let (curve, cipher) = (passport.curve, passport.cipher)
    if state.isChipAuthentication {
      let key = faults.contains(.cloned) ? passport.chipKey.map { $0 ^ 1 } : passport.chipKey
      let others = Array(try TLVReader(data).value(0x80))
      // The cipher of chip authentication is the one that data group 14 names.
      state.nextKeys = Keys(.aes128, ChipCurve.first(of: try curve.times(key, others)))
      state.isChipAuthentication = false
      return []
    }
    guard let step = try TLVReader(data).first() else {
      state.nonce = random(16)
      return TLV.encoded(0x80, try cipher.encrypt(state.nonce, key: cipher.key(of: seed, for: .password)))
    }
    switch step.tag {
    case 0x81:
      let number = random(curve.scalarLength)
      state.generator = try curve.sum(curve.times(state.nonce), curve.times(number, Array(step.value)))
      return TLV.encoded(0x82, try curve.times(number))
    case 0x83:
      let number = random(curve.scalarLength)
      state.others = Array(step.value)
      state.own = try curve.times(number, state.generator)
      state.secret = ChipCurve.first(of: try curve.times(number, state.others))
      return TLV.encoded(0x84, state.own)
    default:
      func token(_ point: [UInt8]) throws -> [UInt8] {
        let told = TLV.encoded(0x7F49, TLV.encoded(.objectIdentifier, state.template) + TLV.encoded(0x86, point))
        return try cipher.mac(told, key: cipher.key(of: state.secret, for: .mac))
      }
      guard try token(state.own) == Array(step.value) else { throw Refusal(0x6300) }
      state.nextKeys = Keys(cipher, state.secret)
      return TLV.encoded(0x86, try token(state.others))
    }
  }
}

extension TLVReader {
  fileprivate func value(_ tag: TLVTag) throws -> ArraySlice<UInt8> {
    var reader = self
    return try reader.first(tag)
  }

  fileprivate func first() throws -> TLV? {
    var reader = self
    return try reader.next()
  }
}

/// The bytes of figures, two each.
func hexadecimal(_ figures: String) -> [UInt8] {
  let values = figures.compactMap(\.hexDigitValue)
  return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
}
