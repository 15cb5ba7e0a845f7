import ArgumentParser
import Cases
import FoundationEssentials
import Glibc
import Logging
import NIOCore
import NIOPosix
import PassportRules
import ReferenceAuthority
import Renewal
import SimulatedDevices
import StrictYAML

/// The program `pasboks-authority`.
@main
struct AuthorityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pasboks-authority",
    abstract: "A small authority for a municipality to try its boxes against; no authority's own program.",
    version: "pasboks-authority 0.1",
    subcommands: [AuthorityServe.self, AuthorityCertificates.self, AuthorityOpen.self])
}

/// `pasboks-authority serve`.
struct AuthorityServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer boxes over HTTPS.",
    discussion: """
      Keeps each dossier once, sealed, as KEY.dossier in the folder. With a private key it takes only what opens. Who is asked about \
      is looked up in a file of invented people, of the form of Config/simulation/register.yaml.

      The word in the file `behaviour` of the folder says how it behaves, and may be changed while it runs: normal, reject, slow, down.

      Examples:
        pasboks-authority make-certificates trial
        pasboks-authority serve dossiers --certificates trial --register Config/simulation/register.yaml
        echo reject > dossiers/behaviour
      """)

  @Argument(help: .init("Where dossiers are kept.", valueName: "folder"), completion: .directory) var folder: String
  @Option(
    help: .init("The folder with authority.pem, authority.key and issuer.pem.", valueName: "folder"),
    completion: .directory)
  var certificates: String
  @Option(help: .init("Invented people.", valueName: "file"), completion: .file()) var register: String?
  @Option(help: .init("The authority's private key, to take only what opens.", valueName: "file"), completion: .file())
  var privateKey: String?
  @Option(help: .init("The address to serve on.", valueName: "address")) var host = "127.0.0.1"
  @Option(help: .init("The port.", valueName: "port")) var port = 8443
  @Option(help: .init("How late a slow authority answers.", valueName: "seconds")) var slow = 30

  func run() async throws {
    let people = try register.map { path in
      try Output.telling(78) { try Register(yaml: try ConfigurationText.read(path), file: path) }
    }
    let key = try privateKey.map { path in try Output.telling(77) { try AuthorityPrivateKey.load(from: path) } }
    let context = try Output.telling(77) {
      try AuthorityServer.context(
        certificate: "\(certificates)/authority.pem", key: "\(certificates)/authority.key",
        boxes: "\(certificates)/issuer.pem")
    }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      Output.complaint("\(folder): \(String(cString: strerror(errno)))")
      throw ExitCode(73)
    }
    let log = Logger(label: "pasboks-authority") { StreamLogHandler.standardError(label: $0) }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let authority = ReferenceAuthority(folder: folder, register: people, privateKey: key) { Self.today() }
    let server = try await Output.telling(69) {
      try await AuthorityServer(
        authority, host: host, port: port, context, slow: .seconds(Int64(slow)), on: group, log: log)
    }
    log.notice("serving", metadata: ["HOST": "\(host)", "PORT": "\(server.port)"])
    try await server.wait()
  }

  private static func today() -> CivilDate {
    var moment = time(nil)
    var parts = tm()
    localtime_r(&moment, &parts)
    return CivilDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday)) ?? .first
  }
}

/// `pasboks-authority make-certificates`.
struct AuthorityCertificates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-certificates", abstract: "Make what box and authority know each other by at a trial.",
    discussion: """
      Writes issuer.pem, authority.pem, authority.key, box.pem and box.key into the folder, good for 90 days; none is written over. The issuer's \
      key is kept nowhere: another pair takes another run, in another folder.
      """)

  @Argument(help: .init("Where they are written; it is made.", valueName: "folder"), completion: .directory) var folder:
    String
  @Option(help: .init("A name or number under which the authority is reached.", valueName: "host"))
  var host = ["localhost", "127.0.0.1"]

  func run() throws {
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      Output.complaint("\(folder): \(String(cString: strerror(errno)))")
      throw ExitCode(73)
    }
    try Output.telling(73) { try TrialFiles.make(in: folder, hosts: host, now: Date()) }
  }
}

/// `pasboks-authority open`.
struct AuthorityOpen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a dossier that was kept, with the authority's private key.",
    discussion: """
      Prints the application as JSON, one line, and then each picture's name and size. It holds everything the citizen gave: use it where \
      that belongs. `pasboks dossier inspect` tells more of the same file.
      """)

  @Argument(help: .init("The sealed dossier.", valueName: "file"), completion: .file()) var file: String
  @Option(help: .init("The authority's private key.", valueName: "file"), completion: .file()) var privateKey: String
  @Option(help: .init("Where the pictures are written to; it is made.", valueName: "folder"), completion: .directory)
  var extract: String?

  func run() throws {
    let key = try Output.telling(77) { try AuthorityPrivateKey.load(from: privateKey) }
    let bytes = try Output.telling(66) { try SealedDossier.read(file) }
    let dossier = try Output.telling(65) { try SealedDossier(bytes: bytes).open(with: key) }
    // Every line's end but the last is outside a text: JSON escapes those within.
    Output.line(String(decoding: dossier.application, as: UTF8.self))
    for piece in dossier.evidence {
      Output.line(JSON.object(["name": .text(piece.name), "size": .integer(piece.bytes.count)]).written)
    }
    if let extract { try Output.telling(73) { try dossier.writePieces(to: extract) } }
  }
}

/// Standard output and standard error, a line each.
enum Output {
  static func line(_ text: String) { write("\(text)\n", to: 1) }
  static func complaint(_ text: String) { write("pasboks-authority: \(text)\n", to: 2) }

  /// Does something; where it fails the reason is told, and the program ends with a number of `sysexits.h`.
  static func telling<Result>(_ code: Int32, _ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch {
      complaint("\(error)")
      throw ExitCode(code)
    }
  }

  /// The same for what is waited for.
  static func telling<Result>(_ code: Int32, _ work: () async throws -> Result) async throws -> Result {
    do {
      return try await work()
    } catch {
      complaint("\(error)")
      throw ExitCode(code)
    }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, &bytes, bytes.count)
  }
}
