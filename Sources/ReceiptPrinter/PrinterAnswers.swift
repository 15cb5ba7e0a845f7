/// Tells the answers of a printer apart by their fixed bits, whatever pieces they come in.
struct PrinterAnswers: Hashable {
  /// What a printer said.
  enum Answer: Hashable {
    /// An answer to `DLE EOT`.
    case status(UInt8)
    /// An answer to `GS r 1`.
    case mark
    /// An answer to `DLE DC4 8`: nothing waits in it any more.
    case discarded
    /// Nothing that a printer says.
    case garbage
  }

  private static let discarded: [UInt8] = [0x37, 0x25, 0x00]
  /// `GS a`: four bytes that come unasked where it is not told to be quiet.
  private static let (unaskedBits, unasked, unaskedRest) = (UInt8(0b1001_0011), UInt8(0b0001_0000), UInt8(0b1001_0000))

  /// The beginning of an answer of several bytes.
  private var begun: [UInt8] = []

  /// The next byte, and the answer that ends with it.
  mutating func take(_ byte: UInt8) -> Answer? {
    guard let first = begun.first else { return begin(byte) }
    begun.append(byte)
    if first == Self.discarded[0] {
      guard Self.discarded.starts(with: begun) else { return end(.garbage) }
      return begun.count == Self.discarded.count ? end(.discarded) : nil
    }
    guard byte & Self.unaskedRest == 0 else { return end(.garbage) }
    return begun.count == 4 ? end(nil) : nil
  }

  private mutating func begin(_ byte: UInt8) -> Answer? {
    if byte & PrinterStatus.fixedBits == PrinterStatus.fixed { return .status(byte) }
    if byte & 0xF0 == 0 { return .mark }
    guard byte == Self.discarded[0] || byte & Self.unaskedBits == Self.unasked else { return .garbage }
    begun = [byte]
    return nil
  }

  private mutating func end(_ answer: Answer?) -> Answer? {
    begun = []
    return answer
  }
}
