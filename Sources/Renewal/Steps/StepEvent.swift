import PassportRules
import Quality

/// What a step gets to handle, after the visit and its overlays had their say.
enum StepEvent: Hashable, Sendable {
  /// The citizen chose what is on the menu, by this key.
  case chosen(Intent, by: Key)
  case scan(Scan)
  /// A device answered what this step had asked.
  case answer(DeviceAnswer)
  /// The step's own device, which moves neither money nor paper, failed; for the last time before a person is called, or not.
  case deviceFailed(isLast: Bool)
  /// The advice for the live view changed.
  case advice([PhotoFault])
  case authority(AuthorityAnswer)
  case store(StoreAnswer)
  /// The step's own timer ran out.
  case timer
  /// A document was laid into the reader, or taken out.
  case media(MediaState)
  /// The screen is the citizen's again: an overlay or staff are gone.
  case resumed
  /// Something lies over the screen now: help, a question, staff.
  case covered
  /// Staff let the citizen try again.
  case retry
  /// Staff took the step's requirement as met.
  case excepted(FlagCode, Acceptance)
  /// A fact of this step could not be written.
  case recordFailed
  /// The payment terminal can be used again.
  case terminalWorks
  /// The voice is lost.
  case voiceLost
  /// Somebody was waited for, and nobody came.
  case nobodyCame
}

/// Where a step leads.
enum Move: Hashable, Sendable {
  /// The same step, changed or not.
  case stay(Step)
  /// The step is done.
  case advance
  /// Back to the step before.
  case retreat
  /// Back from the first question: whether to stop is asked.
  case askToStop
  /// To a step, entered anew.
  case open(StepName)
  /// The step stays thus, and a person is called.
  case call(FlagCode, Step)
  /// The visit ends.
  case end(Ending)
  /// Another citizen: this visit ends, and a new one starts.
  case anotherCitizen

  /// After a device's failure the step stays thus, and can be tried again; after the last one a person is called.
  static func afterFailure(isLast: Bool, _ step: Step) -> Move { isLast ? .call(.deviceFailed, step) : .stay(step) }
}
