/// What the receipt says, before it is laid out in the citizen's language.
package struct Receipt: Hashable, Sendable {
  /// How the visit ended for whom it is.
  package enum Kind: Hashable, Sendable, CaseIterable {
    /// A passport is on its way.
    case completed
    /// The case waits for an officer, and nothing was paid.
    case parked
    /// Nobody knows yet whether the money was taken; the application waits for the answer.
    case moneyOpen
  }

  /// The case.
  package let number: CaseNumber
  /// The language it is written in.
  package let language: Language
  /// How the visit ended.
  package let kind: Kind
  /// What was paid, or perhaps paid; nothing where nothing was asked for.
  package let payment: Payment?
  /// Where the passport is fetched; an index into the policy's places.
  package let pickUpPlace: Int
  /// What the citizen did by themselves; nothing where that is not known.
  package let deeds: Deeds?
  /// Whether a receipt may have been printed before.
  package let isCopy: Bool

  /// A receipt for a case.
  package init(
    number: CaseNumber, language: Language, kind: Kind, payment: Payment? = nil, pickUpPlace: Int, deeds: Deeds? = nil,
    isCopy: Bool = false
  ) {
    self.number = number
    self.language = language
    self.kind = kind
    self.payment = payment
    self.pickUpPlace = pickUpPlace
    self.deeds = deeds
    self.isCopy = isCopy
  }

  /// The same once more, which may have come out before.
  var copy: Receipt {
    Receipt(
      number: number, language: language, kind: kind, payment: payment, pickUpPlace: pickUpPlace, deeds: deeds,
      isCopy: true)
  }
}

/// A piece of a receipt on paper, from its upper end.
package enum ReceiptElement: Hashable, Sendable {
  /// A line of text, at most as wide as the paper.
  case line(String)
  /// A QR code with these figures and nothing else; the printer makes it by its own command.
  case code(String)
}

/// Which of the steps of a visit the citizen did by themselves.
package struct Deeds: Hashable, Sendable {
  /// How many steps there were.
  package let steps: Int
  /// Those with which staff helped, in their order.
  package let helped: [StepName]

  /// Steps, and those of them with which staff helped.
  package init(steps: Int, helped: [StepName]) {
    self.steps = steps
    self.helped = helped
  }

  /// How many the citizen did by themselves.
  package var alone: Int { steps - helped.count }
}

/// How a receipt came out.
package enum PrintOutcome: String, Hashable, Sendable, CaseIterable {
  case printed, paperOut, jammed, notTaken
}
