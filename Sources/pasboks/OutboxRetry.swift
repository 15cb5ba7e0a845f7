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

  /// How long the box may take to answer, in milliseconds.
  private static let bound = 5000

  func run() throws {
    let reader = try StoreAccess.reader(state: folders.state)
    let waiting = try StoreAccess.telling { () throws(StoreError) in try reader.outbox(now: Today.milliseconds()) }
    guard !waiting.isEmpty else { return Output.line("nothing waits to be sent") }
    let path = socket ?? StaffSocketPlace.ofDesk(folders)
    do throws(StaffSocketFault) {
      try ask(try StaffLine(path: path))
      Output.line("the box sends what waits: \(waiting.count)")
    } catch {
      let exit = DeskCommand.exit(for: error)
      Output.complaint("\(error.message). What waits (\(waiting.count)) is sent when the box starts.")
      throw (exit == .unavailable ? SystemExit.temporary : exit).exit
    }
  }

  private func ask(_ line: StaffLine) throws(StaffSocketFault) {
    line.tell(.send(version: Wire.version))
    let end = steadyMilliseconds() + Self.bound
    while steadyMilliseconds() < end {
      for news in line.news() {
        switch news {
        case .message(.bye): return
        case .message(.refused(let why, let version)):
          Output.complaint(DeskList.words(for: why, version))
          DeskCommand.exit(withError: (why == .full ? SystemExit.temporary : .unavailable).exit)
        case .message(.welcome), .message(.screen), .message(.flags), .message(.queue): break
        case .lost:
          Output.complaint("the box ended the connection")
          DeskCommand.exit(withError: SystemExit.unavailable.exit)
        }
      }
      line.wait(milliseconds: Int32(clamping: end - steadyMilliseconds()))
    }
    Output.complaint("the box does not answer")
    DeskCommand.exit(withError: SystemExit.unavailable.exit)
  }
}
