import PassportRules
import Renewal

/// The texts on paper.
package enum PrinterText: String, TextGroup {
  case title, copy, caseNumber, paid, nothingPaid, next, fetch, parked, parkedKept, parkedUnpaid, learned, thanks

  package static let section = "paperReceipt"
  package static let audience = Audience.printer

  package var placeholders: [String] {
    switch self {
    case .paid: ["amount"]
    case .fetch: ["place"]
    case .title, .copy, .caseNumber, .nothingPaid, .next, .parked, .parkedKept, .parkedUnpaid, .learned, .thanks: []
    }
  }
}

/// A receipt as lines for a printer of 32 columns.
enum PaperReceipt {
  static let columns = 32

  static func lines(_ receipt: Receipt, library: String, place: String, isTraining: Bool, texts: Texts) -> [String] {
    let rule = String(repeating: "-", count: columns)
    var paragraphs = [library, texts[PrinterText.title]]
    if isTraining { paragraphs.insert(texts[CommonText.training], at: 0) }
    if receipt.isCopy { paragraphs.append(texts[PrinterText.copy]) }
    paragraphs += [rule, texts[PrinterText.caseNumber], receipt.number.description, rule]
    if receipt.isParked {
      paragraphs += [texts[PrinterText.parked], texts[PrinterText.parkedKept], texts[PrinterText.parkedUnpaid]]
    } else {
      paragraphs += [
        receipt.paid == .zero
          ? texts[PrinterText.nothingPaid] : texts.fill(PrinterText.paid, ["amount": texts.money(receipt.paid)]),
        texts[PrinterText.next], texts.fill(PrinterText.fetch, ["place": place]), texts[PrinterText.learned],
      ]
    }
    paragraphs += [rule, texts[PrinterText.thanks]]
    return paragraphs.flatMap { paragraph in
      Wrap.rows(of: Repertoire.sanitize(paragraph), columns: columns).rows.flatMap { cut($0) }
    }
  }

  /// A word that is wider than the paper goes on in the next line.
  private static func cut(_ row: String) -> [String] {
    var rest = row.map { $0 == "\u{A0}" ? " " : $0 }[...]
    var rows: [String] = []
    while !rest.isEmpty {
      rows.append(String(rest.prefix(columns)))
      rest = rest.dropFirst(columns)
    }
    return rows
  }
}
