package import ArgumentParser
import Runtime

/// The program `pasboks`, in either edition.
package struct PasboksCommand<Own: Edition>: ParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "pasboks",
      abstract: "A box in the library where citizens renew their passport.",
      discussion: """
        A citizen answers questions on a keypad, the box reads the old passport, takes photo, fingerprints and signature, \
        an officer attests, the fee is paid, and the application waits for the authority. With \
        `demonstration: true` in kiosk.yaml people, devices and authority are simulated, by pasboks-world beside it.

        First steps:
          pasboks check                    is everything in order?
          pasboks run                      the box on this terminal
          pasboks run --scenario NAME      with something going wrong
          pasboks flow --format text       every step, and where it leads

        For those who run the box:
          pasboks inspect cpr < numbers    what the rules make of each, as JSON
          pasboks devices                  what each device is at
          pasboks staff list               who may log in
          pasboks report                   the last months in figures
          pasboks outbox list              what waits for the authority
          pasboks backup FOLDER            a sealed copy of the store
          pasboks audit verify             whether the journal is the one that was written
          pasboks purge --dry-run          what is old enough to be deleted

        Keys at the box: 0–9, Enter on, Backspace or - back, Esc or / stop, * or F1 help, + or F2 read aloud again.

        The program ends with 0, or as sysexits has it: 64 usage, 65 faulty data, 66 no input, 69 unavailable, 70 our \
        bug, 74 disk, 75 try later, 76 a driver's protocol, 77 permissions, 78 configuration.
        """,
      version: ProgramVersion.name,
      subcommands: [Run<Own>.self] + Own.worldCommands + [
        DeskCommand.self, Check<Own>.self, Flow.self, Inspect.self, Staff.self,
        ReportCommand.self, AuditCommand.self, PurgeCommand.self, OutboxCommand.self, DossierCommand.self,
        BackupCommand.self, RestoreCommand.self, KeyCommand.self, DevicesCommand.self, DriverCommands.self,
        VoiceCommand.self,
        SiblingProgram.Uplink.self, SiblingProgram.Authority.self, KeepCommand.self,
      ]
    )
  }

  /// A command line that is taken.
  package init() {}

  /// Does what the command line says.
  package static func begin() {
    ProcessMemory.overwriteFreed()
    let words = CommandLine.arguments.dropFirst()
    // These show what is personal.
    if words.first == Run<Own>._commandName || words.first == DeskCommand._commandName { ProcessMemory.bindAtStart() }
    do {
      if words.first == Run<Own>._commandName, let box = BoxRun(plain: words.dropFirst(), simulator: Own.simulator) {
        return try box.run()
      }
      var command = try commandAlone() ?? parseAsRoot()
      try command.run()
    } catch {
      guard let unknown = UnknownCommand(in: Array(words), of: Self.self) else {
        exit(withError: error)
      }
      Output.complaint(unknown.description)
      exit(withError: SystemExit.usage.exit)
    }
  }

  /// The command that the first word names, read without the tree of all others; nothing where its words are not right, or ask for help:
  /// then the whole tree is read, which knows how to tell it.
  private static func commandAlone() -> (any ParsableCommand)? {
    let words = CommandLine.arguments.dropFirst()
    guard let named = configuration.subcommands.first(where: { $0._commandName == words.first }),
      named.configuration.subcommands.isEmpty, let command = try? named.parseAsRoot(Array(words.dropFirst())),
      type(of: command) == named
    else { return nil }
    return command
  }
}
