import PassportRules
import Renewal

/// The texts on paper.
package enum PrinterText: String, TextGroup {
  case title, copy, caseNumber, paid, nothingPaid, reference, next, fetch, parked, parkedKept, parkedUnpaid
  case money, moneyCall, amount, allAlone, someAlone, phone, thanks

  package static let section = "paperReceipt"
  package static let audience = Audience.printer

  package var placeholders: [String] {
    switch self {
    case .paid, .amount: ["amount"]
    case .reference: ["reference"]
    case .fetch: ["place"]
    case .allAlone: ["count"]
    case .someAlone: ["alone", "count"]
    case .phone: ["phone"]
    case .title, .copy, .caseNumber, .nothingPaid, .next, .parked, .parkedKept, .parkedUnpaid, .money, .moneyCall,
      .thanks:
      []
    }
  }

  package var counted: String? { self == .allAlone ? "count" : nil }
}

/// A receipt for a printer of 32 columns.
struct PaperReceipt {
  static let columns = 32

  let receipt: Receipt
  /// Where the passport is fetched.
  let place: String
  /// When it is printed; nothing while nobody knows.
  let moment: WeekHours.Moment?
  let context: ScreenContext

  private var texts: Texts { context.catalogue[receipt.language] }

  /// The receipt from its upper end; the code holds the case's number and nothing else.
  var elements: [ReceiptElement] {
    let rule = String(repeating: "-", count: Self.columns)
    let number = receipt.number.description
    let upper = lines(of: head + [rule, texts[PrinterText.caseNumber], number])
    return upper + [.code(number)] + lines(of: [rule] + what + deeds + [rule] + origin + [texts[PrinterText.thanks]])
  }

  /// Whose receipt it is, and whether it is for practice or a copy.
  private var head: [String] {
    let head = (context.isTraining ? [texts[CommonText.training]] : []) + [context.library, texts[PrinterText.title]]
    return head + (receipt.isCopy ? [texts[PrinterText.copy]] : [])
  }

  /// What happens now, and what was paid.
  private var what: [String] {
    switch receipt.kind {
    case .completed:
      [
        receipt.payment.map { texts.fill(PrinterText.paid, ["amount": texts.money($0.amount)]) }
          ?? texts[PrinterText.nothingPaid]
      ] + reference + [texts[PrinterText.next], texts.fill(PrinterText.fetch, ["place": place])]
    case .parked: [texts[PrinterText.parked], texts[PrinterText.parkedKept], texts[PrinterText.parkedUnpaid]]
    case .moneyOpen:
      [texts[PrinterText.money], texts[PrinterText.moneyCall]]
        + (receipt.payment.map { [texts.fill(PrinterText.amount, ["amount": texts.money($0.amount)])] } ?? [])
        + reference
    }
  }

  /// By what the payment is known to the bank.
  private var reference: [String] {
    receipt.payment.map { [texts.fill(PrinterText.reference, ["reference": $0.reference])] } ?? []
  }

  /// What the citizen did by themselves, and what to know next time.
  private var deeds: [String] {
    guard let deeds = receipt.deeds else { return [] }
    guard let helped = deeds.helped.first else {
      return [texts.counted(PrinterText.allAlone.key, ["count": deeds.steps])]
    }
    let some = texts.fill(PrinterText.someAlone, ["alone": String(deeds.alone), "count": String(deeds.steps)])
    return (deeds.alone > 0 ? [some] : []) + [texts[TextKey.nextTime(helped)]]
  }

  /// Where and when it was printed, and whom to ring.
  private var origin: [String] {
    [moment.map { texts.timestamp($0) }, context.boxName].compactMap { $0 }.filter { !$0.isEmpty }
      + (context.phone.map { [texts.fill(PrinterText.phone, ["phone": texts.phone($0)])] } ?? [])
  }

  /// Paragraphs as lines of the paper.
  private func lines(of paragraphs: [String]) -> [ReceiptElement] {
    paragraphs.flatMap { paragraph in
      Wrap.rows(of: Repertoire.sanitize(paragraph), columns: Self.columns).rows.flatMap { Self.cut($0) }
    }.map(ReceiptElement.line)
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
