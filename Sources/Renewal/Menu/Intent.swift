package import PassportRules

/// What somebody means by a key, whichever key it is; what can be meant now is on the menu, see `Offer`.
package enum Intent: Hashable, Sendable {
  // MARK: Everywhere

  /// On to what comes next, with what is there already.
  case goOn
  /// Back to where it came from.
  case goBack
  /// The page that helps, and loses nothing.
  case help
  /// The screen is read aloud again.
  case speakAgain
  /// Somebody of staff logs in.
  case logIn
  /// A page of staff, or a session, is left.
  case leave
  /// What the keys of a page of staff do is shown instead of it.
  case showKeys

  // MARK: Fields

  /// A figure, or for a note any character, goes into the field.
  case type
  /// The last character goes out of the field.
  case erase
  /// What stands in the field is given.
  case submit
  /// The next of what can be chosen has the focus.
  case focusNext
  /// The one before has the focus.
  case focusPrevious

  // MARK: Practice

  /// Staff begin a rehearsal.
  case rehearse
  /// The rehearsal is over.
  case endRehearsal
  /// The list of exercises, at its page.
  case showExercises(page: Int)
  /// The exercise at this place in their order.
  case chooseExercise(Int)
  /// The exercise after the one that is offered.
  case skipExercise

  // MARK: A visit

  /// A visit begins.
  case begin
  /// Stop; it is asked first.
  case stop
  /// Yes, stop.
  case confirmStop
  /// Somebody is still here.
  case stay
  /// What a person was called for is taken back.
  case takeBack
  /// The last page is read.
  case finish
  /// Read aloud or not, and whether it stays on.
  case readAloud(Bool)
  case louder, softer, slower, faster
  /// The citizen wears a headset, or does not any more.
  case useHeadset(Bool)
  /// The screen is dark while it is read aloud, or is seen again.
  case hideScreen(Bool)
  /// How the voice is.
  case tuneVoice
  /// The languages, at a page of theirs.
  case showLanguages(page: Int)
  /// Screen and speech in another language, in the middle of a visit.
  case changeLanguage(Language)
  /// What is typed is shown, or its last digits are dots again.
  case showDigits(Bool)
  /// The box is worked by two keys alone, or by all of them again.
  case useTwoKeys(Bool)
  /// Have large letters from now on, or the usual ones.
  case enlargeLetters(Bool)
  /// The next theme.
  case changeContrast
  /// Longer waits.
  case moreTime
  /// The page on which keys are tried.
  case learnKeys
  /// A key is tried: what it does is told, and not done.
  case tryKey
  /// A person shall come.
  case callStaff

  // MARK: The steps of a visit

  case chooseLanguage(Language)
  /// The box may take and keep what it must, or may not.
  case consent(Bool)
  case chooseGrounds(RenewalGrounds)
  /// What the citizen says instead of doing what is asked.
  case declare(Declaration)
  /// The device at which something is to be given starts.
  case start
  /// What was given is given anew.
  case redo
  /// The picture at this place in the round.
  case choosePicture(Int)
  /// How the citizen wants to be told that the passport is there.
  case wantNotice(ReadyNotice)
  /// The pick-up place at this place in the policy's list.
  case choosePlace(Int)
  /// The next page of a list.
  case nextPage
  /// A line of what was gathered is looked at again.
  case reopen(ReviewLine)
  /// Everything is right, and is fixed.
  case confirm
  /// A person shall be called, or will be on the way, and what to have ready was read.
  case confirmCall
  /// The case is kept until an officer is here; it is asked first.
  case keepCase
  /// Yes, keep it.
  case confirmKeep
  case pay
  case printCopy

  // MARK: Staff

  /// Something is done about the flag on the screen.
  case act(StaffAction)
  case nextFlag, previousFlag
  /// The flags that wait for staff.
  case showFlags
  case writeNote
  /// The faces to compare take the whole screen, or the next pair of them does.
  case enlarge
  /// What a covered flag is about is shown, or covered again.
  case showFacts(Bool)
  /// The page of the box itself.
  case showBox
  /// The reasons for taking the box out of service.
  case takeOutOfService
  case outOfService(OutOfServiceReason)
  case putInService
  /// The number of a parked case is asked for.
  case resumeParked
  /// The citizen goes on at this step.
  case chooseStep(StepName)
  /// Whether the citizen learned it, or it was done for them; nothing where there was nothing to learn.
  case learned(Bool?)

  // MARK: A technician

  case showDevice(Device)
  case testDevice
  /// There is paper in the printer again.
  case paperChanged

  // MARK: A desk

  /// The work item of the flag at this place in the queue is taken, so that nobody else does.
  case claim(WorkItem, Int)
  /// What was claimed is anybody's again.
  case release
  /// A picture is taken now.
  case takeFrame
  /// The messages to the citizen.
  case showMessages
  /// The citizen's screen.
  case watch
  case guide(Guidance)
}

/// What a citizen says instead of doing what a step asks; a person is called for each.
package enum Declaration: String, Hashable, Sendable, CaseIterable {
  case noPassport, brokenPassport, newNumber, headCovering, fingersMissing, fingersInjured, cannotSign, cardRefused

  /// The flag by which a person is called.
  package var flag: FlagCode {
    switch self {
    case .noPassport, .brokenPassport: .documentUnreadable
    case .newNumber: .numberChanged
    case .headCovering: .headCovering
    case .fingersMissing: .fingersMissing
    case .fingersInjured: .fingersInjured
    case .cannotSign: .cannotSign
    case .cardRefused: .paymentRefused
    }
  }
}

extension Intent {
  /// Whether it moves within a field, a list or a scale that may be at its end already, so that its key may change nothing.
  package var mayBeAtItsEnd: Bool {
    switch self {
    case .type, .erase, .submit, .focusNext, .focusPrevious, .louder, .softer, .slower, .faster, .moreTime, .tryKey:
      true
    default: false
    }
  }
}
