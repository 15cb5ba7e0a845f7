import ArgumentParser
import Foundation
import Logging
import PageScanner
import PassportChip
import PassportReader
import Program
import Renewal
import Runtime
import SmartCards

/// Which reader of chips.
struct ChipReaderName: ParsableArguments {
  @Option(
    name: .customLong("reader"),
    help: .init("Letters of the chip reader's name, as pcscd has it; otherwise the first one.", valueName: "letters"))
  var letters = ""
}

/// `pasboks-passport driver`.
struct DriverPassport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "driver",
    abstract: "Drive a document reader: a page reader for the zone, and a reader of chips.",
    discussion: """
      Serves pasboks-driver/1 on the socket that systemd hands over, or on --socket. --page names a page reader that sends the \
      machine readable zone, a serial line or a keyboard, as `pasboks driver scanner` has it; without one the box brings the zone \
      from a hand-held reader. The chip is read by a process of its own, and the reader of chips is one that pcscd knows.

      Examples:
        pasboks driver passport --page /dev/serial/by-id/usb-ACME_OCR640_0001-if00
        pasboks driver passport --reader 'ACME Contactless' --socket /tmp/documentReader
      """)

  @OptionGroup var reader: ChipReaderName
  @OptionGroup var certificates: CertificateFolder
  @Option(help: .init("Where the page reader is.", valueName: "path")) var page: String?
  @OptionGroup var line: PageReaderLine
  @Option(help: .init("Make the socket here; without it systemd hands one over.", valueName: "path")) var socket:
    String?

  func validate() throws { _ = try page.map(line.settings) }

  func run() throws {
    let log = Journal.logger(driver: .documentReader)
    let scheduler = SystemScheduler()
    let (known, complaints) = certificates.read()
    for complaint in complaints { log.error("\(complaint)") }
    log.notice("certificates of a state: \(known.certificates.count)")
    let pages = try page.map(line.settings).map { PageScanner($0, scheduler: scheduler) { log.notice("\($0)") } }
    let letters = reader.letters
    let chips = PassportReader.Chips.read(
      by: [ReadChip.configuration.commandName ?? "", "--reader", letters, "--certificates", certificates.path]
    ) { tell in
      Thread.detachNewThread { CardStation(named: letters).watch { tell($0.told) } }
    }
    let driver = PassportReader(pages: pages, chips: chips, scheduler: scheduler) { log.notice("\($0)") }
    try DriverServing.serve(driver, firmware: "PC/SC, \(ProgramVersion.name)", at: socket)
  }
}

extension CardStation.News {
  /// As the driver's dialogue has it.
  fileprivate var told: PassportDialogue.Station {
    switch self {
    case .noService: .noService
    case .noReader: .noReader
    case .reader(let liesThere): .reader(liesThere: liesThere)
    }
  }
}
