import ArgumentParser
import ChildProcesses

/// `pasboks keep`: what the box starts its programs with, and no command for people.
struct KeepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Keeper.word, abstract: "Keep a program and all that it starts; the box's own.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough) var words: [String] = []

  func run() throws {
    Keeper.keep(words)
    throw ValidationError("The box starts this by itself, for the programs that kiosk.yaml names.")
  }
}
