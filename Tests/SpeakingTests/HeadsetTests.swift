import Dispatch
import Foundation
import Glibc
import Logging
import Renewal
import Runtime
import Speaking
import Testing

/// A headset's socket, from what the kernel writes to what the box hears.
@Suite struct HeadsetTests {
  /// An event of the kernel's input layer, as it lies in a device's file.
  private static func event(_ type: UInt16, _ code: UInt16, _ value: Int32) -> [UInt8] {
    [UInt8](repeating: 7, count: 16) + [type, code].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      + (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static let (plugged, unplugged) = (event(5, 2, 1), event(5, 2, 0))

  @Test func `only the headphone's switch is one`() {
    let others = Self.event(0, 0, 0) + Self.event(5, 4, 1) + Self.event(1, 2, 1)
    #expect(HeadsetJack.changes(in: others + Self.plugged + others + Self.unplugged) == [true, false])
    #expect(HeadsetJack.changes(in: Self.plugged.dropLast()) == [])
  }

  /// A service with a device that a test writes, and the path of its socket.
  private static func served(_ device: String) throws -> String {
    let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("voice-\(UUID().uuidString.prefix(8))")
      .path
    let socket = try ListeningSocket(path: path)
    let jack = HeadsetJack(path: device)
    DispatchQueue.global().async {
      SpeechService(SpeechCommand(["/bin/true"]), settings: "", jack: jack, log: silence).serve(on: socket)
    }
    return path
  }

  @Test func `what the kernel tells reaches the box, and a device that is gone is no headset`() async throws {
    let device = FileManager.default.temporaryDirectory.appendingPathComponent("jack-\(UUID().uuidString.prefix(8))")
    #expect(mkfifo(device.path, 0o600) == 0)
    defer { unlink(device.path) }
    let told = AsyncStream.makeStream(of: Bool.self)
    let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    HeadsetWatch(path: try Self.served(device.path), pause: .seconds(3_600), patience: .seconds(3_600), log: silence)
      .run {
        told.continuation.yield($0)
      }
    // Opened for both, so that it waits for nobody.
    let kernel = open(device.path, O_RDWR)
    var heard = told.stream.makeAsyncIterator()
    for (bytes, isIn) in [(Self.plugged, true), (Self.unplugged, false), (Self.plugged, true)] {
      _ = write(kernel, bytes, bytes.count)
      #expect(await heard.next() == isIn)
    }
    // The voice has it open, so that its end is the writer's.
    close(kernel)
    #expect(await heard.next() == false)
  }

  @Test func `where it cannot be known a technician is told why`() throws {
    let device = FileManager.default.temporaryDirectory.appendingPathComponent("none-\(UUID().uuidString.prefix(8))")
    let path = try Self.served(device.path)
    guard case .unknown(let reason) = HeadsetWatch.look(path, patience: .seconds(3_600)) else {
      Issue.record("it is known")
      return
    }
    #expect(reason.contains("No such file"))
    for other in ["/dev/zero", "/etc/passwd"] {
      let seen = HeadsetWatch.look(try Self.served(other), patience: .seconds(3_600))
      #expect(seen == .unknown("\(other) is no input device"))
    }
    #expect(HeadsetWatch.look("/nowhere/voice") == .unknown("no voice answers on /nowhere/voice"))
  }
}
