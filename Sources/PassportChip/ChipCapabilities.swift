import LogicalDataStructure

/// What a chip says of itself when it is reached: the answer to reset (ISO/IEC 7816-3, 8.2), which a reader of contactless chips makes of theirs.
package struct ChipCapabilities: Hashable, Sendable {
  /// Whether commands and answers may be longer than 255 bytes.
  package let takesLongCommands: Bool

  /// By the historical bytes: of their capabilities the third byte has a bit for it (ISO/IEC 7816-4, 12.1.1).
  package init(atr: [UInt8]) {
    let historical = Self.historicalBytes(atr)
    var takesLongCommands = false
    if historical.first == 0 || historical.first == 0x80 {
      // Each object has its tag and its length in one byte.
      var rest = historical.dropFirst()
      while let head = rest.popFirst() {
        let value = rest.prefix(Int(head & 0x0F))
        if head & 0xF0 == 0x70, value.count >= 3 { takesLongCommands = value[value.startIndex + 2] & 0x40 != 0 }
        rest = rest.dropFirst(value.count)
      }
    }
    self.takesLongCommands = takesLongCommands
  }

  private static func historicalBytes(_ atr: [UInt8]) -> ArraySlice<UInt8> {
    var rest = atr.dropFirst()
    guard let format = rest.popFirst() else { return [] }
    var present = format >> 4
    // Each group of interface bytes says which come next.
    while present != 0 {
      rest = rest.dropFirst((present & 0b0111).nonzeroBitCount)
      guard present & 0b1000 != 0, let next = rest.popFirst() else { break }
      present = next >> 4
    }
    return rest.prefix(Int(format & 0x0F))
  }
}
