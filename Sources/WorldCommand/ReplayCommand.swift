import ArgumentParser
import Configuration
import Glibc
import PassportRules
import Program
import Recording
import Renewal
import Runtime
import Screens
import SimulatedDevices
import StrictYAML
import Terminal

/// `pasboks replay`: a recorded demonstration, stepped through.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Step through a recorded demonstration, forwards and back.",
    discussion: """
      Takes a file that `pasboks run --record` wrote, gives its events to the machine again, and shows for each the screen, \
      what the box was told to do, and its state. People are the register's of the same key; whatever was typed that is \
      nobody's there is another that is wrong, or right, in the same way. With other rules, another register or another \
      version a replay may depart from what was recorded: it says so, and where.

      Keys: right or Enter the next event, left or - the one before, down and up ten, n and p the next and the previous \
      question on the screen, g and G the first and the last event, 1 2 3 or Tab the screen, the effects, the state, \
      j and k scroll, l hides the line at the bottom, q or Esc ends.

      Examples:
        pasboks run --record visit.jsonl --scenario payment-answer-lost
        pasboks replay visit.jsonl
        pasboks replay --print visit.jsonl | grep paymentTerminal
      """)

  @OptionGroup var configuration: ConfigurationFolder

  @ArgumentParser.Flag(
    name: .customLong("print"), help: "Print each event with its place and its effects, and end.")
  var isPrinted = false

  @Argument(help: .init("The recording.", valueName: "file"), completion: .file())
  var file: String

  func run() throws {
    let recording = try recording()
    let (kiosk, simulation) = try ConfigurationFiles.reading {
      (try KioskConfiguration.read(folder: configuration.path), try Simulation(in: configuration.path))
    }
    let heading = recording.heading
    let conditions = try RecordingConditions(
      configuration.path, simulation, scenario: heading.scenario, on: heading.date)
    let differences = differences(heading, conditions)
    for difference in differences { Output.complaint(difference) }
    if let torn = recording.torn { Output.complaint("\(file): \(torn)") }
    var policy = kiosk.policy
    policy.knownNumbers = simulation.register.numbers
    let replay = Replay(recording, policy: policy, people: conditions.people)
    if isPrinted { return try ReplayListing.print(replay, of: file) }
    try show(replay, kiosk, cpr: try heading.scenario.flatMap { try simulation.typedNumber(in: $0) })
  }

  /// What is not as it was when the recording was made.
  private func differences(_ heading: RecordingHeading, _ now: RecordingConditions) -> [String] {
    var found: [String] = []
    if heading.version != ProgramVersion.name {
      found.append("recorded with \(heading.version), and this is \(ProgramVersion.name): the replay may depart")
    }
    if heading.policy != now.policy {
      found.append("kiosk.yaml or rules.yaml is not the one of the recording: the replay may depart")
    }
    if heading.register != now.register {
      found.append(
        "the simulated register is not the one of the recording: people may be others, and the replay depart")
    }
    return found
  }

  private func recording() throws -> Recording {
    guard let bytes = Self.bytes(of: file) else {
      Output.complaint(
        "\(file): \(String(cString: strerror(errno))); name a file that `pasboks run --record FILE` wrote")
      throw SystemExit.noInput.exit
    }
    do throws(RecordingFault) {
      return try Recording(bytes)
    } catch {
      Output.complaint("\(file): \(error)")
      throw SystemExit.data.exit
    }
  }

  /// The bytes of an ordinary file; nothing when there are none to read, for the reason in `errno`.
  private static func bytes(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var file = stat()
    guard fstat(descriptor, &file) == 0 else { return nil }
    guard file.st_mode & S_IFMT == S_IFREG else {
      errno = EINVAL
      return nil
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      guard count > 0 else { return nil }
      bytes += chunk.prefix(count)
    }
  }

  /// The terminal is the replay's only within this function.
  private func show(_ replay: Replay, _ kiosk: KioskConfiguration, cpr: String?) throws {
    do throws(TerminalFault) {
      let signals = try Signals()
      let display = try TerminalDisplay()
      let heading = replay.recording.heading
      let context = ScreenContext(
        size: Size(columns: heading.columns, rows: heading.rows).clamped, catalogue: kiosk.catalogue,
        library: kiosk.library,
        boxName: kiosk.box, phone: kiosk.phone, contrast: kiosk.theme, capabilities: display.capabilities,
        touch: kiosk.touch,
        secondsLeft: kiosk.policy.waits[.warning].count / 1000,
        demonstration: DemonstrationHint(
          account: DemonstrationAccounts.officer.shown, second: DemonstrationAccounts.supervisor.shown, cpr: cpr),
        isTraining: heading.scenario == nil)
      ReplayTerminalLoop(replay, context, display).run(signals: signals)
    } catch {
      Output.complaint(error.message)
      throw SystemExit.unavailable.exit
    }
  }
}
