import PassportRules

/// What opens a chip: the document's number, the holder's birth and the document's expiry, each with its check digit (ICAO Doc 9303-11, 9.7.2).
package struct AccessKey: Hashable, Sendable {
  private let information: [UInt8]

  /// The key that stands in a passport's zone of two lines; nothing where the zone cannot be relied upon.
  package init?(lines: [String]) {
    guard let zone = MachineReadableZone.read(lines).valid, zone.format == .td3, let line = zone.lines().last else {
      return nil
    }
    let characters = Array(line.utf8)
    information = Array(characters[0..<10] + characters[13..<20] + characters[21..<28])
  }

  /// By number, birth and expiry as the zone has them, with their check digits, one after the other.
  package init(information: String) { self.information = Array(information.utf8) }

  /// The secret of which the keys are derived.
  func seed() throws(CryptographyFault) -> [UInt8] { try digested(information, by: "SHA1") }
}
