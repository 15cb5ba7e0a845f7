import ArgumentParser
import StrictYAML

/// How commands read the configuration's files.
package enum ConfigurationFiles {
  /// Reads what a command needs; what is wrong with the files (`ConfigurationFaults`) is told on standard error, with what that means for the
  /// command, if anything, and ends the program.
  package static func reading<Result>(_ read: () throws -> Result, orElse meaning: String? = nil) throws -> Result {
    do {
      return try read()
    } catch let error as ConfigurationFaults {
      for fault in error.faults { Output.complaint(fault.description) }
      if let meaning { Output.complaint(meaning) }
      throw SystemExit.configuration.exit
    }
  }
}
