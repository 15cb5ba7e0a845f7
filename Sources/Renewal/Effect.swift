/// Something to do, as a plain value; the runtime carries it out in order.
package enum Effect: Hashable, Sendable {
  /// Give a device a command.
  case command(RequestID, DeviceCommand)
  /// The box's own deadline for an open command begins anew.
  case giveTime(RequestID, DeviceCommand)
  /// Tell a device to give up; a late success may still come and is dropped.
  case cancel(RequestID, Device)
  /// Ask the authority.
  case ask(RequestID, AuthorityQuestion)
  /// Ask the store.
  case store(RequestID, StoreQuestion)
  /// Check a staff number and a PIN.
  case logIn(RequestID, StaffID, pin: String)
  /// Replace a PIN that is right by one that its owner chose, and log them in.
  case changePIN(RequestID, StaffID, pin: String, to: String)
  /// Start a timer.
  case startTimer(TimerID, TimerName, Milliseconds)
  /// Stop a timer.
  case stopTimer(TimerID)
  /// Write what a transition says, all of it in one transaction and always first: the transition's other effects, the next drawing and the next
  /// event wait until it is on disk.
  case record([Fact])
  /// Overwrite these pictures.
  case discard([PictureID])
  /// Overwrite everything of the visit: the vault, the devices' memories, the speech queue, the terminal's screen.
  case wipe
  /// Read the screen aloud again.
  case speakAgain
  /// Keep what staff noted about a case, sealed, with the case.
  case keepNote(CaseNumber, String, by: StaffID)
  /// Tell a desk why its wish was not carried out.
  case refuse(DeskID, DeskRefusal)
  /// Try a device out: it reports its state anew.
  case test(Device)
  /// Run the configured command that reaches a librarian.
  case notify(FlagCode)
  /// Send what waits in the outbox.
  /// `again`: what the authority rejected, too, for somebody of staff asked for it.
  case send(again: Bool)
  /// Give screen and keys to a rehearsal, at which nothing of this box takes part.
  case rehearse
  /// Play the exercise at this place in their order; nothing for the one after that which is played or offered.
  case practise(Int?)
  /// End the program, after everything before this is done.
  case exit
}
