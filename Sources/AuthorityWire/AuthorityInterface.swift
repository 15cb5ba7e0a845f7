/// What box, uplink and authority hold to: `pasboks-authority/1` over HTTPS, and the uplink's socket on the box's machine.
package enum AuthorityInterface {
  /// The version that this program speaks, on both.
  package static let version = 1
  /// What the authority answers to who asks whether it is there.
  package static let name = "pasboks-authority"

  /// Where the authority answers, behind its address.
  package enum Path {
    /// Whether it is there, and what it speaks.
    package static let state = "/pasboks-authority/1"
    /// Questions to the register. Nothing of a person is ever in a path, which others write down.
    package static let lookups = "/pasboks-authority/1/lookups"
    /// Sealed dossiers.
    package static let dossiers = "/pasboks-authority/1/dossiers"
  }

  /// The header with a dossier's idempotency key.
  package static let keyHeader = "Idempotency-Key"
  /// What a sealed dossier is said to be.
  package static let dossierType = "application/vnd.pasboks.sealed-dossier"
  /// What everything else is said to be.
  package static let jsonType = "application/json"

  /// The longest body of JSON, in bytes; on the socket a head is no longer either.
  package static let longestBody = 65_536
  /// The longest sealed dossier, in bytes.
  package static let longestDossier = 64 << 20
  /// The longest idempotency key, in characters.
  package static let longestKey = 100
  /// The longest document number, in characters.
  package static let longestDocumentNumber = 20
  /// The longest name, in characters.
  package static let longestName = 200
  /// The most passports that a record tells.
  package static let mostIssued = 100
  /// The height that a booking may tell, in centimetres.
  package static let heights = 40...250
  /// The pick-up places that a booking may name, counted from 1.
  package static let places = 1...99

  /// Whether a text may be an idempotency key: letters, digits and hyphens, and the first is no hyphen. So it may stand in a header and name a file.
  package static func isKey(_ text: String) -> Bool {
    (1...longestKey).contains(text.utf8.count) && text.first != "-"
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
          true
        case _: false
        }
      }
  }
}
