import ArgumentParser
import CKeeper
import Glibc

/// `pasboks keep`: what the box starts its programs with, and no command for people.
struct KeepCommand: ParsableCommand {
  /// The word on the command line.
  static let name = "keep"

  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Keep a program and all that it starts; the box's own.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough) var words: [String] = []

  func run() throws {
    let bounds = words.prefix(3).compactMap { Int32($0) }
    let program = Array(words.dropFirst(3))
    guard bounds.count == 3, !program.isEmpty else {
      throw ValidationError("The box starts this by itself, for the programs that kiosk.yaml names.")
    }
    let arguments: [UnsafeMutablePointer<CChar>?] = program.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    ck_keep(arguments, ck_bounds(milliseconds: bounds[0], grace: bounds[1], processes: bounds[2]))
  }
}
