import Dispatch
import Foundation
import Glibc
import InputDevices
import Synchronization
import Testing

/// `pasboks driver pad` as the box meets it, with a pipe in the place of the kernel's device.
@Suite struct DriverPadTests {
  /// Somebody who signs again and again, until they are told to stop.
  private final class Signer: Sendable {
    private let isOver = Mutex(false)
    private let done = DispatchSemaphore(value: 0)

    init(into path: String) {
      DispatchQueue.global().async { [self] in
        // What nobody reads any more ends nobody.
        signal(SIGPIPE, SIG_IGN)
        var moment = 1000
        while !isOver.withLock({ $0 }) {
          // As `cat` does: all at once, and gone.
          let pipe = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
          for bytes in Self.signature(at: &moment) {
            _ = bytes.withUnsafeBytes { Glibc.write(pipe, $0.baseAddress, $0.count) }
          }
          close(pipe)
          // The pen is off the field for longer than the driver's pause, in the time of whoever signs.
          usleep(1_500_000)
        }
        done.signal()
      }
    }

    func stop() {
      isOver.withLock { $0 = true }
      done.wait()
    }

    private static func signature(at moment: inout Int) -> [[UInt8]] {
      let points: [[UInt8]] = (0..<60).map { place in
        moment += 10
        return events(
          [
            (.key, InputCode.pen, 1), (.absolute, InputCode.x, Int32(1000 + 100 * place)),
            (.absolute, InputCode.y, Int32(1000 + 500 * (place % 3))), (.absolute, InputCode.pressure, 1200),
            (.key, InputCode.touch, 1),
          ], at: moment)
      }
      return points + [events([(.key, InputCode.touch, 0)], at: moment + 1)]
    }

    private static func events(_ events: [(InputEventType, UInt16, Int32)], at moment: Int) -> [UInt8] {
      (events + [(.synchronization, InputCode.report, 0)]).flatMap {
        InputEvent($0.0, $0.1, $0.2, milliseconds: moment).bytes
      }
    }
  }

  @Test func `a pad keeps every promise of its protocol`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (pen, socket) = ("\(folder)/pen", "\(folder)/socket")
    try #require(mkfifo(pen, 0o600) == 0)
    let driver = Process()
    driver.executableURL = URL(fileURLWithPath: InspectProgram.path)
    driver.arguments = [
      "driver", "pad", "--socket", socket, "--size", "100x40", "--extent", "10000x4000", "--pressure", "2047",
      "--pause",
      "1", pen,
    ]
    driver.standardOutput = FileHandle.nullDevice
    driver.standardError = FileHandle.nullDevice
    try driver.run()
    defer {
      driver.terminate()
      driver.waitUntilExit()
    }
    while driver.isRunning, access(socket, F_OK) != 0 { usleep(10_000) }
    let signer = Signer(into: pen)
    defer { signer.stop() }
    let result = try InspectProgram.run(["driver", "check", "--wait", "60", socket])
    #expect(result.exit == 0, "\(result.output)")
    #expect(result.output.contains("ok       command readSignature: a signature"))
  }

  @Test(arguments: [
    (["--size", "100"], "--size takes millimetres"), (["--size", "5x40"], "20 to 320"),
    (["--extent", "100x100"], "--extent needs --size"),
    (["--size", "100x40", "--extent", "0x9"], "--extent takes two"),
    (["--size", "321x40"], "20 to 320"), (["--pause", "0"], "1 to 10 seconds"),
    (["--size", "100x40", "--extent", "1000x1000", "--pressure", "0"], "--pressure takes"),
  ])
  func `what cannot be is told before anything is opened`(options: [String], told: String) throws {
    let result = try InspectProgram.run(["driver", "pad", "--socket", "/tmp/pasboks-no-pad"] + options + ["/dev/null"])
    #expect(result.exit == 64 && result.complaint.contains(told), "\(result)")
  }
}
