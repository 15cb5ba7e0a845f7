package import Renewal

/// How long the outbox rests after rounds in which the authority was not reached.
package enum SendPauses {
  /// The longest pause before jitter: the first is 30 s, and each is twice the one before, up to this.
  package static let longest = Milliseconds.seconds(3600)

  /// The pause after so many rounds in a row, from 1; `jitter`, 0 to 999 thousandths, shortens it by up to a quarter, so that many
  /// boxes do not come back to an authority all at once.
  package static func pause(after rounds: Int, jitter: Int) -> Milliseconds {
    let whole = min(30_000 << min(max(rounds - 1, 0), 7), longest.count)
    return Milliseconds(whole - whole * min(max(jitter, 0), 999) / 4000)
  }

  /// A jitter that follows from a dossier's idempotency key, so that boxes differ and a simulation does not (FNV-1a).
  package static func jitter(of key: String, after rounds: Int) -> Int {
    let text = "\(key) \(rounds)"
    let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return Int((hash >> 16) % 1000)
  }
}
