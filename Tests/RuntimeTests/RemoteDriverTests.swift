import Devices
import Dispatch
import Glibc
import Logging
import PassportRules
import Quality
import Renewal
import Runtime
import Synchronization
import TestSupport
import Testing

/// A driver in a process of its own, in another language, as the box has it.
@Suite struct RemoteDriverTests {
  private static let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: Amount(kroner: 893))

  private static func driver(_ device: Device, _ path: String, _ heard: Heard) -> RemoteDriver {
    let driver = RemoteDriver(
      device, path: path, scheduler: SystemScheduler(), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    driver.start { heard.tell($0) }
    return driver
  }

  private static func perform(_ command: DeviceCommand, _ id: Int, _ driver: RemoteDriver, _ heard: Heard) {
    driver.perform(Job(id: RequestID(id), command: command)) { heard.take($0, $1) }
  }

  @Test func `a camera shows live pictures until it is cancelled, takes others, is cleared and tried out`() throws {
    let (process, heard) = (try ReferenceDriver("camera"), Heard())
    let driver = Self.driver(.camera, process.path, heard)
    defer {
      driver.close()
      process.kill()
    }
    heard.wait("online") { heard.states == [.online] }
    Self.perform(.preview, 1, driver, heard)
    heard.wait("two live pictures") { heard.all(of: 1).count >= 2 }
    driver.cancel(RequestID(1))
    Self.perform(.takePictures(count: 3), 2, driver, heard)
    heard.wait("photos") { !heard.completions(of: 2).isEmpty }
    guard case .photos(let photos)? = heard.completions(of: 2).first else { return _ = Issue.record("no photos") }
    #expect(photos.count == 3 && photos[0].width == 64 && heard.completions(of: 1).isEmpty)
    driver.clear { heard.take(isClear: $0) }
    heard.wait("cleared") { heard.cleared == [true] }
    driver.test { heard.tell($0) }
    heard.wait("its state again") { heard.states == [.online, .online] }
  }

  @Test(arguments: [
    ("version", DeviceState.offline, DriverRefusal.otherVersion), ("lacks", .hardwareError, .commandsMissing),
    ("firmware", .offline, .notUnderstood),
  ])
  func `why a driver is not used is known as long as it is there`(
    promise: String, state: DeviceState, why: DriverRefusal
  ) throws {
    let (process, heard) = (try ReferenceDriver("camera", breaking: promise), Heard())
    let driver = Self.driver(.camera, process.path, heard)
    defer { driver.close() }
    heard.wait("its state") { heard.states == [state] }
    #expect(driver.refusal == why)
    process.kill()
    driver.test { heard.tell($0) }
    heard.wait("nobody is there") { heard.states.last == .offline && driver.refusal == nil }
  }

  @Test(arguments: [
    (Device.paymentTerminal, DeviceCommand.pay(payment), Delivery.answer(.indeterminate)),
    (.fingerprintReader, .readFinger(.rightIndex), .answer(.failed(DeviceFault(.disconnected, .reset)))),
  ])
  func `a driver that dies in a command leaves it failed, or with money unknown, and comes back`(
    device: Device, command: DeviceCommand, outcome: Delivery
  ) throws {
    let (process, heard) = (try ReferenceDriver(device.rawValue, breaking: "dies"), Heard())
    let driver = Self.driver(device, process.path, heard)
    defer {
      driver.close()
      process.kill()
    }
    heard.wait("online") { heard.states == [.online] }
    Self.perform(command, 1, driver, heard)
    heard.wait("its end") { heard.completions(of: 1) == [outcome] && heard.states == [.online, .offline] }
    Self.perform(command, 2, driver, heard)
    heard.wait("a command without a line") {
      heard.completions(of: 2) == [.answer(.failed(DeviceFault(.disconnected, .reset)))]
    }
    let again = try ReferenceDriver(device.rawValue, at: process.path)
    defer { again.kill() }
    heard.wait("online again") { heard.states == [.online, .offline, .online] }
    Self.perform(command, 3, driver, heard)
    heard.wait("its answer") { heard.completions(of: 3).count == 1 }
    #expect(heard.completions(of: 1).count == 1)
  }

  @Test(arguments: ["tail", "json", "lengths", "fits", "number"])
  func `a driver that sends what is none does no more harm than one that is gone`(promise: String) throws {
    let (process, heard) = (try ReferenceDriver("fingerprintReader", breaking: promise), Heard())
    let driver = Self.driver(.fingerprintReader, process.path, heard)
    defer {
      driver.close()
      process.kill()
    }
    heard.wait("online") { heard.states == [.online] }
    Self.perform(.readFinger(.rightIndex), 1, driver, heard)
    guard promise != "number" else {
      // What is about another command is dropped; the box's own deadline takes the command back, and the line goes on.
      driver.cancel(RequestID(1))
      driver.clear { heard.take(isClear: $0) }
      heard.wait("cleared") { heard.cleared == [true] }
      return #expect(heard.completions(of: 1) == [])
    }
    heard.wait("its end") { heard.completions(of: 1) == [.answer(.failed(DeviceFault(.garbage, .reset)))] }
  }

  @Test func `half a frame and then nothing ends the line`() throws {
    let (process, heard, time) = (try ReferenceDriver("camera", breaking: "half"), Heard(), HeldTime())
    let driver = RemoteDriver(
      .camera, path: process.path, scheduler: time, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    driver.start { heard.tell($0) }
    defer {
      driver.close()
      process.kill()
    }
    heard.wait("online") { heard.states == [.online] }
    // The first ten seconds are those of the greeting.
    time.wait(for: .seconds(10), 2)
    time.pass(.seconds(10))
    heard.wait("offline") { heard.states == [.online, .offline] }
  }

  @Test func `nobody on the socket is offline, and a clearing that waits is answered when somebody comes`() throws {
    let heard = Heard()
    let path = "/tmp/pasboks-driver-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let driver = Self.driver(.camera, path, heard)
    defer { driver.close() }
    heard.wait("offline") { heard.states == [.offline] }
    driver.clear { heard.take(isClear: $0) }
    let process = try ReferenceDriver("camera", at: path)
    defer { process.kill() }
    heard.wait("cleared") { heard.cleared == [true] && heard.states == [.offline, .online] }
  }
}

/// A time that stands until a test lets a span of it pass.
private final class HeldTime: Scheduler {
  private let works = Mutex<[(span: Milliseconds, work: @Sendable () -> Void)]>([])
  private let news = DispatchSemaphore(value: 0)

  func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
    works.withLock { $0.append((span, work)) }
    news.signal()
  }

  /// Waits until so many wait for a span.
  func wait(for span: Milliseconds, _ count: Int) {
    while works.withLock({ $0.count { $0.span == span } }) < count {
      guard news.wait(timeout: .now() + .seconds(60)) == .success else {
        return _ = Issue.record("nobody waits for \(span)")
      }
    }
  }

  /// Whoever waits for a span has waited.
  func pass(_ span: Milliseconds) {
    let over = works.withLock { works in
      defer { works.removeAll { $0.span == span } }
      return works.filter { $0.span == span }
    }
    over.forEach { $0.work() }
  }
}
