import CSmartCards
import Glibc
package import PassportChip
import Synchronization

/// A reader of chips behind the PC/SC service (pcscd), watched and asked.
package final class CardStation: Sendable {
  /// What is so at the reader.
  package enum News: Hashable, Sendable {
    /// The service does not answer.
    case noService
    /// No reader, or none of this name.
    case noReader
    /// A reader is there, and whether something lies on it.
    case reader(liesThere: Bool)
  }

  /// How long nothing is done when there is no service, in seconds: a service that is started anew takes about that.
  private static let pause: UInt32 = 1
  /// How long it is waited for a change before it is looked anew, in milliseconds.
  private static let patience: UInt32 = 60_000

  private let letters: String

  /// The first reader with these letters in its name.
  package init(named letters: String) { self.letters = letters }

  /// Tells what is so, and whenever it is otherwise; never returns. On a thread of its own.
  package func watch(_ tell: (News) -> Void) -> Never {
    var told: News?
    func say(_ news: News) {
      if told != news { tell(news) }
      told = news
    }
    while true {
      var service = 0
      if sc_open(&service) == sc_done {
        watch(service, say)
        sc_close(service)
      } else {
        say(.noService)
      }
      sleep(Self.pause)
    }
  }

  /// Until the service or the reader is gone.
  private func watch(_ service: Int, _ say: (News) -> Void) {
    var name = [CChar](repeating: 0, count: Int(SC_LONGEST_NAME))
    switch sc_find_reader(service, letters, &name) {
    case sc_done: break
    case sc_no_reader:
      say(.noReader)
      _ = sc_await_reader(service, Self.patience)
      return
    default: return say(.noService)
    }
    var lies = false
    _ = sc_await_card(service, name, &lies, 0)
    while true {
      say(.reader(liesThere: lies))
      switch sc_await_card(service, name, &lies, Self.patience) {
      case sc_done, sc_waited: break
      case sc_no_reader: return say(.noReader)
      default: return say(.noService)
      }
    }
  }

  /// Works with the chip that lies on the reader.
  package func withChip<Value>(_ work: (CardLine) -> Value) throws(ChipLineFault) -> Value {
    var service = 0
    guard sc_open(&service) == sc_done else { throw .readerLost }
    defer { sc_close(service) }
    var name = [CChar](repeating: 0, count: Int(SC_LONGEST_NAME))
    try check(sc_find_reader(service, letters, &name))
    var card = sc_card()
    try check(sc_connect(service, name, &card))
    defer { sc_disconnect(&card) }
    return work(CardLine(service: service, reader: name, card: card))
  }
}

/// A chip that lies on a reader.
package struct CardLine: ChipLine {
  fileprivate let service: Int
  fileprivate let reader: [CChar]
  fileprivate let card: sc_card

  package var takesLongCommands: Bool {
    withUnsafeBytes(of: card.atr) { ChipCapabilities(atr: Array($0.prefix(card.atr_count))).takesLongCommands }
  }

  package func transmit(_ command: [UInt8]) throws(ChipLineFault) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: Int(SC_LONGEST_ANSWER))
    var count = 0
    var card = card
    try check(sc_transmit(service, reader, &card, command, command.count, &out, &count))
    return Array(out.prefix(count))
  }
}

private func check(_ status: sc_status) throws(ChipLineFault) {
  switch status {
  case sc_done: break
  case sc_taken_away: throw .takenAway
  case sc_no_service, sc_no_reader: throw .readerLost
  default: throw .silent
  }
}
