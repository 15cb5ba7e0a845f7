package import ArgumentParser

/// How the program ends, by the numbers of `sysexits.h`, so that scripts and systemd can tell one reason from another.
package enum SystemExit: Int32 {
  /// The command line is wrong.
  case usage = 64
  /// What was given to inspect has faults.
  case data = 65
  /// A file that was named, or standard input, is not there.
  case noInput = 66
  /// A device, the terminal or another service is not there.
  case unavailable = 69
  /// Our bug.
  case software = 70
  /// The disk does not take what must last.
  case inputOutput = 74
  /// Another box holds the state; try again later.
  case temporary = 75
  /// A driver breaks its protocol.
  case `protocol` = 76
  /// A file or folder belongs to somebody else, or is open to others.
  case noPermission = 77
  /// The configuration has faults.
  case configuration = 78

  /// What a command throws to end like this.
  package var exit: ExitCode { ExitCode(rawValue) }
}
