/// What a desk asks of the box; who is there was checked by their PIN.
package enum DeskEvent: Hashable, Sendable {
  /// Take a work item, so that nobody else does.
  case claim(WorkItem)
  /// Give it back: the member of staff is done, logged out, or was gone longer than the lease.
  case release
  /// Show and say something at the box.
  case guide(Guidance)
  /// Note something about the visit.
  case note(String)
  /// Act on a flag of the claimed work item; a second person's PIN was checked where one was given.
  case act(Flag, StaffAction, countersignedBy: StaffSession?, learned: Bool?)
  /// Take a fresh picture of who sits at the box, to compare before attesting.
  case takeFrame
}

/// Why a desk's wish was not carried out.
package enum DeskRefusal: String, Hashable, Sendable, CaseIterable {
  /// Another desk has it.
  case claimedByAnother
  /// The same person has it, at another desk.
  case claimedAtAnotherDesk
  /// It is over.
  case isOver
  /// Somebody of staff is at the box itself.
  case staffAtTheBox
  /// The role does not cover it.
  case roleNotEnough
  /// The account of whoever countersigns may not do it.
  case notAuthorised
  /// An exception like this needs a second person.
  case secondPersonNeeded
  /// Money is under way, or something is being stored: in a moment.
  case notNow
  /// Attesting from a desk needs a picture taken now.
  case freshFrameNeeded
  /// It needs hands or eyes at the box: without an old picture nobody attests from afar.
  case onlyAtTheBox
}
