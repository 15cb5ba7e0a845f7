import ArgumentParser
import DeviceLines
import Logging
import ReceiptPrinter
import Renewal
import Runtime

/// `pasboks driver printer`.
struct DriverPrinter: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "printer",
    abstract: "Drive a receipt printer that speaks ESC/POS.",
    discussion: """
      Serves pasboks-driver/1 on the socket that systemd hands over, or on --socket. The printer is a device file or an \
      address in figures with a port, 9100 unless it is named. A receipt counts as printed when the printer said so \
      after the cut; nothing of it is kept or logged.

      Examples:
        pasboks driver printer /dev/usb/lp0
        pasboks driver printer 192.0.2.7:9100 --columns 42 --code raster
        pasboks driver printer --socket /tmp/receiptPrinter 127.0.0.1:9100
      """)

  @Option(help: .init("Make the socket here; without it systemd hands one over.", valueName: "path")) var socket:
    String?
  @Option(help: .init("How wide the paper is: 32, 42 or 48 characters.", valueName: "count")) var columns = 48
  @Option(help: .init("The number by which the printer knows code page 1252.", valueName: "number"))
  var codePage = ReceiptPrinterSettings.usualCodePage
  @ArgumentParser.Flag(help: "The printer has no cutter.") var uncut = false
  @Option(help: "How a QR code is made: by the printer, or as a picture.") var code = ReceiptPrinterSettings.Code.native
  @Argument(help: .init("Where the printer is.", valueName: "place")) var place: String

  private func settings() throws -> ReceiptPrinterSettings {
    guard let place = DevicePlace(place, usualPort: ReceiptPrinterSettings.usualPort) else {
      throw ValidationError("A place is a path such as /dev/usb/lp0, or an address in figures such as 192.0.2.7:9100.")
    }
    guard let columns = ReceiptPrinterSettings.Columns(rawValue: columns) else {
      throw ValidationError("--columns takes 32, 42 or 48.")
    }
    return ReceiptPrinterSettings(place: place, columns: columns, codePage: codePage, cuts: !uncut, code: code)
  }

  func validate() throws { _ = try settings() }

  func run() throws {
    let log = Journal.logger(driver: .receiptPrinter)
    let printer = EscPosPrinter(try settings(), scheduler: SystemScheduler()) { log.notice("\($0.words)") }
    try DriverServing.serve(printer, firmware: "ESC/POS, \(ProgramVersion.name)", at: socket)
  }
}

extension ReceiptPrinterSettings.Code: ExpressibleByArgument {}
