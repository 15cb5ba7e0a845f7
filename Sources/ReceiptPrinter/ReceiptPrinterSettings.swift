package import DeviceLines

/// What must be known of a receipt printer to drive it.
package struct ReceiptPrinterSettings: Hashable, Sendable {
  /// How wide its paper is, in characters of font A, 12 by 24 dots.
  package enum Columns: Int, Hashable, Sendable, CaseIterable {
    /// 58 mm of paper.
    case narrow = 32
    /// 80 mm of paper with 180 dots an inch.
    case wide = 42
    /// 80 mm of paper with 203 dots an inch.
    case widest = 48
  }

  /// How a QR code is made.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// By the printer's own command, `GS ( k`.
    case native
    /// As a picture, for a printer that has no such command.
    case raster
  }

  /// The port on which printers listen unless told otherwise.
  package static let usualPort: UInt16 = 9100
  /// The number of code page 1252 with Epson and most others.
  package static let usualCodePage: UInt8 = 16

  /// Where it is.
  package let place: DevicePlace
  /// How wide its paper is.
  package let columns: Columns
  /// The number by which it knows code page 1252.
  package let codePage: UInt8
  /// Whether it has a cutter.
  package let cuts: Bool
  /// How a QR code is made.
  package let code: Code

  /// A printer at a place; the rest is as most are.
  package init(
    place: DevicePlace, columns: Columns = .widest, codePage: UInt8 = usualCodePage, cuts: Bool = true,
    code: Code = .native
  ) {
    self.place = place
    self.columns = columns
    self.codePage = codePage
    self.cuts = cuts
    self.code = code
  }
}
