/// Why bytes are no data of a document's chip.
package enum LDSFault: Error, Hashable, Sendable {
  /// They end within an object.
  case cut
  /// A length that no reader can have, of indefinite form or of more than four bytes.
  case length
  /// A tag of more than three bytes.
  case tag
  /// An object with this tag should be here and is not.
  case missing(TLVTag)
  /// Something stands behind the object.
  case rest
  /// A value that is not what its place asks for.
  case value(TLVTag)
}

/// A tag as it stands in front of an object, its bytes read as one number: `0x61`, `0x5F1F`.
package struct TLVTag: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }
  package init(integerLiteral value: UInt32) { rawValue = value }

  /// The tag's bytes, the highest first.
  package var bytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> $0) }.drop { $0 == 0 }.map { $0 }
  }

  /// ASN.1's own.
  package static let integer: TLVTag = 0x02
  package static let octetString: TLVTag = 0x04
  package static let objectIdentifier: TLVTag = 0x06
  package static let sequence: TLVTag = 0x30
  package static let set: TLVTag = 0x31
}

/// A data object: a tag, a length, a value (BER-TLV, ISO/IEC 7816-4; ICAO Doc 9303-10, 4.7).
package struct TLV: Hashable, Sendable {
  package let tag: TLVTag
  package let value: ArraySlice<UInt8>

  package init(_ tag: TLVTag, _ value: ArraySlice<UInt8>) {
    self.tag = tag
    self.value = value
  }

  /// The object with its tag and its length in the fewest bytes.
  package static func encoded(_ tag: TLVTag, _ value: some Collection<UInt8>) -> [UInt8] {
    tag.bytes + length(value.count) + value
  }

  /// A length in the fewest bytes.
  package static func length(_ count: Int) -> [UInt8] {
    guard count > 0x7F else { return [UInt8(count)] }
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }.drop { $0 == 0 }
    return [0x80 | UInt8(bytes.count)] + bytes
  }

  /// How long an object is with its tag and length, by its first bytes; eight of them always tell.
  package static func wholeLength(_ beginning: ArraySlice<UInt8>) throws(LDSFault) -> Int {
    var reader = TLVReader(beginning)
    let head = try reader.head()
    return beginning.count - reader.rest.count + head.length
  }

  /// The only object in bytes.
  package static func only(_ tag: TLVTag, in bytes: ArraySlice<UInt8>) throws(LDSFault) -> ArraySlice<UInt8> {
    var reader = TLVReader(bytes)
    let value = try reader.next(tag)
    guard reader.rest.isEmpty else { throw .rest }
    return value
  }
}

/// Reads objects one after the other.
package struct TLVReader: Sendable {
  /// What was not read yet.
  package private(set) var rest: ArraySlice<UInt8>

  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next object; nothing at the end.
  package mutating func next() throws(LDSFault) -> TLV? {
    guard !rest.isEmpty else { return nil }
    let (tag, length) = try head()
    guard rest.count >= length else { throw .cut }
    defer { rest = rest.dropFirst(length) }
    return TLV(tag, rest.prefix(length))
  }

  /// The value of the next object, which must have this tag.
  package mutating func next(_ tag: TLVTag) throws(LDSFault) -> ArraySlice<UInt8> {
    guard let object = try next(), object.tag == tag else { throw .missing(tag) }
    return object.value
  }

  /// The value of the first object with this tag; those before it are passed over.
  package mutating func first(_ tag: TLVTag) throws(LDSFault) -> ArraySlice<UInt8> {
    while let object = try next() { if object.tag == tag { return object.value } }
    throw .missing(tag)
  }

  /// All the objects that are left.
  package mutating func all() throws(LDSFault) -> [TLV] {
    var objects: [TLV] = []
    while let object = try next() { objects.append(object) }
    return objects
  }

  /// A tag and a length.
  fileprivate mutating func head() throws(LDSFault) -> (tag: TLVTag, length: Int) {
    var tag = UInt32(try byte())
    if tag & 0x1F == 0x1F {
      // Each byte but the last has the highest bit.
      repeat {
        guard tag <= 0xFFFF else { throw .tag }
        tag = tag << 8 | UInt32(try byte())
      } while tag & 0x80 != 0
    }
    let short = Int(try byte())
    guard short > 0x7F else { return (TLVTag(rawValue: tag), short) }
    guard (0x81...0x84).contains(short) else { throw .length }
    var length = 0
    for _ in 0..<(short & 0x7F) { length = length << 8 | Int(try byte()) }
    return (TLVTag(rawValue: tag), length)
  }

  private mutating func byte() throws(LDSFault) -> UInt8 {
    guard let first = rest.popFirst() else { throw .cut }
    return first
  }
}
