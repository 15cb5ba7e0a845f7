package import Cases
import Glibc
package import Renewal
package import Screens
import Synchronization

/// What workers, drivers and timers leave for the loop.
package enum LoopMessage: Sendable {
  /// Something happened that the machine handles.
  case event(Event)
  /// A device answered; what pictures it brought are in the vault.
  case answer(RequestID, DeviceAnswer)
  /// The turn that was being written is on disk, or is not.
  case recorded(StoreError?)
  /// The store is open.
  case opened(Store, RecoverySnapshot)
  /// Payments of an interrupted run have their end, as far as the terminal told.
  case settled(Store, RecoverySnapshot)
  /// The store cannot be opened.
  case refused(StoreError)
  /// A live picture changed.
  case redraw
  /// Something came from the desks.
  case desks
  /// The accounts answered a desk; the number is that of its question.
  case deskAccounts(DeskID, question: Int, AccountsAnswer)
  /// The accounts answered a script that wants what waits to be sent.
  case sendAnswered(DeskID, AccountsAnswer)
  /// What was said, with its number, has ended, and how.
  case spoken(Int, VoiceEnd)
  /// An invitation was said, or cut off.
  case invited(VoiceEnd)
  /// A headset was plugged in or out.
  case headset(isIn: Bool)
  /// The voice was tried out.
  case triedVoice(VoiceEnd)
  /// Of what is said with a number a sentence has begun, by its place.
  case speaking(Int, sentence: Int)
  /// The store was tried again after it had refused a fact.
  case tried(RecoverySnapshot?)
  /// A parked case was opened: the answer, and the pictures that were put into the vault for it.
  case resumed(RequestID, StoreAnswer, [PictureID])
  /// The room where the store lies; nothing when it cannot be told.
  case space(StorageSpace?)
  /// The box's day so far; nothing when it could not be read.
  case day(DayFacts?)
  /// The store was compared with its journal; nothing when it could not be.
  case audited(AuditReport?)
  /// What a rehearsal is made of; nothing when none can be made.
  case rehearsal(RehearsalParts?)
}

extension LoopMessage {
  /// Whether it ends the writing of a turn, for which everything else waits.
  var isEndOfWriting: Bool { if case .recorded = self { true } else { false } }
}

/// The one door through which other threads reach the loop.
package final class Mailbox: Sendable {
  private let bell: Bell
  private let arrivals = Mutex<[LoopMessage]>([])

  /// An empty mailbox; within another one, whose loop takes from both, it rings that one's bell.
  package init(within outer: Mailbox? = nil) { bell = outer?.bell ?? Bell() }

  /// Becomes readable when something arrived.
  package var descriptor: Int32 { bell.descriptor }

  /// Leaves something; from any thread.
  package func post(_ arrival: LoopMessage) {
    let isFirst = arrivals.withLock { waiting in
      waiting.append(arrival)
      return waiting.count == 1
    }
    if isFirst { bell.ring() }
  }

  /// Takes everything out, in order.
  package func drain() -> [LoopMessage] {
    bell.hush()
    return arrivals.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
