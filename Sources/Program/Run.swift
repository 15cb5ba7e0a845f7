import ArgumentParser
import Renewal

/// `pasboks run`: the box on this terminal.
struct Run<Own: Edition>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "run",
      abstract: "Open the box on this terminal.",
      discussion: """
        The box takes the whole terminal and runs until it is told to stop (SIGTERM). With `demonstration: true` in \
        kiosk.yaml its devices are simulated: a scenario tells who comes and what happens to them; otherwise they are \
        those that kiosk.yaml names. A second box on the same state is refused.

        --training plays all scenarios one after the other, for staff to learn from: the welcome screen tells which one it \
        is and what to type, and every screen is marked. It has a store of its own in the folder `training` of the state \
        folder, made anew at each start, with the accounts of the demonstration; it touches nothing else, and runs where \
        `demonstration` is false too. --scenario begins with another one than the first.

        The log goes to the journal under systemd, otherwise to standard error; when that is a terminal, which the box draws \
        on, to pasboks.log in the state folder (an exercise's to training.log).

        --world takes the simulated devices that `pasboks world` plays in another terminal, behind the sockets of a folder.

        --record writes what happens in a demonstration into a new file, to be stepped through with `pasboks replay`: keys, \
        answers and timers in their order, people by their keys in the register, and nothing of anybody else, no number, \
        name, PIN, note or picture. When the disk takes no more, the box goes on without it.

        Examples:
          pasboks run
          pasboks run --record visit.jsonl --scenario card-refused
          pasboks run --training
          pasboks run --training --scenario passport-reported-stolen
          pasboks run --world /tmp/devices
        """)
  }

  @OptionGroup var folders: Folders

  @Option(
    help: .init("What happens at the box: a file in simulation/scenarios, without its ending.", valueName: "name"),
    completion: .custom { _, _, _ in
      ScenarioFolder.names(in: ScenarioFolder.path(in: ConfigurationFolder.found)) ?? []
    })
  var scenario: String?

  @Option(help: .init("The language before anybody chooses, such as da or en.", valueName: "code"))
  var language: Language?

  @Option(help: .init("How fast simulated people and devices are: 1 is lifelike, 0 is at once.", valueName: "factor"))
  var pace: Double = 1

  @Option(
    help: .init("The folder of the sockets behind which `pasboks world` plays.", valueName: "folder"),
    completion: .directory)
  var world: String?

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

  func validate() throws {
    guard RunPace.known.contains(pace) else { throw ValidationError("--pace takes 0 to 10") }
  }

  func run() throws { try BoxRun(self).run() }
}

/// How fast simulated people and devices are.
package enum RunPace {
  /// From at once to ten times as slow as life.
  package static let known = 0.0...10
}
