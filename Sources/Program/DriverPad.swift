import ArgumentParser
import Glibc
import InputDevices
import Logging
import PenTablet
import Renewal
import Runtime

/// `pasboks driver pad`.
struct DriverPad: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pad",
    abstract: "Drive a signature pad that is a pen tablet to the kernel.",
    discussion: """
      Serves pasboks-driver/1 on the socket that systemd hands over, or on --socket. The pad is an input device; name it by \
      /dev/input/by-id, where its name stays the same. It is seized: nobody else hears what is written. A signature is done \
      when the pen was off the field for --pause.

      A pipe in the device's place takes what another process writes, such as events that were recorded by \
      `cat /dev/input/event5`; its field is given by --size and --extent.

      Examples:
        pasboks driver pad /dev/input/by-id/usb-Wacom_Co._Ltd._Intuos_S-event-mouse
        pasboks driver pad /dev/input/event5 --size 104x65
        pasboks driver pad --socket /tmp/signaturePad --size 100x50 --extent 10000x5000 --pressure 2047 /tmp/pen
      """)

  @Option(help: .init("Make the socket here; without it systemd hands one over.", valueName: "path")) var socket:
    String?
  @Option(
    help: .init("The field in millimetres, where the device says none or a wrong one.", valueName: "width x height"))
  var size: String?
  @Option(help: .init("What a pipe counts across and down the field.", valueName: "x by y")) var extent: String?
  @Option(help: .init("What a pipe counts at the greatest pressure.", valueName: "count")) var pressure: Int32?
  @Option(
    help: .init("How many seconds the pen is off the field when a signature is done, 1 to 10.", valueName: "seconds"))
  var pause = 3
  @Argument(help: .init("Where the pad is.", valueName: "path")) var path: String

  /// Two numbers with an x between them.
  private static func sides(_ text: String) -> (Double, Double)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1], width.isFinite, height.isFinite else {
      return nil
    }
    return (width, height)
  }

  private func given() throws -> TabletField.Size? {
    guard let size else { return nil }
    guard let (width, height) = Self.sides(size), let given = TabletField.Size(width: width, height: height) else {
      throw ValidationError("--size takes millimetres such as 104x65, each 20 to 320.")
    }
    return given
  }

  private func pipe() throws -> TabletField? {
    guard let extent else { return nil }
    let counts = Int32(100)...1_000_000
    guard let (across, down) = Self.sides(extent), let x = Int32(exactly: across), let y = Int32(exactly: down),
      counts.contains(x), counts.contains(y)
    else { throw ValidationError("--extent takes two whole numbers such as 10000x5000, each 100 to 1000000.") }
    if let pressure, pressure < 1 { throw ValidationError("--pressure takes a whole number such as 2047, 1 or more.") }
    guard let size = try given() else { throw ValidationError("--extent needs --size.") }
    return TabletField(
      across: InputAxis(least: 0, most: x), down: InputAxis(least: 0, most: y),
      pressure: pressure.map { InputAxis(least: 0, most: $0) }, size: size)
  }

  func validate() throws {
    _ = try given()
    _ = try pipe()
    guard (1...10).contains(pause) else { throw ValidationError("--pause takes 1 to 10 seconds.") }
    var status = stat()
    if extent == nil, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
      throw ValidationError("A pipe has no field of its own: give it by --size and --extent.")
    }
    guard path.hasPrefix("/") else {
      throw ValidationError("A pad is a path such as /dev/input/event5; `ls /dev/input/by-id` lists them.")
    }
  }

  func run() throws {
    let log = Journal.logger(driver: .signaturePad)
    let pad = PenTabletDriver(
      path: path, size: try given(), pipe: try pipe(), pause: .seconds(pause), scheduler: SystemScheduler()
    ) { log.notice("\($0)") }
    try DriverServing.serve(pad, firmware: "evdev, \(ProgramVersion.name)", at: socket)
  }
}
