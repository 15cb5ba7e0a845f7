import ArgumentParser
import Glibc
import Logging
import NIOPosix
import StrictYAML
import Uplink

/// The program `pasboks-uplink`.
@main
struct UplinkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pasboks-uplink",
    abstract: "The box's way to the authority: the one process of a box that has the network.",
    discussion: """
      Asks the authority's register and hands sealed dossiers over, as the box says on a Unix socket, by pasboks-authority/1 over HTTPS with TLS 1.3 \
      and certificates on both sides. It cannot read a dossier, and keeps nothing.

      Settings are in uplink.yaml:
        authority: https://pas.example.dk:8443
        trust: /etc/pasboks-uplink/issuer.pem     # who vouches for the authority
        certificate: /etc/pasboks-uplink/box.pem  # the box's own
        key: /etc/pasboks-uplink/box.key
        questionSeconds: 15                       # may be left out, as the next
        dossierSeconds: 100

      A file that is named without a / is a credential of the unit. Files that change are read again without a new start.
      """,
    version: "pasboks-uplink 0.1",
    subcommands: [UplinkRun.self, UplinkLook.self])
}

/// Where the settings are.
struct SettingsFile: ParsableArguments {
  @Option(help: .init("The settings.", valueName: "file"), completion: .file()) var settings: String?

  func read() throws -> UplinkSettings {
    let folder = getenv("CONFIGURATION_DIRECTORY").map { String(cString: $0) } ?? "/etc/pasboks-uplink"
    let path = settings ?? "\(folder)/uplink.yaml"
    do {
      return try UplinkSettings(
        yaml: try ConfigurationText.read(path), file: path,
        credentials: getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) })
    } catch {
      Output.complaint("\(error)")
      throw ExitCode(78)
    }
  }
}

/// `pasboks-uplink run`.
struct UplinkRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Serve the box until the end.",
    discussion: """
      Started by systemd it takes the socket that it is passed (pasboks-uplink.socket); otherwise it makes one with --socket.

      Ends with 64 without a socket, 78 when the settings have faults.
      """)

  @OptionGroup var file: SettingsFile
  @Option(help: .init("The socket to make.", valueName: "path"), completion: .file()) var socket: String?

  func run() async throws {
    let settings = try file.read()
    let log = Logger(label: "pasboks-uplink") { _ in StatusLog(hasPriorities: getenv("JOURNAL_STREAM") != nil) }
    for gap in UplinkMemory.protect() { log.warning("memory is not protected", metadata: ["REASON": "\(gap)"]) }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let uplink = Uplink(settings, on: group, log: log) { time(nil) }
    let server = UplinkSocket(try descriptor(), uplink, on: group, log: log)
    defer { server.close() }
    log.notice("serving", metadata: ["AUTHORITY": "\(settings.authority.url)"])
    while true {
      await uplink.look()
      try await Task.sleep(for: .seconds(300))
    }
  }

  private func descriptor() throws -> Int32 {
    let names = ["LISTEN_PID", "LISTEN_FDS"]
    let environment = names.reduce(into: [:]) { $0[$1] = getenv($1).map { String(cString: $0) } }
    do throws(UplinkSocketFault) {
      if let passed = try UplinkSocket.passed(environment) { return passed }
      if let socket { return try UplinkSocket.make(socket) }
    } catch {
      Output.complaint("\(error)")
      throw ExitCode(71)
    }
    Output.complaint("no socket was passed: name one with --socket")
    throw ExitCode(64)
  }
}

/// `pasboks-uplink check`.
struct UplinkLook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Tell what is wrong: settings, certificates, the way to the authority.",
    discussion:
      "Ends with 0 when all is well, 75 when a certificate ends within 30 days, 77 when a file cannot be used, 69 when the authority is not there, 78 when the settings have faults."
  )

  @OptionGroup var file: SettingsFile

  func run() async throws {
    let check = await UplinkCheck(
      try file.read(), on: MultiThreadedEventLoopGroup(numberOfThreads: 1), now: time(nil))
    for line in check.lines { Output.line(line) }
    switch check.verdict {
    case .well: return
    case .expiring: throw ExitCode(75)
    case .unusable: throw ExitCode(77)
    case .unreachable: throw ExitCode(69)
    }
  }
}

/// Standard output and standard error, a line each.
enum Output {
  static func line(_ text: String) { write("\(text)\n", to: 1) }
  static func complaint(_ text: String) { write("pasboks-uplink: \(text)\n", to: 2) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, &bytes, bytes.count)
  }
}
