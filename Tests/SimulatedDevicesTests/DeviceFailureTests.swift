import Devices
import PassportRules
import Renewal
import SimulatedDevices
import Synchronization
import Testing

/// Devices that suspect somebody, fail, and are brought back; what they tell unasked.
@Suite struct DeviceFailureTests {
  private static func device(_ device: Device, in scenario: String) throws -> (any Driver, Notices) {
    let driver = try #require(try ShippedSimulation.world(scenario).drivers().first { $0.device == device })
    let notices = Notices()
    driver.start { notices.take($0) }
    return (driver, notices)
  }

  @Test func `a camera that suspects somebody says so, and takes it back when the moment is over`() throws {
    let (camera, notices) = try Self.device(.camera, in: "picture-held-up")
    camera.perform(Job(id: RequestID(1), command: .preview)) { _, _ in }
    #expect(notices.all == [.state(.camera, .online), .state(.camera, .potentialFraud), .state(.camera, .online)])
    camera.perform(Job(id: RequestID(2), command: .preview)) { _, _ in }
    #expect(notices.all.count == 3, "whoever was spoken to does not try it again")
  }

  @Test func `a finger that is suspected is read all the same, and the next one is not suspected`() throws {
    let (sensor, notices) = try Self.device(.fingerprintReader, in: "finger-of-wax")
    guard case .print = sensor.outcome(.readFinger(.rightIndex)) else {
      Issue.record("no print")
      return
    }
    let suspected = [DeviceState.online, .potentialFraud, .online].map { DeviceNotice.state(.fingerprintReader, $0) }
    #expect(notices.all == suspected)
    _ = sensor.outcome(.readFinger(.rightIndex), id: 2)
    #expect(notices.all == suspected)
  }

  @Test func `a camera that is gone takes two commands, then none, until it is tested`() throws {
    let (camera, notices) = try Self.device(.camera, in: "camera-unplugged")
    for id in 1...2 {
      guard case .photos = camera.outcome(.takePictures(count: 1), id: id) else {
        Issue.record("no pictures")
        return
      }
    }
    #expect(notices.all == [.state(.camera, .online), .state(.camera, .noDevice)])
    let gone = Delivery.answer(.failed(DeviceFault(.disconnected, .maintenance)))
    #expect(camera.outcome(.takePictures(count: 1), id: 3) == gone)
    camera.clear { _ in }
    #expect(camera.outcome(.takePictures(count: 1), id: 4) == gone)
    camera.test { notices.take($0) }
    #expect(notices.all.last == .state(.camera, .online))
    guard case .photos = camera.outcome(.takePictures(count: 1), id: 5) else {
      Issue.record("no pictures after the test")
      return
    }
  }

  @Test func `a device that fails within a command ends that command`() throws {
    let (camera, notices) = try Self.device(.camera, in: "camera-lost-in-the-picture")
    camera.perform(Job(id: RequestID(1), command: .preview)) { _, _ in }
    #expect(
      camera.outcome(.takePictures(count: 3), id: 2) == .answer(.failed(DeviceFault(.disconnected, .maintenance))))
    #expect(notices.all == [.state(.camera, .online), .state(.camera, .hardwareError)])
  }

  @Test func `a reader that is back after the visit was mended by the clearing`() throws {
    let (sensor, notices) = try Self.device(.fingerprintReader, in: "fingerprint-reader-restarts")
    _ = sensor.outcome(.readFinger(.rightIndex))
    #expect(notices.all.last == .state(.fingerprintReader, .powerOff))
    sensor.clear { _ in }
    #expect(notices.all.last == .state(.fingerprintReader, .online))
  }

  @Test func `a jammed document stays inside, and the reader says what must be done`() throws {
    let (reader, notices) = try Self.device(.documentReader, in: "passport-jammed")
    #expect(reader.outcome(.readDocument) == .answer(.failed(DeviceFault(.mediaJam, .clear))))
    #expect(notices.all.suffix(2) == [.media(.jammed), .state(.documentReader, .hardwareError)])
    reader.test { notices.take($0) }
    #expect(notices.all.suffix(2) == [.state(.documentReader, .online), .media(.notPresent)])
  }

  @Test func `a printer low on paper prints on`() throws {
    let (printer, notices) = try Self.device(.receiptPrinter, in: "paper-low")
    #expect(notices.all.last == .paper(.low))
    let receipt = Receipt(
      number: CaseNumber(1), language: Language("da"), kind: .completed, pickUpPlace: 0)
    #expect(printer.outcome(.print(receipt)) == .answer(.receipt(.printed)))
  }
}

/// The scenarios that are practised with, behind the same devices.
@Suite struct TrainingTests {
  private static func training(_ names: String...) throws -> Training {
    try #require(Training(try names.map { try ShippedSimulation.world($0) }))
  }

  @Test func `an exercise is played again from its beginning`() throws {
    let training = try Self.training("card-refused", "cannot-sign")
    let terminal = try #require(training.drivers.first { $0.device == .paymentTerminal })
    func pay(_ attempt: Int) -> Delivery? {
      let payment = Payment(sale: CaseNumber(1), attempt: attempt, amount: Amount(kroner: 893))
      return terminal.outcome(.pay(payment), id: attempt)
    }
    #expect(pay(1) == .answer(.payment(.declined(.refused))))
    #expect(pay(2) == .answer(.payment(.approved(Amount(kroner: 893)))))
    training.play(0)
    #expect(pay(3) == .answer(.payment(.declined(.refused))))
  }

  @Test func `what an exercise left broken stays so until somebody sees to it`() throws {
    let training = try Self.training("printer-out-of-paper", "everything-goes-well")
    let printer = try #require(training.drivers.first { $0.device == .receiptPrinter })
    let notices = Notices()
    printer.start { notices.take($0) }
    let receipt = Receipt(
      number: CaseNumber(1), language: Language("da"), kind: .completed, pickUpPlace: 0)
    _ = printer.outcome(.print(receipt))
    #expect(notices.all.last == .paper(.out))
    training.play(1)
    #expect(notices.all.last == .paper(.out))
    printer.test { notices.take($0) }
    #expect(notices.all.last == .paper(.full))
  }

  @Test func `there is no training without an exercise`() {
    #expect(Training([]) == nil)
  }
}

/// What a device told unasked, in order.
private final class Notices: Sendable {
  private let contents = Mutex<[DeviceNotice]>([])

  var all: [DeviceNotice] { contents.withLock { $0 } }

  func take(_ notice: DeviceNotice) { contents.withLock { $0.append(notice) } }
}
