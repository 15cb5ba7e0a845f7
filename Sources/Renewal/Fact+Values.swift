import PassportRules

/// How the values of facts that have members of their own are written and read.

extension Flag {
  /// All that is told of a flag when it is raised.
  var fields: [FactField: any FieldValue] { naming([.step: step, .holding: holding]) }

  /// Which flag it is, with what else is told.
  func naming(_ fields: [FactField: any FieldValue] = [:]) -> [FactField: any FieldValue] {
    var fields = fields
    fields[.flag] = code
    if let device { fields[.device] = device }
    // Which open money it is about; two of a case can be open one after the other.
    if case .moneyOpen(let payment) = holding {
      fields[.sale] = payment.sale
      fields[.attempt] = payment.attempt
      fields[.amount] = payment.amount
    }
    return fields
  }

  /// The flag of a row; where only its name is told, it was nowhere and held nothing.
  init(_ row: JournalEntry) throws(UnreadableEntry) {
    let code: FlagCode = try row[.flag]
    let sale: CaseNumber? = try row[.sale]
    let holding: Holding =
      if let sale {
        .moneyOpen(Payment(sale: sale, attempt: try row[.attempt], amount: try row[.amount]))
      } else {
        try row[.holding] ?? .nothing
      }
    self.init(
      code, step: try row[.step], holding: holding, device: try row[.device],
      about: code.isAboutDossier ? row.number : nil)
  }
}

extension Holding: FieldValue {
  package var json: JSON {
    switch self {
    case .nothing: "nothing"
    case .documentInReader: "documentInReader"
    case .owes(let amount): ["owes": amount.json]
    case .moneyOpen(let payment): ["moneyOpen": .text(payment.reference)]
    }
  }

  package init?(json: JSON) {
    if json == "nothing" {
      self = .nothing
    } else if json == "documentInReader" {
      self = .documentInReader
    } else if let amount = Amount(json: json["owes"]) {
      self = .owes(amount)
    } else if let payment = Payment(reference: json["moneyOpen"], amount: json["amount"]) {
      self = .moneyOpen(payment)
    } else {
      return nil
    }
  }
}

extension Payment {
  /// Which attempt it is, with what else is told of it; its case is the row's.
  func fields(_ fields: [FactField: any FieldValue] = [:]) -> [FactField: any FieldValue] {
    var fields = fields
    fields[.attempt] = attempt
    fields[.amount] = amount
    return fields
  }

  /// The payment of a row.
  init(_ row: JournalEntry) throws(UnreadableEntry) {
    self.init(sale: try row.caseNumber, attempt: try row[.attempt], amount: try row[.amount])
  }

  /// The payment of a reference and an amount, as the first programs told which money is open.
  fileprivate init?(reference: JSON, amount: JSON) {
    let numbers = reference.text?.split(separator: "-").compactMap { Int($0) }
    guard let numbers, numbers.count == 2, let amount = Amount(json: amount) else { return nil }
    self.init(sale: CaseNumber(numbers[0]), attempt: numbers[1], amount: amount)
  }
}

extension PaymentAnswer: FieldValue {
  /// The answers that are told in a word.
  private enum Word: String, FieldValue {
    case inProgress, notFound, reversed, reversalRefused
  }

  package var json: JSON {
    switch self {
    case .approved(let amount): ["approved": amount.json]
    case .declined(let reason): ["declined": reason.json]
    case .inProgress: Word.inProgress.json
    case .notFound: Word.notFound.json
    case .reversed: Word.reversed.json
    case .reversalRefused: Word.reversalRefused.json
    }
  }

  package init?(json: JSON) {
    if let amount = Amount(json: json["approved"]) {
      self = .approved(amount)
    } else if let reason = DeclineReason(json: json["declined"]) {
      self = .declined(reason)
    } else {
      switch json.named() as Word? {
      case .inProgress: self = .inProgress
      case .notFound: self = .notFound
      case .reversed: self = .reversed
      case .reversalRefused: self = .reversalRefused
      case nil: return nil
      }
    }
  }
}
