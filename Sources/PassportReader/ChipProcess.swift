import Devices
import DriverWire
import Foundation
import Renewal
import Synchronization

/// One reading of a chip in a process of its own: whatever a chip sends is taken apart there, a reading that hangs is ended with it, and what
/// it knew of a passport goes with its memory.
///
/// It gets one command of pasboks-driver/1 on its standard input, and writes the completion on its standard output; what it says on standard
/// error are lines for technicians.
final class ChipProcess: Sendable {
  private let process: Mutex<Process?>

  private init(_ process: sending Process) { self.process = Mutex(process) }

  /// The longest that it says for technicians, in bytes.
  private static let longestWords = 1_000

  /// Starts a program that reads a chip with a zone; `then` is told once what came of it, on any thread.
  static func start(
    _ arguments: [String], zone: [String], note: @escaping @Sendable (String) -> Void,
    then: @escaping @Sendable (Delivery) -> Void
  ) -> ChipProcess? {
    let id = RequestID(1)
    let process = Process()
    let (input, output, words) = (Pipe(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe")
    process.arguments = arguments
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, words)
    do { try process.run() } catch { return nil }
    let wanted = MessageToDriver.command(id, .readChip(zone: zone)).frame.bytes
    // A pipe takes it at once, however long it is before somebody reads.
    try? input.fileHandleForWriting.write(contentsOf: wanted)
    try? input.fileHandleForWriting.close()
    let reading = ChipProcess(process)
    DispatchQueue.global().async {
      let told = read(words)
      for line in String(decoding: told.prefix(longestWords), as: UTF8.self).split(separator: "\n") {
        note(String(line))
      }
    }
    DispatchQueue.global().async {
      let answer = read(output)
      // Whoever has said all need not go on.
      reading.stop()
      reading.process.withLock { $0 = nil }
      then(completion(Array(answer), of: id) ?? .answer(.failed(DeviceFault(.inoperable, .reset))))
    }
    return reading
  }

  /// All that comes through a pipe, which is closed then: nobody else would.
  private static func read(_ pipe: Pipe) -> Data {
    defer { try? pipe.fileHandleForReading.close() }
    return (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
  }

  /// What stands in the only frame; nothing where a process fell down or was ended.
  private static func completion(_ bytes: [UInt8], of id: RequestID) -> Delivery? {
    var reader = DriverFrameReader(longestTail: DriverProtocol.longestTail(from: .documentReader))
    var rest = bytes[...]
    guard let frame = try? reader.take(&rest), let message = try? MessageFromDriver(frame, from: .documentReader),
      case .completion(id, let delivery) = message
    else { return nil }
    return delivery
  }

  /// Ends it.
  func stop() {
    process.withLock { process in if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) } }
  }
}
