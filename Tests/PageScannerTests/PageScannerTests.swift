import DeviceLines
import Devices
import Foundation
import Glibc
import InputDevices
import PageScanner
import Renewal
import TestSupport
import Testing

/// The driver at a serial line and at a keyboard's events; time passes when the test says so.
@Suite final class PageScannerTests {
  private static let lines = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
  ]
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent("zone-\(UUID().uuidString)").path
  private let time = DriverTime()

  deinit { unlink(path) }

  private func driver(_ settings: PageScannerSettings, state: DeviceState = .online) -> PageScanner {
    let driver = PageScanner(settings, scheduler: time) { [time] words in time.take(note: words) }
    driver.start { [time] in time.tell($0) }
    time.wait("\(state)") { time.notices == [.state(.documentReader, state)] }
    return driver
  }

  private func ask(_ id: Int, _ driver: PageScanner) {
    driver.perform(Job(id: RequestID(id), .readDocument)) { [time] in time.take($0, $1) }
  }

  private func page(_ id: Int) -> [String]? {
    time.wait("a page", passing: [ScannerDialogue.Bounds.end, ScannerDialogue.Bounds.unfinished]) {
      !time.deliveries(of: id).isEmpty
    }
    guard case .document(.page(let lines, .failed(.silent), nil))? = time.deliveries(of: id).last else { return nil }
    return lines
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    #expect(bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
  }

  /// A terminal's master, and the path of the serial line that it is the other end of.
  private static func serial() throws -> (Int32, String) {
    var (far, near) = (Int32(-1), Int32(-1))
    try #require(openpty(&far, &near, nil, nil, nil) == 0)
    defer { close(near) }
    return (far, String(cString: try #require(ttyname(near))))
  }

  @Test func `a serial line that was set up for people sends every character as it is, and its loss is told`() throws {
    let (master, path) = try Self.serial()
    let driver = driver(PageScannerSettings(path: path, speed: .b115200))
    ask(1, driver)
    // XON, XOFF and a DEL would be taken for a person's keys.
    Self.write([0x11, 0x13] + Array(Self.lines.joined(separator: "\r").utf8) + [0x0d, 0x7f], to: master)
    #expect(page(1) == Self.lines)
    ask(2, driver)
    close(master)
    time.wait("the loss") { time.notices.last == .state(.documentReader, .noDevice) }
    #expect(time.answers(of: 2) == [.failed(DeviceFault(.disconnected, .reset))])
    #expect(time.notes == ["the page reader is there", "the page reader is gone"])
  }

  @Test func `what a keyboard was recorded typing is a page`() throws {
    try #require(mkfifo(path, 0o600) == 0)
    let driver = driver(PageScannerSettings(path: path, pipeHasEvents: true))
    ask(1, driver)
    let pipe = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    try #require(pipe >= 0)
    defer { close(pipe) }
    let typed = Self.lines.joined(separator: "\r") + "\r"
    // Caps Lock, and a key of functions, type nothing.
    let silent = [58, 183].flatMap { code in [1, 0].map { InputEvent(.key, code, $0) } }
    Self.write((silent + Self.typing(typed)).flatMap(\.bytes), to: pipe)
    // Each character could be the last; it is read in pieces.
    time.wait("all of it") {
      time.waits(of: ScannerDialogue.Bounds.end) + time.waits(of: ScannerDialogue.Bounds.unfinished) == typed.count
    }
    #expect(page(1) == Self.lines)
  }

  /// What an American keyboard tells when somebody types so: each key is pressed, repeats, and is let go.
  private static func typing(_ text: String) -> [InputEvent] {
    let rows: [(UInt16, String)] = [
      (2, "1234567890"), (16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"), (51, "<"), (28, "\r"),
    ]
    func code(_ character: Character) -> UInt16 {
      for (first, row) in rows {
        if let place = row.firstIndex(of: character) {
          return first + UInt16(row.distance(from: row.startIndex, to: place))
        }
      }
      return 0
    }
    return text.flatMap { character -> [InputEvent] in
      let key = code(character)
      let isShifted = character.isLetter || character == "<"
      let shift: [[InputEvent]] = isShifted ? [[InputEvent(.key, 42, 1)], [InputEvent(.key, 42, 0)]] : [[], []]
      return shift[0] + [1, 2, 0].map { InputEvent(.key, key, $0) } + shift[1]
        + [InputEvent(.synchronization, InputCode.report, 0)]
    }
  }

  @Test func `a device that is neither, a file and nothing are told apart`() throws {
    _ = driver(PageScannerSettings(path: "/dev/null"), state: .hardwareError)
    #expect(time.notes == ["this is no page reader: /dev/null is neither a serial line nor an input device"])
    time.forget()
    let driver = driver(PageScannerSettings(path: path), state: .noDevice)
    try Data("no device".utf8).write(to: URL(filePath: path))
    driver.test { [time] in time.tell($0) }
    time.wait("a file", passing: [Milliseconds(500)]) { time.notices.last == .state(.documentReader, .hardwareError) }
    #expect(time.notes.last?.contains("is no device") == true)
  }
}
