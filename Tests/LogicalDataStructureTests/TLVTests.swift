import LogicalDataStructure
import Testing

/// Data objects are read as they are written, and bytes that are none are refused.
@Suite struct TLVTests {
  @Test(arguments: [0, 1, 127, 128, 255, 256, 65_535, 65_536])
  func `an object of any length is read as it was written`(count: Int) throws {
    let value = [UInt8](repeating: 7, count: count)
    for tag: TLVTag in [0x61, 0x5F1F, 0x7F61] {
      let bytes = TLV.encoded(tag, value)
      #expect(Array(try TLV.only(tag, in: bytes[...])) == value)
      #expect(try TLV.wholeLength(bytes.prefix(8)) == bytes.count)
    }
  }

  @Test(
    arguments: [
      ([], LDSFault.missing(0x61)), ([0x61], .cut), ([0x61, 0x02, 0x01], .cut), ([0x61, 0x82, 0x01], .cut),
      ([0x61, 0x80, 0, 0], .length), ([0x61, 0x85, 0, 0, 0, 0, 1], .length),
      ([0x61, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], .cut),
      ([0x7F, 0x81, 0x81, 0x81, 0x01, 0], .tag), ([0x62, 0], .missing(0x61)), ([0x61, 0, 0], .rest),
    ] as [([UInt8], LDSFault)])
  func `bytes that are no object say why`(bytes: [UInt8], fault: LDSFault) {
    #expect(throws: fault) { try TLV.only(0x61, in: bytes[...]) }
  }

  @Test func `a length may be written in more bytes than it takes`() throws {
    #expect(Array(try TLV.only(0x61, in: [0x61, 0x83, 0, 0, 1, 9])) == [9])
  }

  @Test(arguments: [
    ("2.23.136.1.1.1", "678108010101"), ("0.4.0.127.0.7.2.2.4.2.2", "04007F00070202040202"),
    ("2.16.840.1.101.3.4.2.1", "608648016503040201"), ("1.3.14.3.2.26", "2B0E03021A"),
  ])
  func `an object identifier is its numbers`(text: String, bytes: String) {
    let identifier = ObjectIdentifier(numbers: text.split(separator: ".").compactMap { Int($0) })
    #expect(identifier.bytes == hexadecimal(bytes))
  }
}

/// The bytes of figures, two each.
func hexadecimal(_ figures: String) -> [UInt8] {
  let values = figures.compactMap(\.hexDigitValue)
  return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
}
