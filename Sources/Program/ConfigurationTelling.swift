import ArgumentParser
import StrictYAML

/// Faults of the configuration, told on standard error.
package enum ConfigurationTelling {
  /// Tells what is wrong with the files (`ConfigurationFaults`), and ends the program.
  package static func telling<Result>(_ read: () throws -> Result) throws -> Result {
    do {
      return try read()
    } catch let error as ConfigurationFaults {
      for fault in error.faults { Output.complaint("\(fault)") }
      throw SystemExit.configuration.exit
    }
  }
}
