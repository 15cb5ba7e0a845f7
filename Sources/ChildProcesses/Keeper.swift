import CKeeper
import Glibc

/// What stands between the box and a program that it starts: the box's own program under another word, which keeps the program and
/// all that it starts.
package enum Keeper {
  /// The word on the command line that makes the program a keeper.
  package static let word = "keep"

  /// Keeps what the words name: milliseconds the program may run and may take to end, the most processes, then the program and its
  /// arguments. Returns only when these are not such words.
  package static func keep(_ words: [String]) {
    let bounds = words.prefix(3).compactMap { Int32($0) }
    let program = Array(words.dropFirst(3))
    guard bounds.count == 3, !program.isEmpty else { return }
    let arguments: [UnsafeMutablePointer<CChar>?] = program.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    ck_keep(arguments, ck_bounds(milliseconds: bounds[0], grace: bounds[1], processes: bounds[2]))
  }
}
