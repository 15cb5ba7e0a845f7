import ArgumentParser
import Devices
import DriverWire
import Foundation
import LogicalDataStructure
import PassportChip
import PassportRules
import PictureDecoding
import Program
import Quality
import Renewal
import Runtime
import SmartCards

/// `pasboks-passport read-chip`, which the driver starts for each chip.
struct ReadChip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-chip",
    abstract:
      "Read one chip for the driver: a command of pasboks-driver/1 on standard input, its completion on standard output.",
    shouldDisplay: false)

  @OptionGroup var reader: ChipReaderName
  @OptionGroup var certificates: CertificateFolder

  func run() throws {
    _ = ProcessMemory.protect()
    // Without the driver nobody waits for the chip, and the next driver wants it.
    let driver = getppid()
    let watcher = DispatchSource.makeTimerSource()
    watcher.setEventHandler { if getppid() != driver { _exit(SystemExit.unavailable.rawValue) } }
    watcher.schedule(deadline: .now(), repeating: .seconds(1))
    watcher.activate()
    defer { watcher.cancel() }
    var frames = DriverFrameReader(longestTail: 0)
    var bytes = (FileHandle.standardInput.readDataToEndOfFile()).map { $0 }[...]
    guard let frame = try? frames.take(&bytes), case .command(let id, .readChip(let zone)) = try? MessageToDriver(frame)
    else {
      Output.complaint("standard input has no command to read a chip: the driver gives one")
      throw SystemExit.usage.exit
    }
    let watch = CommandWatch {
      Self.write(.unanswered, zone, id)
      _exit(0)
    }
    Self.write(ReadPassport.read(zone, reader.letters, certificates.read().certificates, watch), zone, id)
  }

  private static func write(_ reading: ReadPassport, _ zone: [String], _ id: RequestID) {
    FileHandle.standardError.write(Data("\(reading.words)\n".utf8))
    FileHandle.standardOutput.write(Data(MessageFromDriver.completion(id, reading.delivery(zone)).frame.bytes))
  }
}

/// A chip that was read, with its picture.
struct ReadPassport {
  let report: ChipReport
  let zone: [String]
  let picture: RGBPicture?
  let milliseconds: Int

  /// Whether the chip's zone is the one that opened it.
  func agrees(with content: ChipContent) -> Bool {
    MachineReadableZone.read(zone) == MachineReadableZone.read(content.lines)
  }

  /// A chip that left a command without an answer.
  static let unanswered = ReadPassport(
    report: ChipReport(.silent, "a command was not answered"), zone: [], picture: nil, milliseconds: 0)

  /// Reads the chip that lies on a reader.
  static func read(
    _ zone: [String], _ letters: String, _ certificates: StateCertificates, _ watch: CommandWatch
  ) -> ReadPassport {
    let start = ContinuousClock.now
    let report: ChipReport
    if let key = AccessKey(lines: zone) {
      do throws(ChipLineFault) {
        report = try CardStation(named: letters).withChip {
          ChipReader(certificates).read(WatchedLine(line: $0, watch: watch), key)
        }
      } catch {
        report = ChipReport(error)
      }
    } else {
      // What is no zone opens no chip.
      report = ChipReport(.locked, "the zone has a fault")
    }
    var picture: RGBPicture?
    if case .genuine(let content) = report.result {
      picture = content.face?.decoded()
    }
    return ReadPassport(
      report: report, zone: zone, picture: picture, milliseconds: Int((ContinuousClock.now - start) / .milliseconds(1)))
  }

  /// On one line for technicians.
  var words: String {
    guard case .genuine = report.result else { return report.words }
    return report.words
      + (picture.map { ", picture \($0.width) × \($0.height)" } ?? ", a picture that cannot be decoded")
  }

  /// As the box is told.
  func delivery(_ zone: [String]) -> Delivery {
    switch report.result {
    case .genuine(let content): .document(.page(lines: zone, chip: .genuine(content.lines), picture: picture))
    case .failed(let fault): .document(.page(lines: zone, chip: .failed(fault), picture: nil))
    case .readerLost: .answer(.failed(DeviceFault(.disconnected, .reset)))
    }
  }
}
