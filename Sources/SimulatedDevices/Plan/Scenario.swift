import PassportRules
package import Renewal

/// What happens at the box: who comes, how they behave, and what the devices go through; never what the box shall think of it.
///
/// Every list is a plan by attempt: the first command meets the first entry, and the last entry is met ever after.
package struct Scenario: Hashable, Sendable {
  /// The file's name without its ending.
  package let name: String
  /// What happens, for whoever plays it.
  package let title: Title
  /// The key in the register of who comes.
  package var person: String
  /// The ten digits that are typed, when they are not the person's own number.
  package var typedNumber: String?
  /// How the document is laid on the reader.
  package var documents: [DocumentScene]
  /// What the live view shows, one after the other; the last one stays.
  package var live: [LivePhase]
  /// Each round of pictures.
  package var photos: [PhotoRound]
  /// How each finger is put on the sensor; a finger that is not named is put on well.
  package var fingers: [Finger: [FingerScene]]
  /// How it is signed.
  package var signatures: [SignatureScene]
  /// What the payment terminal goes through.
  package var payments: [PaymentScene]
  /// What the printer goes through.
  package var receipts: [PrintScene]
  /// What the authority's line goes through.
  package var authority: [AuthorityScene]
  /// Which devices fail, and how.
  package let failures: [Device: DeviceFailure]
}

extension Scenario {
  /// One line for the list of scenarios and for the screen of an exercise.
  package struct Title: Hashable, Sendable {
    /// For Danish screens.
    package let danish: String
    /// For screens in any other language.
    package let english: String
  }
}

/// How a document lies on the reader, and what it is.
package struct DocumentScene: Hashable, Sendable {
  /// How it lies.
  package enum Placing: String, Hashable, Sendable, CaseIterable {
    case right, upsideDown, skewed, twoDocuments, nothing
  }

  /// How its chip behaves.
  package enum Chip: String, Hashable, Sendable, CaseIterable {
    case genuine, differs, silent, locked, takenAway, altered, unknownSigner, cloned

    /// Why it is not believed, where it is not.
    var fault: ChipFault? { ChipFault(rawValue: rawValue) }
  }

  /// How it lies.
  package var placing = Placing.right
  /// Whose document it is, when it is not the citizen's own.
  package var owner: String?
  /// How its chip behaves.
  package var chip = Chip.genuine
  /// How many characters of the second line are smudged.
  package var smudges = 0
  /// How many fillers of the first line the reader takes for the letter K.
  package var misread = 0
  /// Whether it is left on the glass.
  package var isLeftBehind = false
  /// After how many seconds somebody takes it out that was left on the glass; at pace 0 nobody ever does.
  package var takenAfter: Double?
  /// How long the chip takes, in seconds.
  package var seconds = 2.5

  package init() {}
}

/// A while of the live view.
package struct LivePhase: Hashable, Sendable {
  /// What the camera sees.
  package var scene: FaceScene
  /// How long, in seconds.
  package var seconds: Double
  /// Whether the camera suspects meanwhile that somebody deceives it; whoever was spoken to does not try it again.
  package var isSuspicious = false

  package init(scene: FaceScene, seconds: Double) {
    self.scene = scene
    self.seconds = seconds
  }
}

/// A round of pictures.
package struct PhotoRound: Hashable, Sendable {
  /// What the camera sees.
  package var scene = FaceScene()
  /// Whether the camera suspects meanwhile that somebody deceives it.
  package var isSuspicious = false

  package init() {}
}

/// How a finger is put on the sensor.
package struct FingerScene: Hashable, Sendable {
  /// Whether anybody touches the sensor at all.
  package var touches = true
  /// The finger that is really put on, when it is not the one asked for.
  package var actual: Finger?
  /// How it touches.
  package var touch = RidgeTouch()
  /// Whether the sensor suspects meanwhile that it is no living finger.
  package var isSuspicious = false

  package init() {}
}

/// How it is signed: by hand, or by nobody.
package enum SignatureScene: String, Hashable, Sendable, CaseIterable {
  case usual, tiny, dot, nothing, scrambled, nobody

  /// What the hand does; nothing when nobody comes to the pad.
  var manner: SignatureMaker.Manner? { SignatureMaker.Manner(rawValue: rawValue) }
}

/// What a payment goes through at the terminal.
package struct PaymentScene: Hashable, Sendable {
  /// What the citizen, the card and the card's bank do.
  package enum Course: String, Hashable, Sendable, CaseIterable {
    case pays, cardRefused, wrongPIN, cancels, terminalBusy, bankOutOfReach
  }

  /// How the terminal answers a question or a reversal.
  package enum Word: String, Hashable, Sendable, CaseIterable {
    case truth, inProgress, lost
  }

  /// How a reversal goes.
  package enum Reversal: String, Hashable, Sendable, CaseIterable {
    case works, refused, lost
  }

  /// What happens at the terminal.
  package var course = Course.pays
  /// Whether the answer gets lost on its way to the box.
  package var losesAnswer = false
  /// Whether the payment is lost before it reaches the terminal.
  package var losesRequest = false
  /// Another amount than asked for, in kroner.
  package var takesInstead: Int?
  /// The words to questions, before the truth.
  package var status: [Word] = []
  /// How reversals go; the last one ever after.
  package var reversals: [Reversal] = [.works]

  package init() {}
}

/// What the printer goes through.
package enum PrintScene: String, Hashable, Sendable, CaseIterable {
  case prints, paperOut, jams, notTaken, losesAnswer
}

/// What the line to the authority goes through; `rejects` answers questions and turns dossiers down.
package enum AuthorityScene: String, Hashable, Sendable, CaseIterable {
  case answers, offline, slow, rejects
}

extension Scenario {
  /// How a finger is put on the sensor, attempt by attempt.
  subscript(finger: Finger) -> [FingerScene] {
    get { fingers[finger] ?? [] }
    set { fingers[finger] = newValue }
  }
}
