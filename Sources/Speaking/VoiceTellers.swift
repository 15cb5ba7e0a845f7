package import Runtime

/// Whom it is told how far a voice is with what it was given to say, phrase by phrase.
package struct VoiceTellers: Sendable {
  /// Something to be told, once nothing is locked any more.
  package typealias Telling = @Sendable () -> Void

  private struct Teller {
    /// How many of its phrases have not ended.
    var left: Int
    let began: @Sendable (Int) -> Void
    /// How the worst of those that have ended did.
    var end = VoiceEnd.said
    let ended: @Sendable (VoiceEnd) -> Void
  }

  private var tellers: [Int: Teller] = [:]
  private var count = 0

  /// Nothing was given to be said.
  package init() {}

  /// So many phrases were given to be said; their number.
  package mutating func add(
    phrases: Int, began: @escaping @Sendable (Int) -> Void, ended: @escaping @Sendable (VoiceEnd) -> Void
  ) -> Int {
    count += 1
    tellers[count] = Teller(left: phrases, began: began, ended: ended)
    return count
  }

  /// The phrase at a place begins.
  package func begin(_ number: Int, place: Int) -> [Telling] {
    guard let teller = tellers[number] else { return [] }
    return [{ teller.began(place) }]
  }

  /// A phrase has ended, or never began.
  package mutating func end(_ number: Int, _ end: VoiceEnd) -> [Telling] {
    guard var teller = tellers[number] else { return [] }
    teller.left -= 1
    teller.end = max(teller.end, end)
    tellers[number] = teller.left == 0 ? nil : teller
    guard teller.left == 0 else { return [] }
    let (ended, worst) = (teller.ended, teller.end)
    return [{ ended(worst) }]
  }
}
