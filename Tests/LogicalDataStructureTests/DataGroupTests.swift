import LogicalDataStructure
import TestSupport
import Testing

/// What a chip's files say.
@Suite struct DataGroupTests {
  /// ICAO Doc 9303-4's specimen.
  private static let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
  private static let group1 = TLV.encoded(0x61, TLV.encoded(0x5F1F, Array(zone.utf8)))
  private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5, 6]

  /// A data group 2 with one face around a picture.
  static func group2(_ picture: [UInt8], points: Int = 0, length: Int? = nil, template: TLVTag = 0x5F2E) -> [UInt8] {
    func number(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let face =
      number(length ?? 20 + 8 * points + 12 + picture.count, 4) + number(points, 2) + [UInt8](repeating: 0, count: 14)
    let record =
      Array("FAC\u{0}010\u{0}".utf8) + number(14 + face.count + 8 * points + 12 + picture.count, 4) + [0, 1] + face
      + [UInt8](repeating: 0, count: 8 * points + 12) + picture
    let header = TLV.encoded(0xA1, TLV.encoded(0x81, [2]))
    return TLV.encoded(
      0x75,
      TLV.encoded(0x7F61, TLV.encoded(.integer, [1]) + TLV.encoded(0x7F60, header + TLV.encoded(template, record))))
  }

  @Test func `the zone is in lines`() throws {
    #expect(try zoneLines(group1: Self.group1) == [String(Self.zone.prefix(44)), String(Self.zone.suffix(44))])
  }

  @Test(arguments: ["P<UTO", String(repeating: "<", count: 89), String(repeating: "é", count: 44)])
  func `what is no zone is refused`(text: String) {
    let bytes = TLV.encoded(0x61, TLV.encoded(0x5F1F, Array(text.utf8)))
    #expect(throws: LDSFault.value(0x5F1F)) { try zoneLines(group1: bytes) }
  }

  @Test(arguments: [0, 3], [TLVTag(0x5F2E), 0x7F2E])
  func `the face is the first picture, behind however many points`(points: Int, template: TLVTag) throws {
    let face = try FaceImage(group2: Self.group2(Self.jpeg, points: points, template: template))
    #expect(Array(face.bytes) == Self.jpeg && face.format == .jpeg)
  }

  @Test func `a picture is what it begins with`() throws {
    let file = hexadecimal("0000000C6A5020200D0A870A") + [0]
    #expect(try FaceImage(group2: Self.group2(file)).format == .jpeg2000)
    #expect(try FaceImage(group2: Self.group2(hexadecimal("FF4FFF51002F"))).format == .jpeg2000)
    #expect(throws: LDSFault.value(0x5F2E)) { try FaceImage(group2: Self.group2([1, 2, 3, 4, 5])) }
  }

  @Test(arguments: [0, 31, 32, 1_000_000, 0xFFFF_FFFF])
  func `a face whose length is not there is refused`(length: Int) {
    #expect(throws: LDSFault.value(0x5F2E)) { try FaceImage(group2: Self.group2(Self.jpeg, length: length)) }
  }

  // MARK: What is signed

  private static func securityObject(_ digest: String, _ groups: [(Int, [UInt8])]) -> [UInt8] {
    let pairs = groups.map {
      TLV.encoded(.sequence, TLV.encoded(.integer, [UInt8($0.0)]) + TLV.encoded(.octetString, $0.1))
    }
    let algorithm = TLV.encoded(.sequence, TLV.encoded(.objectIdentifier, hexadecimal(digest)) + [5, 0])
    return TLV.encoded(.sequence, TLV.encoded(.integer, [0]) + algorithm + TLV.encoded(.sequence, pairs.flatMap { $0 }))
  }

  @Test func `the digests of the groups`() throws {
    let object = try SecurityObject(Self.securityObject("608648016503040201", [(1, [1, 2]), (14, [3])]))
    #expect(object.digest == .sha256 && object.groups == [1: [1, 2], 14: [3]])
  }

  @Test(arguments: [
    securityObject("608648016503040299", [(1, [1])]), securityObject("608648016503040201", [(1, [1]), (1, [2])]),
    securityObject("608648016503040201", [(0, [1])]), securityObject("608648016503040201", [(17, [1])]),
  ])
  func `a digest that is not known, and a group twice or that there is not, are refused`(bytes: [UInt8]) {
    #expect(throws: LDSFault.self) { try SecurityObject(bytes) }
  }

  // MARK: What the chip can

  private static let pace = hexadecimal("3012060A04007F0007020204020202010202010D")

  @Test func `PACE, chip authentication and its key`() throws {
    let key = hexadecimal("300D0609") + hexadecimal("04007F000702020102") + hexadecimal("3000")
    let authentication = hexadecimal("300F060A04007F00070202030202020101")
    let group = TLV.encoded(0x6E, TLV.encoded(.set, Self.pace + key + authentication))
    let infos = try SecurityInfos(group14: group)
    #expect(infos.pace.map(\.parameters) == [13])
    #expect(infos.pace.map { $0.identifier.tail(behind: .paceGenericECDH) } == [[2]])
    #expect(infos.chipKeys.map(\.publicKey) == [[0x30, 0]] && infos.chipKeys.map(\.isOfCurve) == [true])
    #expect(infos.chipAuthentication.count == 1)
  }

  @Test func `what is not known is passed over`() throws {
    let unknown = hexadecimal("30080603550403") + [0x02, 0x01, 0x07]
    let infos = try SecurityInfos(TLV.encoded(.set, unknown + Self.pace)[...])
    #expect(infos.pace.count == 1 && infos.chipKeys.isEmpty)
  }

  // MARK: Anything

  /// Bytes as hostile as they come: of real files one or a few are changed, taken out or put in. Nobody who reads them falls down, and whoever takes them keeps within them.
  @Test func `changed files are read or refused, and nothing else`() {
    let files = [
      Self.group1, Self.group2(Self.jpeg, points: 2), TLV.encoded(0x6E, TLV.encoded(.set, Self.pace)),
      Self.securityObject("608648016503040201", [(1, [UInt8](repeating: 9, count: 32)), (2, [4, 5])]),
    ]
    var numbers = Seeded(20)
    var (taken, refused) = (0, 0)
    for round in 0..<40_000 {
      var file = files[round % files.count]
      for _ in 0...Int.random(in: 0..<4, using: &numbers) {
        let place = Int.random(in: 0..<max(1, file.count), using: &numbers)
        switch Int.random(in: 0..<5, using: &numbers) {
        case 0 where !file.isEmpty: file[place] = .random(in: 0...255, using: &numbers)
        case 1 where !file.isEmpty: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        case 2 where !file.isEmpty: file.remove(at: place)
        case 3: file.insert(.random(in: 0...255, using: &numbers), at: min(place, file.count))
        default: file = Array(file.prefix(place))
        }
      }
      let isTaken =
        switch round % files.count {
        case 0: (try? zoneLines(group1: file))?.allSatisfy { $0.count <= 44 } != nil
        case 1: (try? FaceImage(group2: file)).map { $0.bytes.count < file.count } == true
        case 2: (try? SecurityInfos(group14: file)) != nil
        default: (try? SecurityObject(file)) != nil
        }
      if isTaken { taken += 1 } else { refused += 1 }
    }
    #expect(taken > 1_000 && refused > 10_000, "\(taken) taken, \(refused) refused")
  }
}
