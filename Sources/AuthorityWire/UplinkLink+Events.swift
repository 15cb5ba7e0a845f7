package import Devices
package import DriverWire
package import Renewal

extension UplinkLink {
  /// What happened.
  package enum Event: Hashable, Sendable {
    /// The box begins.
    case started
    /// The line that was asked for is there.
    case connected
    /// Nobody answers on the socket, or somebody who may not.
    case refused
    /// The line has ended.
    case lost
    /// The uplink said something.
    case heard(MessageFromUplink)
    /// What came is no message.
    case garbled(DriverWireFault)
    /// The box asks the register; no number is used twice.
    case asked(Int, AuthorityQuestion)
    /// The box offers a dossier with its idempotency key; no number is used twice.
    case offered(Int, key: String, [UInt8])
    /// A wait is over.
    case elapsed(Wait)
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    /// Open a line.
    case connect
    /// End the line; nothing of it is told any more, not even that it ended.
    case disconnect
    case send(MessageToUplink)
    /// Tell when so long is over.
    case wait(Milliseconds, Wait)
    /// Answer a question.
    case answer(Int, AuthorityAnswer)
    /// Say what came of a dossier.
    case outcome(Int, SubmissionAnswer)
    /// How the uplink is now; nothing when there is none.
    case tell(UplinkState?)
    /// Something for the log.
    case note(Note)
  }

  /// What is waited for; the number is the line's, or that of what was asked, so that the end of an earlier wait changes nothing.
  package enum Wait: Hashable, Sendable {
    /// To open the next line.
    case nextLine(Int)
    /// For hello.
    case greeting(Int)
    /// For a line to have stood so long that what was before it is forgotten.
    case standing(Int)
    /// For a minute in which its state did not change too often.
    case minute(Int)
    /// For an answer.
    case answer(Int)
  }

  /// What a technician reads in the log.
  package enum Note: Hashable, Sendable {
    /// The uplink is there.
    case greeted
    /// It speaks another version.
    case otherVersion(Int)
    /// What came is no message.
    case garbled(DriverWireFault)
    /// Something came that nobody waits for. It is dropped, and told once a line.
    case unexpected
    /// Its state changed more often within a minute than that of any line does.
    case flood
    /// The uplink did not answer in time, though it keeps a shorter time itself.
    case hung
    /// The line was lost so often in a row.
    case lost(inARow: Int)
  }

  /// How patient the box is.
  package enum Bounds {
    /// From the line to hello.
    static let greeting = Milliseconds.seconds(10)
    /// The longest that the uplink may take for a question to the register.
    package static let question = Milliseconds.seconds(60)
    /// The longest that it may take for a dossier: a little less than the outbox waits.
    package static let dossier = Milliseconds.seconds(115)
    /// How long a line stands before losses are no longer in a row.
    static let standing = Milliseconds.seconds(60)
    /// The most changes of its state within a minute.
    static let mostChanges = 20
    /// The most that is asked at once.
    package static let mostOpen = 16
    /// Losses in a row are counted up to this.
    static let mostCounted = 20
    /// The first pause, and the longest, in milliseconds.
    static let (firstPause, longestPause) = (500, 8_000)
  }
}
