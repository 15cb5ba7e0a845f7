/// A citizen's visit: what was gathered, where it is, and what lies over the step.
package struct Visit: Hashable, Sendable {
  /// What lies over the step; the step below stays as it is.
  package enum Overlay: Hashable, Sendable {
    /// Help: 1 read aloud, 2 louder, 3 softer, 4 slower, 5 faster, 6 contrast, 7 more time, 8 call a person, 9 staff log in.
    case help
    /// Do you want to stop: 1 yes, 2 no.
    case stopQuestion
    /// Are you still here: any key goes on.
    case idleWarning
    /// A member of staff is called for a flag, and the visit cannot go on without. `9`: staff log in here. `-` takes a call for help back.
    case calling(FlagCode)
  }

  /// The case's number.
  package let number: CaseNumber
  /// How the citizen wants screen and speech.
  package var presentation: Presentation
  /// What was gathered.
  package var application = Application()
  /// Where the visit is.
  package var step: Step = .language(.language)
  /// What lies over the step.
  package var overlay: Overlay?
  /// Flags that are open, in the order they were raised.
  package var flags: [Flag] = []
  /// Documents in hand that did not match the number, 0–3.
  package var mismatches = 0
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
  /// Whether a card or a code was read last for which the step has no use; the screen says so until the next key.
  package var hasStrayReading = false
  /// The picture taken now that a desk compares before it attests.
  package var freshFrame: PictureID?

  /// A new visit, at its first step.
  package init(number: CaseNumber, presentation: Presentation) {
    self.number = number
    self.presentation = presentation
  }
}
