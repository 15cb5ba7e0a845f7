import ArgumentParser
import Logging
package import PageScanner
import Renewal
import Runtime

/// `pasboks driver scanner`.
struct DriverScanner: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scanner",
    abstract: "Drive a page reader that sends the machine readable zone.",
    discussion: """
      Serves pasboks-driver/1 on the socket that systemd hands over, or on --socket. The reader is a serial line (8 bits, no \
      parity, 1 stop bit), or a keyboard that types what it reads, set to an American one; name it by /dev/serial/by-id or \
      /dev/input/by-id, where its name stays the same. A keyboard is seized: nobody else hears what it types. Chips are \
      not read: an officer looks at each passport.

      A pipe in the device's place takes what another process writes: characters, or with --events what was recorded by \
      `cat /dev/input/event5`.

      Examples:
        pasboks driver scanner /dev/serial/by-id/usb-ACME_OCR640_0001-if00
        pasboks driver scanner --speed 115200 /dev/ttyUSB0
        pasboks driver scanner /dev/input/by-id/usb-ACME_OCR310-event-kbd
        pasboks driver scanner --socket /tmp/documentReader /tmp/zone
      """)

  @Option(help: .init("Make the socket here; without it systemd hands one over.", valueName: "path")) var socket:
    String?
  @OptionGroup var line: PageReaderLine
  @Argument(help: .init("Where the reader is.", valueName: "path")) var path: String

  func validate() throws { _ = try line.settings(path) }

  func run() throws {
    let log = Journal.logger(driver: .documentReader)
    let scanner = PageScanner(try line.settings(path), scheduler: SystemScheduler()) { log.notice("\($0)") }
    try DriverServing.serve(scanner, firmware: "MRZ, \(ProgramVersion.name)", at: socket)
  }
}

/// How a page reader sends what it reads.
package struct PageReaderLine: ParsableArguments {
  @Option(
    help: .init("How fast a serial line is: 9600, 19200, 38400, 57600 or 115200.", valueName: "bits a second"))
  var speed = PageScannerSettings.Speed.b9600.rawValue
  @ArgumentParser.Flag(help: "What comes through a pipe are events of a keyboard.") var events = false

  /// What the command line says.
  package init() {}

  /// The reader at a path; faults are told as those of the command line.
  package func settings(_ path: String) throws -> PageScannerSettings {
    guard let speed = PageScannerSettings.Speed(rawValue: speed) else {
      let all = PageScannerSettings.Speed.allCases.map { String($0.rawValue) }
      throw ValidationError("--speed takes \(all.dropLast().joined(separator: ", ")) or \(all.last ?? "").")
    }
    guard path.hasPrefix("/") else {
      throw ValidationError(
        "A page reader is named by its whole path, from the root, such as /dev/ttyACM0 or /dev/input/event5; `ls /dev/serial/by-id /dev/input/by-id` lists them."
      )
    }
    return PageScannerSettings(path: path, speed: speed, pipeHasEvents: events)
  }
}
