package import DriverWire
import PassportRules
package import Renewal

extension AuthorityQuestion {
  /// As it is written, on the socket and over HTTPS.
  package var written: JSON {
    switch self {
    case .lookUp(let cpr, let document, let booking):
      ["cpr": .text(cpr.digits), "document": document.json, "booking": (booking?.digits).json]
    }
  }

  /// The question that was written; a fault says which member is wrong, and nothing of what stands there.
  package init(written json: JSON) throws(DriverWireFault) {
    guard let digits = json["cpr"].text, digits.utf8.count == 10, let cpr = try? CPRNumber(parsing: digits) else {
      throw .notMessage("a question has no CPR number of ten digits")
    }
    let document = String?(json: json["document"])
    guard let document, document.map(Self.isDocumentNumber) ?? true else {
      throw .notMessage("a document has no number of 1 to \(AuthorityInterface.longestDocumentNumber) plain characters")
    }
    let booking = json["booking"].text.flatMap { BookingCode($0) }
    guard booking != nil || json["booking"] == .null else { throw .notMessage("a booking code has not six digits") }
    self = .lookUp(cpr: cpr, documentNumber: document, booking: booking)
  }

  /// Whether it can be asked over this interface: what the reader made of a document is not always a number.
  package var isWritable: Bool {
    switch self {
    case .lookUp(_, let document, _): document.map(Self.isDocumentNumber) ?? true
    }
  }

  private static func isDocumentNumber(_ text: String) -> Bool {
    !text.isEmpty && text.isPlain(atMost: AuthorityInterface.longestDocumentNumber)
  }
}
