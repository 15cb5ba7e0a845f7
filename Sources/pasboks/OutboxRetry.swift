import ArgumentParser
import Cases
import Glibc
import Runtime

/// `pasboks outbox retry`.
struct OutboxRetry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Have the box send what waits now, instead of after its pause.",
    discussion: """
      Asks the box that runs, over its staff socket: it offers everything that waits to the authority at once, what was \
      rejected too. `pasboks outbox list` tells what came of it. When no box runs, nothing is asked: what waits is \
      offered when the box starts.

      Examples:
        pasboks outbox retry && sleep 60 && pasboks outbox list

      Ends with 0 when the box sends, or nothing waits; 75 when something waits and no box runs; 66 when there is no \
      store, 69 when the box does not answer, 77 when its socket is not open to you.
      """)

  @OptionGroup var folders: Folders
  @Option(help: .init("The box's staff socket.", discussion: "Otherwise where `run` makes it.", valueName: "path"))
  var socket: String?

  func run() throws {
    let reader = try StoreAccess.reader(state: folders.state)
    let waiting = try StoreAccess.telling { () throws(StoreError) in try reader.outbox(now: Today.milliseconds()) }
    guard !waiting.isEmpty else { return Output.line("nothing waits to be sent") }
    let path = socket ?? StaffSocketPlace.ofDesk(folders)
    do throws(StaffSocketFault) {
      try StaffLine(path: path).answer(to: .send(version: Wire.version)) { $0 == .bye ? () : nil }
      Output.line("the box sends what waits: \(waiting.count)")
    } catch {
      let exit = DeskCommand.exit(for: error)
      Output.complaint("\(error.message). What waits (\(waiting.count)) is sent when the box starts.")
      throw (exit == .unavailable ? SystemExit.temporary : exit).exit
    }
  }
}
