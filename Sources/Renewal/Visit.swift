/// A citizen's visit: what was gathered, where it is, and what lies over the step.
package struct Visit: Hashable, Sendable {
  /// What lies over the step; the step below stays as it is.
  package enum Overlay: Hashable, Sendable {
    /// Help: how screen and speech are, and a person.
    case help
    /// Help's page of languages.
    case choosingLanguage(page: Int)
    /// Help's page of how the voice is.
    case tuningVoice
    /// The second page of help.
    case moreHelp
    /// Keys are tried: each is told, and does nothing.
    case learnKeys(KeyTrial)
    /// Do you want to stop.
    case stopQuestion
    /// Do you want to keep the case for another day.
    case keepQuestion
    /// Are you still here: any key goes on.
    case idleWarning
    /// A member of staff is called for a flag, and the visit cannot go on without.
    case calling(FlagCode)
  }

  /// What the screen answers to what came last.
  package enum Answer: Hashable, Sendable {
    /// A card or a code was read, and the step has no use for it.
    case reading
    /// A key was pressed that means nothing here.
    case key
    /// Somebody is still here, and has more time from now on.
    case moreTime
  }

  /// The case's number.
  package let number: CaseNumber
  /// How the citizen wants screen and speech.
  package var presentation: Presentation
  /// What was gathered.
  package var application: Application {
    get { sharedApplication.value }
    set { sharedApplication.value = newValue }
  }
  private var sharedApplication = CopyOnWrite(Application())
  /// Where the visit is.
  package var step: Step = .language(.language)
  /// What lies over the step.
  package var overlay: Overlay?
  /// Flags that are open, in the order they were raised.
  package var flags: [Flag] = []
  /// Documents in hand that did not match the number, 0–3.
  package var mismatches = 0
  /// How often in a row the step's device failed since a person last looked at it: no try of the citizen's. 0–8
  package var failures = 0
  /// Whether the citizen came from review and returns to it.
  package var returnsToReview = false
  /// Whether the reader holds a document.
  package var media: MediaState = .notPresent
  /// The desk that has taken the visit's flags.
  package var claim: Claim?
  /// What staff at a desk told the citizen last, at this step.
  package var guidance: Guidance?
  /// What staff noted about it, the newest last.
  package var notes: [String] = []
  /// How often money was asked for in earlier visits of the case.
  package var attempts = 0
  /// What the screen answers to what came last, until the next key.
  package var answer: Answer?
  /// The steps at which staff did something for the citizen; nothing for a case of an earlier visit, of which that is not known.
  package var helped: Set<StepName>? = []
  /// The picture taken now that a desk compares before it attests.
  package var freshFrame: PictureID?

  /// A new visit, at its first step.
  package init(number: CaseNumber, presentation: Presentation) {
    self.number = number
    self.presentation = presentation
  }
}
