/// The commands of ESC/POS that are used here, by the names and numbers of Epson's public reference.
enum EscPos {
  /// `ESC @`: whatever was set for an earlier receipt is as at the start.
  static let initialise: [UInt8] = [0x1B, 0x40]
  /// `FS .`: two bytes are two letters, not one Chinese character, as they are with many printers at the start.
  static let singleBytes: [UInt8] = [0x1C, 0x2E]
  /// `ESC R 0`: ASCII is ASCII, with no letters of another country in place of brackets.
  static let plainASCII: [UInt8] = [0x1B, 0x52, 0x00]
  /// `GS a 0`: it tells nothing unasked.
  static let quiet: [UInt8] = [0x1D, 0x61, 0x00]
  /// Nothing at all; where a line ended in the middle of a command, its lengths are none, and it is over.
  static let nothing = [UInt8](repeating: 0, count: 8)
  static let lineFeed: UInt8 = 0x0A

  /// `ESC t`: the letters of a code page.
  static func codePage(_ number: UInt8) -> [UInt8] { [0x1B, 0x74, number] }

  /// `ESC a`: what follows stands in the middle, or on the left.
  static func isCentred(_ isCentred: Bool) -> [UInt8] { [0x1B, 0x61, isCentred ? 1 : 0] }

  /// `ESC d`: the paper moves so many lines.
  static func feed(lines: UInt8) -> [UInt8] { [0x1B, 0x64, lines] }

  /// `GS V B 0`: feeds to the cutter and cuts, but for a corner by which the receipt hangs.
  static let cut: [UInt8] = [0x1D, 0x56, 0x42, 0x00]

  /// `GS v 0`: a picture, a bit a dot, the leftmost dot highest; its rows have so many whole bytes.
  static func raster(bytesARow: Int, rows: Int, _ dots: [UInt8]) -> [UInt8] {
    [0x1D, 0x76, 0x30, 0x00] + word(bytesARow) + word(rows) + dots
  }

  /// `GS ( k`: a QR code of model 2 with modules of so many dots, error correction M.
  static func code(_ figures: String, module: UInt8) -> [UInt8] {
    symbol([0x41, 0x32, 0x00]) + symbol([0x43, module]) + symbol([0x45, 0x31])
      + symbol([0x50, 0x30] + Array(figures.utf8)) + symbol([0x51, 0x30])
  }

  private static func symbol(_ function: [UInt8]) -> [UInt8] {
    [0x1D, 0x28, 0x6B] + word(function.count + 1) + [0x31] + function
  }

  private static func word(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }

  /// `GS r 1`: answered by a byte when it is reached, after everything that was sent before it.
  static let mark: [UInt8] = [0x1D, 0x72, 0x01]

  // What a printer does at once when it comes in, whatever waits before it.

  /// `DLE EOT`: answered by a byte at once.
  static func ask(_ question: PrinterQuestion) -> [UInt8] { [0x10, 0x04, question.rawValue] }

  /// `DLE DC4 8` and `DLE ENQ 2`: what waits in the printer is thrown away, after an error, too.
  static let discard: [UInt8] = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08, 0x10, 0x05, 0x02]
}
