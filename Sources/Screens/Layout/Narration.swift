/// What a screen says by ear, made of the same page as the picture, and apart by what it is for.
package struct Narration: Hashable, Sendable {
  /// What somebody says to the citizen just now, and what went wrong.
  package var message: [Phrase]
  /// What sounds before that.
  package var signal: Earcon?
  /// Where one is: the step and the heading. As long as that stays the same, only what is new is said.
  package var place: [Phrase]
  /// What the screen is about, in reading order.
  package var body: [Phrase]
  /// What each key does, for who does not know it yet.
  package var keys: [Phrase]

  /// A screen that says so.
  package init(
    message: [Phrase] = [], signal: Earcon? = nil, place: [Phrase] = [], body: [Phrase] = [], keys: [Phrase] = []
  ) {
    self.message = message
    self.signal = signal
    self.place = place
    self.body = body
    self.keys = keys
  }

  /// What is said of a screen to who knows the keys.
  package var content: [Phrase] { message + place + body }

  /// All of it, in order.
  package var all: [Phrase] { content + keys }
}
