import ArgumentParser
import Glibc

/// `pasboks-world`, which lies beside this program and has the simulated world in it.
enum WorldProgram {
  private static let name = "pasboks-world"

  /// Where it is; nothing where it is not installed.
  static var path: String? {
    guard let folder = ConfigurationFolder.executable?.split(separator: "/").dropLast().joined(separator: "/") else {
      return nil
    }
    let path = "/\(folder)/\(name)"
    return access(path, X_OK) == 0 ? path : nil
  }

  /// Becomes that program, with the same words on its command line; returns only where it cannot.
  static func become() -> ExitCode {
    guard let path else {
      Output.complaint("this needs the simulated world, and \(name) does not lie beside this program; install it")
      return SystemExit.unavailable.exit
    }
    let words: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) } + [nil]
    execv(path, words)
    Output.complaint("\(path) does not start: \(String(cString: strerror(errno)))")
    return SystemExit.unavailable.exit
  }

  /// `pasboks world`, which is that program's.
  struct World: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "world", abstract: "Play the simulated devices of a box that runs elsewhere (pasboks-world).")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []
    func run() throws { throw WorldProgram.become() }
  }

  /// `pasboks replay`, which is that program's.
  struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay", abstract: "Step through a recorded demonstration, forwards and back (pasboks-world).")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []
    func run() throws { throw WorldProgram.become() }
  }
}
