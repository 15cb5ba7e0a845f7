import ArgumentParser
import Glibc

/// Another program of the house, which lies beside this one: what a library may leave out, or what the box may not have in it.
struct SiblingProgram {
  /// This program with the simulated world in it.
  static let world = SiblingProgram(name: "pasboks-world", purpose: "the simulated world")
  /// The box's way to the authority, which has the network.
  static let uplink = SiblingProgram(name: "pasboks-uplink", purpose: "the way to the authority")
  /// What reads the chips of passports.
  static let passport = SiblingProgram(name: "pasboks-passport", purpose: "the reader of chips")
  /// A small authority to try a box against.
  static let authority = SiblingProgram(name: "pasboks-authority", purpose: "the authority to try a box against")

  let name: String
  /// What it is needed for, as a sentence goes on after “this needs”.
  private let purpose: String

  /// Where it is; nothing where it is not installed.
  var path: String? {
    guard let folder = ConfigurationFolder.executable?.split(separator: "/").dropLast().joined(separator: "/") else {
      return nil
    }
    let path = "/\(folder)/\(name)"
    return access(path, X_OK) == 0 ? path : nil
  }

  /// What is told where it is not installed.
  var absence: String { "this needs \(purpose), and \(name) does not lie beside this program; install it" }

  /// Becomes that program, with these words on its command line, this program's own unless others are given; returns only where it cannot.
  func become(_ words: [String] = Array(CommandLine.arguments.dropFirst())) -> ExitCode {
    guard let path else {
      Output.complaint(absence)
      return SystemExit.unavailable.exit
    }
    let arguments: [UnsafeMutablePointer<CChar>?] = ([CommandLine.arguments[0]] + words).map { strdup($0) } + [nil]
    execv(path, arguments)
    Output.complaint("\(path) does not start: \(String(cString: strerror(errno)))")
    return SystemExit.unavailable.exit
  }

  /// `pasboks world`, which is `pasboks-world world`.
  struct World: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "world", abstract: "Play the simulated devices of a box that runs elsewhere (pasboks-world).")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []
    func run() throws { throw SiblingProgram.world.become() }
  }

  /// `pasboks replay`, which is `pasboks-world replay`.
  struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay", abstract: "Step through a recorded demonstration, forwards and back (pasboks-world).")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []
    func run() throws { throw SiblingProgram.world.become() }
  }

  /// `pasboks uplink`, which is `pasboks-uplink`.
  struct Uplink: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "uplink", abstract: "The box's way to the authority, a process of its own (pasboks-uplink).")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []
    func run() throws { throw SiblingProgram.uplink.become(words) }
  }

  /// `pasboks driver passport`, which is `pasboks-passport driver`.
  struct PassportDriver: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "passport", abstract: "Drive a document reader with chips (pasboks-passport driver).")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []
    func run() throws { throw SiblingProgram.passport.become(["driver"] + words) }
  }

  /// `pasboks inspect chip`, which is `pasboks-passport inspect`.
  struct InspectChip: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "chip", abstract: "What is found in a passport's chip (pasboks-passport inspect).")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []
    func run() throws { throw SiblingProgram.passport.become(["inspect"] + words) }
  }

  /// `pasboks authority`, which is `pasboks-authority`.
  struct Authority: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "authority", abstract: "A small authority to try a box against (pasboks-authority).")
    @Argument(parsing: .captureForPassthrough) var words: [String] = []
    func run() throws { throw SiblingProgram.authority.become(words) }
  }
}
