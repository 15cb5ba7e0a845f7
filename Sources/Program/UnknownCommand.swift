import ArgumentParser
import StrictYAML

/// A word on the command line where a command must stand, and that is none.
struct UnknownCommand {
  /// The word.
  private let word: String
  /// The command whose commands it is none of.
  private let parent: any ParsableCommand.Type
  /// The words that lead to that command, the program's name first.
  private let path: [String]

  /// The first such word among those of a command line; nothing when each names a command as far as commands go.
  init?(in words: [String], of program: any ParsableCommand.Type) {
    var parent = program
    var path = [program._commandName]
    for word in words {
      let commands = Self.commands(of: parent)
      guard !commands.isEmpty, !word.hasPrefix("-") else { return nil }
      // The library's own command tells of another one.
      if word == "help", path.count == 1 { continue }
      guard let command = commands.first(where: { $0._commandName == word }) else {
        self.word = word
        self.parent = parent
        self.path = path
        return
      }
      parent = command
      path.append(word)
    }
    return nil
  }

  private static func commands(of parent: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
    parent.configuration.subcommands
  }
}

extension UnknownCommand: CustomStringConvertible {
  /// What is told of it: the command that is written most like it, or all that there are.
  var description: String {
    let place = path.joined(separator: " ")
    let known = Self.commands(of: parent).filter { $0.configuration.shouldDisplay }.map { $0._commandName }
    let advice =
      Spelling.nearest(to: word, among: known).map { "did you mean “\($0)”?" }
      ?? "there are \(known.joined(separator: ", "))."
    return "“\(word)” is no command of \(place): \(advice) `\(place) --help` tells more."
  }
}
