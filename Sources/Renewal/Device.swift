/// The devices of a box, named after XFS4IoT's classes.
package enum Device: String, Hashable, Sendable, CaseIterable, Comparable {
  case documentReader, camera, fingerprintReader, signaturePad, paymentTerminal, receiptPrinter, statusLight

  /// Whether a renewal takes it; the payment terminal counts, for hardly a visit is free.
  package var isRequired: Bool {
    switch self {
    case .documentReader, .camera, .fingerprintReader, .signaturePad, .paymentTerminal: true
    case .receiptPrinter, .statusLight: false
    }
  }

  /// Whether what it is at is money or paper: it is neither given up with the step that asked for it nor cancelled by a light key.
  var movesMoneyOrPaper: Bool {
    switch self {
    case .paymentTerminal, .receiptPrinter: true
    case .documentReader, .camera, .fingerprintReader, .signaturePad, .statusLight: false
    }
  }

  /// The step in which its suspicion is about the citizen.
  package var suspectedStep: StepName? {
    switch self {
    case .camera: .photo
    case .fingerprintReader: .fingerprints
    case .documentReader, .signaturePad, .paymentTerminal, .receiptPrinter, .statusLight: nil
    }
  }

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// What the box asks of a device.
package enum DeviceCommand: Hashable, Sendable {
  /// Read the page, the MRZ and the chip of the document that is laid on the reader.
  case readDocument
  /// Read the chip of the document that is laid on the reader; its zone was read elsewhere, and has the keys.
  case readChip(zone: [String])
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

  /// The commands by their names, without what they are about. `setLight` is none of the machine's: the light over the box follows from
  /// its state.
  package enum Name: String, Hashable, Sendable, CaseIterable, FieldValue {
    case readDocument, preview, takePictures, readFinger, readSignature, pay, paymentStatus, reverse, print, setLight

    /// The device that carries it out.
    package var device: Device {
      switch self {
      case .readDocument: .documentReader
      case .preview, .takePictures: .camera
      case .readFinger: .fingerprintReader
      case .readSignature: .signaturePad
      case .pay, .paymentStatus, .reverse: .paymentTerminal
      case .print: .receiptPrinter
      case .setLight: .statusLight
      }
    }

    /// What it does to the world.
    package var effectClass: EffectClass {
      switch self {
      case .readDocument, .preview, .takePictures, .readFinger, .readSignature, .paymentStatus, .setLight: .none
      case .print: .physical
      case .pay, .reverse: .financial
      }
    }

    /// The commands of a device.
    package static func all(of device: Device) -> [Name] { allCases.filter { $0.device == device } }
  }

  /// Its name.
  package var name: Name {
    switch self {
    case .readDocument, .readChip: .readDocument
    case .preview: .preview
    case .takePictures: .takePictures
    case .readFinger: .readFinger
    case .readSignature: .readSignature
    case .pay: .pay
    case .paymentStatus: .paymentStatus
    case .reverse: .reverse
    case .print: .print
    }
  }

  /// The device that carries it out.
  package var device: Device { name.device }

  /// What it does to the world.
  package var effectClass: EffectClass { name.effectClass }

  /// How long it may take; nothing for a preview, which ends when it is cancelled.
  package var deadline: Deadline? {
    switch self {
    case .readDocument, .readChip: .document
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

/// What a command does to the world, which decides whether it may be repeated.
package enum EffectClass: Hashable, Sendable {
  /// Nothing: it may be asked again.
  case none
  /// Something a person can see: paper.
  case physical
  /// Money: never repeated, only asked about.
  case financial
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

  /// Whether it is three times as long for who has more time: somebody at the box must lay down, touch, write, pay or take something.
  package var isStretched: Bool {
    switch self {
    case .document, .print, .signature, .payment, .receipt: true
    case .photos, .paymentStatus, .authority: false
    }
  }

  /// Whether the citizen has a part in it: a finger, a card and a PIN take the time they take.
  package var isShared: Bool {
    switch self {
    case .print, .signature, .payment: true
    case .document, .photos, .paymentStatus, .receipt, .authority: false
    }
  }
}

/// A device's answer to a command; pictures are in the vault already.
package enum DeviceAnswer: Hashable, Sendable {
  case document(DocumentReading)
  case photos([MeasuredPhoto])
  case print(MeasuredPrint)
  /// Nobody touched the sensor in time.
  case noFinger
  case signature(MeasuredSignature)
  /// Nobody signed in time.
  case noSignature
  case payment(PaymentAnswer)
  case receipt(PrintOutcome)
  /// It did not happen.
  case failed(DeviceFault)
  /// It may have happened: sent, and the answer was lost or the box's own deadline passed.
  case indeterminate

  /// The pictures it brought into the vault.
  package var pictures: [PictureID] {
    switch self {
    case .document(.page(let page)): page.picture.map { [$0] } ?? []
    case .photos(let photos): photos.map(\.picture)
    case .print(let print): [print.picture]
    case .signature(let signature): [signature.picture]
    case .document, .noFinger, .noSignature, .payment, .receipt, .failed, .indeterminate: []
    }
  }

  /// Whether it can be an answer to a command at all; what a payment's word means, its step judges.
  func fits(_ command: DeviceCommand) -> Bool {
    switch (self, command) {
    case (.photos(let photos), .takePictures): !photos.isEmpty
    // What is asked of the sensor is a finger by its name, and so it must answer.
    case (.print(let print), .readFinger(let finger)): print.finger == finger
    case (.failed, _), (.indeterminate, _): true
    case (.document, .readDocument), (.document, .readChip), (.noFinger, .readFinger), (.signature, .readSignature),
      (.noSignature, .readSignature), (.payment, .pay), (.payment, .paymentStatus),
      (.payment, .reverse), (.receipt, .print):
      true
    case (.document, _), (.photos, _), (.print, _), (.noFinger, _), (.signature, _), (.noSignature, _), (.payment, _),
      (.receipt, _):
      false
    }
  }
}

/// An answer that brings no picture, so that a driver gives it as the machine takes it.
package enum PlainAnswer: Hashable, Sendable {
  /// Nobody touched the sensor in time.
  case noFinger
  /// Nobody signed in time.
  case noSignature
  /// The terminal's word.
  case payment(PaymentAnswer)
  /// How the receipt came out.
  case receipt(PrintOutcome)
  /// It did not happen.
  case failed(DeviceFault)
  /// It may have happened: sent, and the answer was lost.
  case indeterminate
}

extension DeviceAnswer {
  /// The answer as the machine takes it.
  package init(_ plain: PlainAnswer) {
    self =
      switch plain {
      case .noFinger: .noFinger
      case .noSignature: .noSignature
      case .payment(let word): .payment(word)
      case .receipt(let outcome): .receipt(outcome)
      case .failed(let fault): .failed(fault)
      case .indeterminate: .indeterminate
      }
  }
}
