/// What must be known of a receipt printer to drive it.
package struct ReceiptPrinterSettings: Hashable, Sendable {
  /// Where it is.
  package enum Place: Hashable, Sendable {
    /// A device file, such as `/dev/usb/lp0`.
    case file(String)
    /// An address in figures, of IPv4 or IPv6, and a port. No name: there is nobody to ask for names.
    case network(address: String, port: UInt16)
  }

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
  package let place: Place
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
    place: Place, columns: Columns = .widest, codePage: UInt8 = usualCodePage, cuts: Bool = true, code: Code = .native
  ) {
    self.place = place
    self.columns = columns
    self.codePage = codePage
    self.cuts = cuts
    self.code = code
  }
}

extension ReceiptPrinterSettings.Place {
  /// The place that a text names: a path from the root, or an address with a port or without, `192.0.2.7:9100`, `[2001:db8::7]:9100`; nothing for others.
  package init?(_ text: String) {
    if text.hasPrefix("/") {
      self = .file(text)
      return
    }
    let (address, port): (Substring, Substring?)
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      (address, port) = (text[text.index(after: text.startIndex)..<end], rest.isEmpty ? nil : rest.dropFirst())
    } else {
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      (address, port) = (parts[0], parts.count == 2 ? parts[1] : nil)
    }
    let number = port.map { UInt16($0) ?? 0 } ?? ReceiptPrinterSettings.usualPort
    guard number > 0 else { return nil }
    guard PrinterAddress(String(address), port: number) != nil else { return nil }
    self = .network(address: String(address), port: number)
  }
}
