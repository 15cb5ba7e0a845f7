/// The files of a chip that are read here (ICAO Doc 9303-10, 4.6).
package enum ChipFile: Hashable, Sendable {
  /// By which protocols the chip is opened; readable before that.
  case cardAccess
  /// Who signed what the groups say.
  case securityObject
  case group(DataGroup)

  /// Its identifier.
  package var identifier: UInt16 {
    switch self {
    case .cardAccess: 0x011C
    case .securityObject: 0x011D
    case .group(let group): 0x0100 | UInt16(group.rawValue)
    }
  }
}

/// Data groups by their numbers.
package enum DataGroup: Int, Hashable, Sendable, CaseIterable {
  /// The machine readable zone.
  case group1 = 1
  /// The holder's face.
  case group2 = 2
  /// What the chip can prove itself by.
  case group14 = 14

  /// The tag of the whole group.
  package var tag: TLVTag {
    switch self {
    case .group1: 0x61
    case .group2: 0x75
    case .group14: 0x6E
    }
  }
}

/// The lines of the machine readable zone in data group 1, with its tag and length (9303-10, 4.7.1): two of 44 characters, three of 30 or two of 36.
package func zoneLines(group1 bytes: [UInt8]) throws(LDSFault) -> [String] {
  let tag: TLVTag = 0x5F1F
  let zone = try TLV.only(tag, in: try TLV.only(DataGroup.group1.tag, in: bytes[...]))
  guard zone.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x3C }) else {
    throw .value(tag)
  }
  let lengths = [88: 44, 90: 30, 72: 36]
  guard let length = lengths[zone.count] else { throw .value(tag) }
  return stride(from: zone.startIndex, to: zone.endIndex, by: length).map {
    String(decoding: zone[$0..<($0 + length)], as: UTF8.self)
  }
}

/// The face of data group 2: the first picture of its first template.
package struct FaceImage: Hashable, Sendable {
  /// How a picture is written (ISO/IEC 19794-5, 5.7.2).
  package enum Format: Hashable, Sendable {
    case jpeg, jpeg2000
  }

  package let format: Format
  package let bytes: ArraySlice<UInt8>

  /// The face in a data group 2 with its tag and length (9303-10, 4.7.2): CBEFF's templates around a record of ISO/IEC 19794-5.
  package init(group2 bytes: [UInt8]) throws(LDSFault) {
    var templates = TLVReader(try TLV.only(0x7F61, in: try TLV.only(DataGroup.group2.tag, in: bytes[...])))
    var template = TLVReader(try templates.first(0x7F60))
    var record: ArraySlice<UInt8>?
    while record == nil, let object = try template.next() {
      // 5F2E is a record as it is, 7F2E one with objects within.
      if object.tag == Self.record || object.tag == 0x7F2E { record = object.value }
    }
    guard let record else { throw .missing(Self.record) }
    try self.init(record: record)
  }

  private static let record: TLVTag = 0x5F2E

  /// The first picture of a record: a head of 14 bytes, then for each picture 20 of the face, 8 for each point in it, 12 of the picture, and the picture.
  private init(record: ArraySlice<UInt8>) throws(LDSFault) {
    guard record.starts(with: Array("FAC\0".utf8)), record.count > 14 + 20 + 12 else { throw .value(Self.record) }
    let face = record.dropFirst(14)
    let length = face.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let points = face.dropFirst(4).prefix(2).reduce(0) { $0 << 8 | Int($1) }
    let head = 20 + 8 * points + 12
    guard length > head, length <= face.count else { throw .value(Self.record) }
    self.bytes = face.prefix(length).dropFirst(head)
    // What it says of itself does not always hold, so the picture's own beginning decides.
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      format = .jpeg
    } else if bytes.starts(with: [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20])
      || bytes.starts(with: [0xFF, 0x4F, 0xFF, 0x51])
    {
      format = .jpeg2000
    } else {
      throw .value(Self.record)
    }
  }
}
