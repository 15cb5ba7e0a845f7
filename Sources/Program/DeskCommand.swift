import ArgumentParser
import Renewal
import Runtime
import Terminal

/// `pasboks desk`: a librarian's desk, in any terminal.
struct DeskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk",
    abstract: "Help citizens from this terminal: the queue, a case, and what the citizen sees.",
    discussion: """
      Connects to the box that runs on this machine, over its staff socket, and shows what the box shows for staff; over \
      ssh too. Members of the socket's group may connect; who you are says your PIN.

      --list needs no PIN and tells nothing personal: each flag's severity and code, the step, the case's number, its age \
      in minutes, and whether a desk has it.

      Keys: numbers choose, 0 the next flag, Enter on, Backspace or - back, Esc or / log out and leave.
      """)

  @OptionGroup var store: StoreFolder

  @Option(
    help: .init(
      "The box's staff socket.",
      discussion: "Otherwise staff.sock in --state's folder, or $RUNTIME_DIRECTORY/staff.sock, or the installed box's.",
      valueName: "path"),
    completion: .file())
  var socket: String?

  @Option(help: "The colours of this desk.") var theme: Presentation.Contrast = .light

  @ArgumentParser.Flag(help: "Print the queue and end.")
  var list = false

  @Option(help: "How --list prints it.") var format: DeskListFormat = .text

  func run() throws {
    try OpenFiles.raise()
    let path = socket ?? StaffSocketPlace.ofDesk(store)
    if list { return try DeskList.print(from: path, as: format) }
    _ = ProcessMemory.protect()
    do throws(SocketFault) {
      let line = try StaffClient(path: path)
      try sit(at: path, line)
    } catch {
      Output.complaint(error.message)
      throw Self.exit(for: error).exit
    }
  }

  /// The terminal is the desk's only within this function.
  private func sit(at path: String, _ line: StaffClient) throws(SocketFault) {
    let end: DeskTerminalLoop.End
    do throws(TerminalFault) {
      let signals = try Signals()
      let display = try TerminalDisplay()
      // The desk says at once what its terminal shows.
      display.settle()
      end = DeskTerminalLoop(
        path: path, line: line, display: display, contrast: theme
      ).run(signals: signals)
    } catch {
      Output.complaint(error.message)
      Self.exit(withStatus: SystemExit.unavailable)
    }
    switch end {
    case .left: return
    case .refused(let why, let version):
      Output.complaint(StaffClient.words(for: why, version))
      Self.exit(withStatus: StaffClient.exit(for: why))
    }
  }

  private static func exit(withStatus status: SystemExit) -> Never { exit(withError: status.exit) }

  /// How the program ends when the box cannot be reached.
  static func exit(for fault: SocketFault) -> SystemExit {
    switch fault {
    case .forbidden: .noPermission
    case .pathTooLong: .usage
    case .inUse, .notASocket, .nobody, .system: .unavailable
    }
  }
}
