package import PassportRules
package import Quality

/// What the reader made of the document on its glass.
package enum DocumentReading: Hashable, Sendable {
  /// A page with an MRZ was found; nothing is judged yet.
  case page(DocumentPage)
  /// Nobody laid a document down in time.
  case nothing
  /// The MRZ stands on its head.
  case upsideDown
  /// Skewed, or only partly on the glass.
  case skewed
  /// Two documents at once.
  case twoDocuments
}

/// A page as read: the printed zone, the chip's, and the picture.
package struct DocumentPage: Hashable, Sendable {
  /// The lines of the printed MRZ as the reader saw them, at most 3 of at most 44 characters.
  package let lines: [String]
  /// What the chip told.
  package let chip: ChipReading
  /// The holder's picture from the chip or the page, in the vault.
  package let picture: PictureID?

  /// A page with its printed lines, its chip and its picture.
  package init(lines: [String], chip: ChipReading, picture: PictureID?) {
    self.lines = lines
    self.chip = chip
    self.picture = picture
  }
}

/// What the chip of a document told.
package enum ChipReading: Hashable, Sendable {
  /// Passive authentication held; data group 1 has these lines.
  case genuine([String])
  /// No answer, or access was refused.
  case silent
  /// The signature over the data does not hold.
  case notGenuine
}

/// A picture that was taken, with what was measured in it.
package struct MeasuredPhoto: Hashable, Sendable {
  /// Where it lies in the vault.
  package let picture: PictureID
  /// What was measured.
  package let measures: PhotoMeasures

  /// A picture with its measures.
  package init(picture: PictureID, measures: PhotoMeasures) {
    self.picture = picture
    self.measures = measures
  }
}

/// A print that was read, with what was measured in it.
package struct MeasuredPrint: Hashable, Sendable {
  /// Where it lies in the vault.
  package let picture: PictureID
  /// The finger the sensor was asked for; an answer for another finger is the peer's fault and is dropped.
  package let finger: Finger
  /// What was measured.
  package let measures: PrintMeasures
  /// The finger of this visit that has the same ridges, when there is one.
  package let sameAs: Finger?

  /// A print with its finger and measures.
  package init(picture: PictureID, finger: Finger, measures: PrintMeasures, sameAs: Finger?) {
    self.picture = picture
    self.finger = finger
    self.measures = measures
    self.sameAs = sameAs
  }
}

/// A signature that was written, with what was measured in it.
package struct MeasuredSignature: Hashable, Sendable {
  /// Where it lies in the vault.
  package let picture: PictureID
  /// What was measured.
  package let measures: SignatureMeasures

  /// A signature with its measures.
  package init(picture: PictureID, measures: SignatureMeasures) {
    self.picture = picture
    self.measures = measures
  }
}

/// Why a card payment was refused.
package enum DeclineReason: String, Hashable, Sendable, CaseIterable {
  case refused, wrongPIN, cancelled, terminalBusy, hostUnreachable
}

/// What the payment terminal says of a payment.
package enum PaymentAnswer: Hashable, Sendable {
  /// Taken, that much; another amount than asked for is given back.
  case approved(Amount)
  /// Not taken.
  case declined(DeclineReason)
  /// Status only: still under way.
  case inProgress
  /// Status only: the terminal never processed such a payment.
  case notFound
  /// Reversal only: the money is back, or was never taken.
  case reversed
  /// Reversal only: refused.
  case reversalRefused
}

/// How a receipt came out.
package enum PrintOutcome: String, Hashable, Sendable, CaseIterable {
  case printed, paperOut, jammed, notTaken
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
}

extension DeviceAnswer {
  /// Whether it can be an answer to a command at all; what a payment's word means, its step judges.
  func fits(_ command: DeviceCommand) -> Bool {
    switch (self, command) {
    case (.failed, _), (.indeterminate, _): true
    case (.document, .readDocument), (.photos, .takePictures), (.print, .readFinger), (.noFinger, .readFinger),
      (.signature, .readSignature), (.noSignature, .readSignature), (.payment, .pay), (.payment, .paymentStatus),
      (.payment, .reverse), (.receipt, .print):
      true
    case (.document, _), (.photos, _), (.print, _), (.noFinger, _), (.signature, _), (.noSignature, _), (.payment, _),
      (.receipt, _):
      false
    }
  }
}
