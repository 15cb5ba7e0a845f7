package import PassportRules

/// What a command does to the world, which decides whether it may be repeated.
package enum EffectClass: Hashable, Sendable {
  /// Nothing: it may be asked again.
  case none
  /// Something a person can see: paper.
  case physical
  /// Money: never repeated, only asked about.
  case financial
}

/// One attempt to take money; a retry of the same attempt keeps both ids.
package struct Payment: Hashable, Sendable {
  /// The case that is paid for, nexo's sale transaction.
  package let sale: CaseNumber
  /// The attempt within the case, from 1, nexo's service id.
  package let attempt: Int
  /// What is owed.
  package let amount: Amount

  /// An attempt to take an amount for a case.
  package init(sale: CaseNumber, attempt: Int, amount: Amount) {
    self.sale = sale
    self.attempt = attempt
    self.amount = amount
  }

  /// The reference sent to the terminal, the same for every retry of the attempt.
  package var reference: String { "\(sale)-\(attempt)" }
}

/// What the receipt says; the printer's driver lays it out in the citizen's language.
package struct Receipt: Hashable, Sendable {
  /// The case.
  package let number: CaseNumber
  /// The language it is written in.
  package let language: Language
  /// What was paid.
  package let paid: Amount
  /// Where the passport is fetched; an index into the policy's places.
  package let pickUpPlace: Int
  /// Whether the case is parked and waits for an officer.
  package let isParked: Bool
  /// Whether a receipt may have been printed before.
  package let isCopy: Bool

  /// A receipt for a case.
  package init(
    number: CaseNumber, language: Language, paid: Amount, pickUpPlace: Int, isParked: Bool, isCopy: Bool
  ) {
    self.number = number
    self.language = language
    self.paid = paid
    self.pickUpPlace = pickUpPlace
    self.isParked = isParked
    self.isCopy = isCopy
  }
}

/// What the box asks of a device.
package enum DeviceCommand: Hashable, Sendable {
  /// Read the page, the MRZ and the chip of the document that is laid on the reader.
  case readDocument
  /// Send live frames until cancelled; frames become measures outside the machine.
  case preview
  /// Take that many pictures.
  case takePictures(count: Int)
  /// Read the named finger.
  case readFinger(Finger)
  /// Take a signature.
  case readSignature
  /// Take money.
  case pay(Payment)
  /// What became of a payment.
  case paymentStatus(Payment)
  /// Give the money of a payment back.
  case reverse(Payment)
  /// Print a receipt.
  case print(Receipt)

  /// The device that carries it out.
  package var device: Device {
    switch self {
    case .readDocument: .documentReader
    case .preview, .takePictures: .camera
    case .readFinger: .fingerprintReader
    case .readSignature: .signaturePad
    case .pay, .paymentStatus, .reverse: .paymentTerminal
    case .print: .receiptPrinter
    }
  }

  /// What it does to the world.
  package var effectClass: EffectClass {
    switch self {
    case .readDocument, .preview, .takePictures, .readFinger, .readSignature, .paymentStatus: .none
    case .print: .physical
    case .pay, .reverse: .financial
    }
  }

  /// How long it may take; nothing for a preview, which ends when it is cancelled.
  package var deadline: Deadline? {
    switch self {
    case .readDocument: .document
    case .preview: nil
    case .takePictures: .photos
    case .readFinger: .print
    case .readSignature: .signature
    case .pay: .payment
    case .paymentStatus, .reverse: .paymentStatus
    case .print: .receipt
    }
  }
}

/// What the box waits for only so long; a device's or the authority's own time-outs are not trusted.
package enum Deadline: String, Setting {
  /// For a document to be laid down and read, chip included.
  case document
  /// For the pictures to be taken.
  case photos
  /// For a finger to be read.
  case print
  /// For a signature to be written.
  case signature
  /// For a payment, the citizen's PIN included.
  case payment
  /// For the terminal's word about a payment, or for a reversal.
  case paymentStatus
  /// For a receipt to be printed.
  case receipt
  /// For the authority.
  case authority

  package var range: ClosedRange<Milliseconds> { .seconds(2) ... .seconds(600) }

  /// Whether the citizen has a part in it: a finger, a card and a PIN take the time they take.
  package var isShared: Bool {
    switch self {
    case .print, .signature, .payment: true
    case .document, .photos, .paymentStatus, .receipt, .authority: false
    }
  }
}
