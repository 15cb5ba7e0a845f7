package import PassportRules
package import Quality

/// What a library or a ministry decides and the machine obeys; read from `kiosk.yaml` and `rules.yaml`.
package struct Policy: Hashable, Sendable {
  /// How often a citizen may try before a person is asked.
  package struct Tries: Hashable, Sendable {
    /// Unreadable documents.
    package var document: Int
    /// Documents that do not match the number.
    package var mismatch: Int
    /// Rounds of pictures.
    package var photo: Int
    /// Readings of one finger.
    package var print: Int
    /// Poor signatures.
    package var signature: Int
    /// Refused payments.
    package var payment: Int
    /// Questions to the terminal about a lost answer.
    package var paymentStatus: Int
    /// Attempts to give money back.
    package var reversal: Int

    /// How often a citizen, or the box, may try.
    package init(
      document: Int, mismatch: Int, photo: Int, print: Int, signature: Int, payment: Int, paymentStatus: Int,
      reversal: Int
    ) {
      self.document = document
      self.mismatch = mismatch
      self.photo = photo
      self.print = print
      self.signature = signature
      self.payment = payment
      self.paymentStatus = paymentStatus
      self.reversal = reversal
    }
  }

  /// How long the box waits.
  package struct Waits: Hashable, Sendable {
    /// Without a key, before the box asks whether the citizen is still here.
    package var idle: Milliseconds
    /// From that question to the end of the visit; at least 60 s.
    package var warning: Milliseconds
    /// All right in the live view, before the picture takes itself.
    package var steady: Milliseconds
    /// After a document that did not match, times the attempt.
    package var mismatchPause: Milliseconds
    /// For a document to be taken out of the reader, before staff are called.
    package var removal: Milliseconds
    /// For somebody of staff to come.
    package var staff: Milliseconds
    /// Before the terminal is asked again about a lost answer.
    package var paymentStatus: Milliseconds
    /// The last screen of a visit.
    package var farewell: Milliseconds
    /// A member of staff's session without a key.
    package var session: Milliseconds
    /// For the authority to acknowledge a dossier, before it is staff's matter: somebody's passport waits for it.
    package var acknowledgement: Milliseconds

    /// How long the box waits.
    package init(
      idle: Milliseconds, warning: Milliseconds, steady: Milliseconds, mismatchPause: Milliseconds,
      removal: Milliseconds, staff: Milliseconds, paymentStatus: Milliseconds, farewell: Milliseconds,
      session: Milliseconds, acknowledgement: Milliseconds
    ) {
      self.idle = idle
      self.warning = warning
      self.steady = steady
      self.mismatchPause = mismatchPause
      self.removal = removal
      self.staff = staff
      self.paymentStatus = paymentStatus
      self.farewell = farewell
      self.session = session
      self.acknowledgement = acknowledgement
    }
  }

  /// How long the box gives a device or the authority to answer; their own time-outs are not trusted.
  package struct Deadlines: Hashable, Sendable {
    /// For a document to be laid down and read, chip included.
    package var document: Milliseconds
    /// For the pictures to be taken.
    package var photos: Milliseconds
    /// For a finger to be read.
    package var print: Milliseconds
    /// For a signature to be written.
    package var signature: Milliseconds
    /// For a payment, the citizen's PIN included.
    package var payment: Milliseconds
    /// For the terminal's word about a payment, or for a reversal.
    package var paymentStatus: Milliseconds
    /// For a receipt to be printed.
    package var receipt: Milliseconds
    /// For the authority.
    package var authority: Milliseconds

    /// How long the box gives others to answer.
    package init(
      document: Milliseconds, photos: Milliseconds, print: Milliseconds, signature: Milliseconds,
      payment: Milliseconds, paymentStatus: Milliseconds, receipt: Milliseconds, authority: Milliseconds
    ) {
      self.document = document
      self.photos = photos
      self.print = print
      self.signature = signature
      self.payment = payment
      self.paymentStatus = paymentStatus
      self.receipt = receipt
      self.authority = authority
    }

    /// The span for a command; nothing for a preview, which ends when it is cancelled.
    package func span(for command: DeviceCommand) -> Milliseconds? {
      switch command {
      case .readDocument: document
      case .preview: nil
      case .takePictures: photos
      case .readFinger: print
      case .readSignature: signature
      case .pay: payment
      case .paymentStatus, .reverse: paymentStatus
      case .print: receipt
      }
    }
  }

  /// How long keys are looked at, to tell one that was pressed from one that is held or bounced.
  package struct Keys: Hashable, Sendable {
    /// How long a key must be quiet before it counts as pressed again.
    package var quiet: Milliseconds
    /// Within which the same key again is the same strike.
    package var doubleStrike: Milliseconds
    /// The longest that a held key may wait before it repeats; no library need choose it.
    package var longestFirstDelay = Milliseconds(Typematic.longestFirstDelay)

    /// How long keys are looked at.
    package init(quiet: Milliseconds, doubleStrike: Milliseconds) {
      self.quiet = quiet
      self.doubleStrike = doubleStrike
    }

    /// Unless a library chooses otherwise. A worn key bounces within 60 ms; the quickest strike one key twice on purpose in about 100.
    package static let usual = Keys(quiet: Milliseconds(500), doubleStrike: Milliseconds(60))
    /// The least quiet for a citizen who asked for more time.
    package static let quietWithMoreTime = Milliseconds(2_000)
  }

  /// Fees, ages and dates.
  package var rules: Rules
  /// What a photo must be.
  package var photoLimits: PhotoLimits
  /// What a print must be.
  package var printLimits: PrintLimits
  /// What a signature must be.
  package var signatureLimits: SignatureLimits
  /// The languages, the first one is the box's own.
  package var languages: [Language]
  /// Where a passport can be fetched.
  package var pickUpPlaces: [String]
  /// Heights in centimetres that are taken without asking staff.
  package var heights: ClosedRange<Int>
  /// How often one may try.
  package var tries: Tries
  /// How long the box waits.
  package var waits: Waits
  /// How long others have to answer.
  package var deadlines: Deadlines
  /// How long keys are looked at.
  package var keys: Keys
  /// Flags whose exceptions need a second person's PIN.
  package var secondPersonFor: Set<FlagCode>

  /// A policy with all its parts.
  package init(
    rules: Rules, photoLimits: PhotoLimits, printLimits: PrintLimits, signatureLimits: SignatureLimits,
    languages: [Language], pickUpPlaces: [String], heights: ClosedRange<Int>, tries: Tries, waits: Waits,
    deadlines: Deadlines, secondPersonFor: Set<FlagCode>, keys: Keys = .usual
  ) {
    self.rules = rules
    self.photoLimits = photoLimits
    self.printLimits = printLimits
    self.signatureLimits = signatureLimits
    self.languages = languages
    self.pickUpPlaces = pickUpPlaces
    self.heights = heights
    self.tries = tries
    self.waits = waits
    self.deadlines = deadlines
    self.keys = keys
    self.secondPersonFor = secondPersonFor
  }
}
