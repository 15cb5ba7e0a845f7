import ArgumentParser
import Cases
import Glibc
import Renewal
import Runtime

/// `pasboks outbox retry`.
struct OutboxRetry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Have the box send what waits now, instead of after its pause.",
    discussion: """
      Asks the box that runs, over its staff socket, with a supervisor's number and PIN: it offers everything that waits to \
      the authority at once, what was rejected too. `pasboks outbox list` tells what came of it. When no box runs, nothing \
      is asked: what waits is offered when the box starts.

      Examples:
        pasboks outbox retry --by 3001 && sleep 60 && pasboks outbox list

      Ends with 0 when the box sends, or nothing waits; 75 when something waits and no box runs, or this user must wait \
      after wrong PINs; 66 when there is no store or no PIN, 69 when the box does not answer, 77 when its socket is not \
      open to you, or it is not a supervisor's number and PIN.
      """)

  @OptionGroup var store: StoreFolder
  @Option(
    help: .init("The box's staff socket.", discussion: "Otherwise where `run` makes it.", valueName: "path"),
    completion: .file())
  var socket: String?
  @Option(name: .customLong("by"), help: .init("The supervisor's number; their PIN is asked for.", valueName: "number"))
  var supervisor: StaffID

  func run() throws {
    let reader = try StoreAccess.reader(state: store.path)
    let waiting = try StoreAccess.telling { () throws(StoreError) in try reader.outbox(now: Today.milliseconds()) }
    guard !waiting.isEmpty else { return Output.line("nothing waits to be sent") }
    let path = socket ?? StaffSocketPlace.ofDesk(store)
    guard let pin = PINEntry.ask("PIN of \(supervisor)") else { throw Staff.noPIN() }
    do throws(SocketFault) {
      let question = DeskMessage.send(version: Wire.version, staff: supervisor.digits, pin: pin)
      try StaffClient(path: path).answer(to: question) { $0 == .bye ? () : nil }
      Output.line("the box sends what waits: \(waiting.count)")
    } catch {
      let exit = DeskCommand.exit(for: error)
      Output.complaint("\(error.message). What waits (\(waiting.count)) is sent when the box starts.")
      throw (exit == .unavailable ? SystemExit.temporary : exit).exit
    }
  }
}
