import ArgumentParser
import Renewal
import SimulatedDevices

/// `pasboks run`: the box on this terminal.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Open the box on this terminal.",
    discussion: """
      The box takes the whole terminal and runs until it is told to stop (SIGTERM). Its devices are simulated: a \
      scenario tells who comes and what happens to them. A second box on the same state is refused.

      --training plays all scenarios one after the other, for staff to learn from: the welcome screen tells which one it \
      is and what to type, and every screen is marked. It has a store of its own in the folder `training` of the state \
      folder, made anew at each start, with the accounts of the demonstration; it touches nothing else, and runs where \
      `demonstration` is false too. --scenario begins with another one than the first.

      The log goes to the journal under systemd, otherwise to standard error; when that is a terminal, which the box draws \
      on, to pasboks.log in the state folder (an exercise's to training.log).

      --record writes what happens in a demonstration into a new file, to be stepped through with `pasboks replay`: keys, \
      answers and timers in their order, people by their keys in the register, and nothing of anybody else, no number, \
      name, PIN, note or picture. When the disk takes no more, the box goes on without it.

      Examples:
        pasboks run
        pasboks run --record visit.jsonl --scenario card-refused
        pasboks run --training
        pasboks run --training --scenario passport-reported-stolen
      """)

  @OptionGroup var folders: Folders

  @Option(
    help: .init("What happens at the box: a file in simulation/scenarios, without its ending.", valueName: "name"),
    completion: .custom { _, _, _ in Simulation.names(in: ConfigurationFolder.found + "/simulation") ?? [] })
  var scenario: String?

  @Option(help: .init("The language before anybody chooses, such as da or en.", valueName: "code"))
  var language: Language?

  @Option(help: .init("How fast simulated people and devices are: 1 is lifelike, 0 is at once.", valueName: "factor"))
  var pace: Double = 1

  @Option(help: "The least that is told in the log; debug tells each turn of the machine, by names and without values.")
  var logLevel: LogLevel = .info

  @ArgumentParser.Flag(name: .customLong("training"), help: "Practise: all scenarios, marked, in a store of their own.")
  var isTraining = false

  @Option(
    help: .init(
      "Write what happens into a new file, for `pasboks replay`; in a demonstration alone.", valueName: "file"),
    completion: .file())
  var record: String?

  @ArgumentParser.Flag(name: .customLong("list-scenarios"), help: "List the scenarios and end.")
  var listsScenarios = false

  /// How slow people and devices may be.
  static let paces = 0.0...10

  func validate() throws {
    guard Self.paces.contains(pace) else { throw ValidationError("--pace takes 0 to 10") }
  }

  func run() throws { try BoxRun(self).run() }
}
