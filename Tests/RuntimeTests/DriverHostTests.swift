import Configuration
import Devices
import DriverWire
import Foundation
import Logging
import PassportRules
import Renewal
import Runtime
import SimulatedDevices
import Synchronization
import Testing

/// The simulated world behind real sockets, held to what any driver promises.
@Suite struct DriverHostTests {
  @Test(arguments: Device.allCases)
  func `a simulated device keeps every promise over its socket`(device: Device) throws {
    let path = FileManager.default.temporaryDirectory.path + "/host-\(UUID().uuidString)"
    let host = DriverHost(
      try VirtualBox.world(pace: 0).driver(device), firmware: "world", isSimulated: true,
      on: try ListeningSocket(path: path), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    #expect(host.start() == 0)
    defer {
      host.close()
      unlink(path)
    }
    var broken: [String] = []
    var kept = 0
    try DriverExamination(path: path, patience: .seconds(60), hasEffects: true) { finding in
      if finding.isBroken { broken.append("\(finding.promise): \(finding.verdict)") } else { kept += 1 }
    }.run()
    #expect(broken == [])
    #expect(kept > 8)
    guard case .there(let greeting, .online) = DriverLook(at: path, patience: .seconds(60)) else {
      return _ = Issue.record("it does not answer a look")
    }
    #expect(greeting.isSimulated && greeting.firmware == "world" && greeting.device == device)
  }

  @Test func `who sends what is no message again and again is told the log once, until a box greets`() throws {
    let path = FileManager.default.temporaryDirectory.path + "/host-\(UUID().uuidString)"
    let told = Mutex(0)
    let host = DriverHost(
      try VirtualBox.world(pace: 0).driver(.camera), firmware: "world", isSimulated: true,
      on: try ListeningSocket(path: path), log: Logger(label: "test") { _ in Counting { told.withLock { $0 += 1 } } })
    #expect(host.start() == 0)
    defer {
      host.close()
      unlink(path)
    }
    func greet() {
      guard case .there = DriverLook(at: path, patience: .seconds(60)) else { return _ = Issue.record("no greeting") }
    }
    for turn in 1...2 {
      for _ in 0..<5 {
        let line = try DriverLine(path: path, longestTail: 0)
        line.send([UInt8](repeating: 0xFF, count: 8))
        // The host ends the line.
        while !line.isOver {
          line.wait(milliseconds: 60_000)
          line.hear { _ in true }
        }
      }
      #expect(told.withLock { $0 } == turn)
      greet()
    }
  }

  /// A log that counts its errors.
  private struct Counting: LogHandler {
    let count: @Sendable () -> Void
    var logLevel = Logger.Level.error
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    init(_ count: @escaping @Sendable () -> Void) { self.count = count }

    func log(event: LogEvent) { count() }
  }

  @Test func `a box in production uses no device that is simulated`() throws {
    let path = FileManager.default.temporaryDirectory.path + "/host-\(UUID().uuidString)"
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let host = DriverHost(
      try VirtualBox.world(pace: 0).driver(.camera), firmware: "world", isSimulated: true,
      on: try ListeningSocket(path: path), log: log)
    #expect(host.start() == 0)
    let heard = Heard()
    let driver = RemoteDriver(.camera, path: path, scheduler: SystemScheduler(), log: log)
    driver.start { heard.tell($0) }
    defer {
      driver.close()
      host.close()
      unlink(path)
    }
    heard.wait("given up") { heard.states.last == .hardwareError }
    #expect(heard.states == [.offline, .hardwareError])
    #expect(driver.refusal == .simulated)
    let demonstrated = RemoteDriver(.camera, path: path, scheduler: SystemScheduler(), log: log, takesSimulated: true)
    let seen = Heard()
    demonstrated.start { seen.tell($0) }
    defer { demonstrated.close() }
    seen.wait("online") { seen.states == [.online] }
    #expect(demonstrated.firmware == "world" && demonstrated.refusal == nil)
  }
}
