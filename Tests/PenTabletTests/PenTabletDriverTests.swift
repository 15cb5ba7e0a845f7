import DeviceLines
import Devices
import Foundation
import Glibc
import InputDevices
import PenTablet
import Quality
import Renewal
import TestSupport
import Testing

/// The driver at a pipe in the place of the kernel's device; time passes when the test says so.
@Suite final class PenTabletDriverTests {
  private static let pause = Milliseconds.seconds(3)
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent("pen-\(UUID().uuidString)").path
  private let time = DriverTime()

  init() throws { try #require(mkfifo(path, 0o600) == 0) }

  deinit { unlink(path) }

  private func driver() -> PenTabletDriver {
    let field = TabletField.Size(width: 100, height: 40).flatMap { size in
      TabletField(
        across: InputAxis(least: 0, most: 10_000), down: InputAxis(least: 0, most: 4000), pressure: nil, size: size)
    }
    let driver = PenTabletDriver(path: path, size: nil, pipe: field, pause: Self.pause, scheduler: time) {
      [time] words in
      time.take(note: words)
    }
    driver.start { [time] in time.tell($0) }
    time.wait("online") { time.notices == [.state(.signaturePad, .online)] }
    return driver
  }

  private func ask(_ id: Int, _ driver: PenTabletDriver) {
    driver.perform(Job(id: RequestID(id), .readSignature)) { [time] in time.take($0, $1) }
  }

  /// As `cat` does: opens the pipe, writes all at once, and is gone.
  private func write(_ groups: [[(InputEventType, UInt16, Int32)]]) throws {
    let pipe = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    try #require(pipe >= 0)
    let bytes = groups.flatMap { $0 + [(.synchronization, InputCode.report, 0)] }.flatMap {
      InputEvent($0.0, $0.1, $0.2).bytes
    }
    try #require(bytes.withUnsafeBytes { Glibc.write(pipe, $0.baseAddress, $0.count) } == bytes.count)
    close(pipe)
  }

  /// A stroke of so many points, and the pen lifted.
  private func stroke(_ points: Int) throws {
    let down = (0..<points).map { place in
      [
        (InputEventType.absolute, InputCode.x, Int32(1000 + 100 * place)), (.absolute, InputCode.y, 2000),
        (.key, InputCode.touch, 1),
      ]
    }
    try write(down + [[(.key, InputCode.touch, 0)]])
  }

  private func signature(_ id: Int) -> [Int]? {
    time.deliveries(of: id).compactMap { delivery in
      if case .signature(let ink) = delivery { ink.strokes.map(\.points.count) } else { nil }
    }.last
  }

  @Test func `what each of several writers writes is a signature, whole and by itself`() throws {
    let driver = driver()
    for (id, points) in [(1, 40), (2, 7), (3, 12)] {
      // It is taken on before what is written then: both go through the driver's own queue.
      ask(id, driver)
      try stroke(points)
      time.wait("a signature", passing: [Self.pause]) { signature(id) != nil }
      #expect(signature(id) == [points])
    }
    #expect(time.notes == ["the pen tablet is there"])
  }

  @Test func `a file, and a path with nothing, are told apart`() throws {
    unlink(path)
    let field = TabletField.Size(width: 100, height: 40)
    let driver = PenTabletDriver(path: path, size: field, pipe: nil, pause: Self.pause, scheduler: time) {
      [time] words in
      time.take(note: words)
    }
    driver.start { [time] in time.tell($0) }
    time.wait("nothing") { time.notices.last == .state(.signaturePad, .noDevice) }
    try Data("no device".utf8).write(to: URL(filePath: path))
    time.wait("a file", passing: [Milliseconds(500), .seconds(1), .seconds(2), .seconds(4)]) {
      time.notices.last == .state(.signaturePad, .hardwareError)
    }
    #expect(time.notes.last?.contains("is no device") == true)
  }
}
