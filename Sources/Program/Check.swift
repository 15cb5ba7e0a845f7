import ArgumentParser
import Configuration
import PassportRules
import Renewal
import StrictYAML

/// `pasboks check`: is everything in order for the box to start?
struct Check<Own: Edition>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Check configuration, texts, rules, accounts, terminal and permissions.",
      discussion: """
        Each problem comes with its file and line and what to do. Ends with 0 when the box can start (a look-at is no \
        problem), 78 for the configuration, 77 for permissions, 69 for devices without drivers or the terminal, 65 for accounts \
        or a damaged store.
        """
    )
  }

  @OptionGroup var folders: Folders

  func run() throws {
    var report = CheckReport()
    let configuration = report.checkConfiguration(folders.configuration)
    if let configuration, configuration.isDemonstration {
      // The people and scenarios of a demonstration are read by the program that plays them.
      if let simulator = Own.simulator {
        simulator.check(&report, in: folders.configuration, configuration)
      } else if SiblingProgram.world.path != nil {
        throw SiblingProgram.world.become()
      } else {
        report.problem("simulation", SiblingProgram.world.absence, .unavailable)
      }
    }
    report.checkState(folders.state, configuration)
    report.checkDevices(configuration, state: folders.state)
    if let configuration {
      report.checkPassports(folders.configuration, isDemonstration: configuration.isDemonstration)
    }
    report.checkTerminal()
    report.lines.forEach(Output.line)
    if let exit = report.exit { throw exit.exit }
  }
}

/// What a check has found so far.
package struct CheckReport {
  /// What is printed.
  private(set) var lines: [String] = []
  /// How the program ends: by the first problem found.
  private(set) var exit: SystemExit?

  /// Tells that something is in order.
  package mutating func good(_ area: String, _ text: String) { lines.append("ok      \(area): \(text)") }

  /// Tells something that does not hold the box up.
  package mutating func lookAt(_ area: String, _ text: String) { lines.append("look at \(area): \(text)") }

  /// Tells something that keeps the box from starting.
  package mutating func problem(_ area: String, _ text: String, _ exit: SystemExit) {
    lines.append("PROBLEM \(area): \(text)")
    if self.exit == nil { self.exit = exit }
  }
}

extension CheckReport {
  /// Reads the configuration; nothing when it has faults.
  mutating func checkConfiguration(_ folder: String) -> KioskConfiguration? {
    do throws(ConfigurationFaults) {
      let configuration = try KioskConfiguration.read(folder: folder)
      let languages = configuration.policy.languages.map(\.code).joined(separator: ", ")
      good("configuration", "\(folder), \(configuration.library), \(configuration.box)")
      good("texts", "\(languages)")
      good("rules", "\(configuration.policy.rules.fees.count) fee rows, the newest from \(newestFees(configuration))")
      for warning in configuration.warnings(on: Today.date) { lookAt("configuration", warning.description) }
      return configuration
    } catch {
      for fault in error.faults { problem("configuration", fault.description, .configuration) }
      return nil
    }
  }

  private func newestFees(_ configuration: KioskConfiguration) -> String {
    configuration.policy.rules.newestFeeRow.map(\.validFrom.description) ?? "never"
  }
}
