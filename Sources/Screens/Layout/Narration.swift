/// What a screen says by ear, made of the same page as the picture, and apart by what it is for.
///
/// Personal values are replaced by neutral words, and typed digits only counted.
package struct Narration: Hashable, Sendable {
  /// What somebody says to the citizen just now.
  package var message: [String]
  /// Where one is: the step and the heading. As long as that stays the same, only what is new is said.
  package var place: [String]
  /// What the screen is about, in reading order.
  package var body: [String]
  /// What each key does, for who does not know it yet.
  package var keys: [String]

  /// A screen that says so.
  package init(message: [String] = [], place: [String] = [], body: [String] = [], keys: [String] = []) {
    self.message = message
    self.place = place
    self.body = body
    self.keys = keys
  }

  /// What is said of a screen to who knows the keys.
  package var content: [String] { message + place + body }

  /// All of it, in order.
  package var all: [String] { content + keys }
}
