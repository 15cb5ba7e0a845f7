package import PassportRules
package import Quality

/// What a library or a ministry decides and the machine obeys; read from `kiosk.yaml` and `rules.yaml`.
package struct Policy: Hashable, Sendable {
  /// How often a citizen, or the box, may try before a person is asked.
  package enum Try: String, Setting {
    /// Unreadable documents.
    case document
    /// Documents that do not match the number.
    case mismatch
    /// Rounds of pictures.
    case photo
    /// Readings of one finger.
    case print
    /// Poor signatures.
    case signature
    /// Refused payments.
    case payment
    /// Questions to the terminal about a lost answer.
    case paymentStatus
    /// Attempts to give money back.
    case reversal

    package var range: ClosedRange<Int> { 1...9 }
  }

  /// How long the box waits.
  package enum Wait: String, Setting {
    /// Without a key, before the box asks whether the citizen is still here.
    case idle
    /// From that question to the end of the visit.
    case warning
    /// All right in the live view, before the picture takes itself.
    case steady
    /// After a document that did not match, times the attempt.
    case mismatchPause
    /// For a document to be taken out of the reader, before staff are called.
    case removal
    /// For somebody of staff to come.
    case staff
    /// Before the terminal is asked again about a lost answer, or to give money back.
    case paymentStatus
    /// The last screen of a visit.
    case farewell
    /// A member of staff's session without a key.
    case session
    /// For the authority to acknowledge a dossier, before it is staff's matter: somebody's passport waits for it.
    case acknowledgement

    /// Whether it is three times as long for who has more time: somebody at the box must do something within it. A pause of the box's own,
    /// and what staff or others take, is as long for everybody.
    package var isStretched: Bool {
      switch self {
      case .idle, .warning, .removal, .farewell: true
      case .steady, .mismatchPause, .staff, .paymentStatus, .session, .acknowledgement: false
      }
    }

    package var range: ClosedRange<Milliseconds> {
      switch self {
      case .idle: .seconds(20) ... .seconds(1800)
      // EN 301 549 asks for 20 s; this project gives everybody a minute.
      case .warning: .seconds(60) ... .seconds(600)
      case .steady: Milliseconds(300) ... .seconds(10)
      case .mismatchPause: .seconds(1) ... .seconds(300)
      case .removal: .seconds(5) ... .seconds(600)
      case .staff: .seconds(60) ... .seconds(3600)
      case .paymentStatus: .seconds(1) ... .seconds(60)
      case .farewell: .seconds(5) ... .seconds(300)
      case .session: .seconds(30) ... .seconds(3600)
      case .acknowledgement: .seconds(3600) ... .seconds(14 * 86_400)
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

  /// How a box is practised at, where nothing is real.
  package struct Practice: Hashable, Sendable {
    /// How many exercises there are to choose from.
    package var exercises: Int
    /// Whether it is a rehearsal at a box that otherwise serves citizens: one key ends it, and so does nobody's being here.
    package var isRehearsal: Bool

    /// So many exercises, for themselves or as a rehearsal.
    package init(exercises: Int, isRehearsal: Bool) {
      self.exercises = exercises
      self.isRehearsal = isRehearsal
    }
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
  /// The languages that are offered with a mark: nobody who grew up with them has read their texts.
  package var unreadLanguages: Set<Language> = []
  /// The languages that the box has a voice for; none where it does not speak.
  package var spokenLanguages: Set<Language> = []
  /// How often a box at which nobody is tells that it reads aloud; nothing where it does not.
  package var invitation: Milliseconds?
  /// Whether the voice is lost for now, so that nothing of it is offered.
  var isVoiceLost = false
  /// Whether the screen can show larger letters than its usual ones.
  package var canEnlarge = false
  /// Whether it does so unless a citizen wants it otherwise.
  package var isEnlarged = false
  /// Whether the box has a socket for a headset that silences its loudspeaker.
  package var hasHeadset = false
  /// Whether the machine tells when one is plugged in.
  package var tellsHeadset = false
  /// Whether a citizen says themselves that they wear one.
  var asksForHeadset: Bool { hasHeadset && !tellsHeadset }
  /// Whether who listens hears short sounds before words.
  package var hasSounds = false
  /// Where a passport can be fetched.
  package var pickUpPlaces: [PickUpPlace]
  /// Heights in centimetres that are taken without asking staff.
  package var heights: ClosedRange<Int>
  /// How often one may try.
  package var tries: Settings<Try>
  /// How long the box waits.
  package var waits: Settings<Wait>
  /// How long others have to answer.
  package var deadlines: Settings<Deadline>
  /// How long keys are looked at.
  package var keys: Keys
  /// Which two keys work the box for whoever has no more.
  package var twoKeys = TwoKeys.Wiring.keypad
  /// Flags whose exceptions need a second person's PIN.
  package var secondPersonFor: Set<FlagCode>
  /// The devices without which no visit begins: those that a renewal takes, and those that a library wants besides.
  package var required = Set(Device.allCases.filter(\.isRequired))
  /// Whether staff can begin a rehearsal at the box.
  package var offersRehearsals = false
  /// How the box is practised at; nothing where it serves citizens.
  package var practice: Practice?
  /// Numbers that are known to be right, so that nobody is asked whether they are, whatever their check digits say: those of a
  /// demonstration's invented people, of which none has check digits that fit. In production there are none.
  package var knownNumbers: Set<CPRNumber> = []

  /// A policy with all its parts.
  package init(
    rules: Rules, photoLimits: PhotoLimits, printLimits: PrintLimits, signatureLimits: SignatureLimits,
    languages: [Language], pickUpPlaces: [PickUpPlace], heights: ClosedRange<Int>, tries: Settings<Try>,
    waits: Settings<Wait>, deadlines: Settings<Deadline>, secondPersonFor: Set<FlagCode>, keys: Keys = .usual
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
