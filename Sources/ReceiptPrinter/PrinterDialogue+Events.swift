import DeviceLines
package import Devices
package import Renewal

extension PrinterDialogue {
  /// What happened.
  package enum Event: Hashable, DialogueEvent {
    /// The box begins to listen.
    case started
    /// The line that was asked for is there.
    case opened
    /// There is no line to be had; whether there is no device either.
    case refused(isAbsent: Bool)
    /// The line has ended.
    case lost
    /// The printer said something.
    case heard([UInt8])
    /// The box gives a command.
    case asked(Job)
    /// The box takes a command back.
    case takenBack(RequestID)
    /// The box wants the device cleared; its answer bears the number.
    case clearWanted(Int)
    /// A technician tries the device out.
    case testWanted
    /// A wait is over.
    case elapsed(Wait)
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    /// Open a line.
    case open
    /// End the line; nothing of it is told any more, not even that it ended, and nothing that was not sent yet is sent.
    case close
    case send([UInt8])
    /// Tell when so long is over.
    case wait(Milliseconds, Wait)
    /// Tell the box what the device told.
    case tell(DeviceNotice)
    /// Tell who gave a command what came of it.
    case deliver(RequestID, PlainAnswer)
    /// Tell who wanted the device cleared whether it is.
    case cleared(Int, isClear: Bool)
    /// Something for the log.
    case note(Note)
  }

  /// What is waited for; the number is that of what goes on, so that the end of a wait for what is over changes nothing.
  package enum Wait: Hashable, Sendable {
    /// For the line to be there.
    case line(Int)
    /// To open the next line.
    case nextLine(Int)
    /// To look after the printer again.
    case look(Int)
    /// For the answer to a question.
    case answer(Int)
    /// For what is left of an earlier receipt to be out of the printer.
    case settling(Int)
    /// For a receipt to come out.
    case printing(Int)
  }

  /// What a technician reads in the log: nothing of what is printed.
  package enum Note: Hashable, Sendable {
    /// The printer answers.
    case found
    /// There is no line to it.
    case unreachable
    /// The line was lost.
    case lost
    /// It does not answer.
    case silent
    /// It answered what no printer says.
    case garbage
    /// A receipt was sent, and there is no proof that it came out.
    case unproven
    /// It does not say that nothing of an earlier receipt is left in it.
    case notEmptied
  }

  /// How patient the driver is.
  package enum Bounds {
    /// For a line.
    static let line = Milliseconds.seconds(5)
    /// For an answer to a question.
    static let answer = Milliseconds.seconds(3)
    /// From one look after an idle printer to the next, and after one that prints.
    package static let (idle, busy) = (Milliseconds.seconds(10), Milliseconds.seconds(1))
    /// For a printer to say that nothing is left in it.
    static let settling = Milliseconds.seconds(5)
    /// From a receipt's first byte to its cut; less than `receipt` in `kiosk.yaml`.
    package static let printing = Milliseconds.seconds(15)
    /// The most bytes between two looks that nobody asked for.
    static let mostUnasked = 200
  }
}
