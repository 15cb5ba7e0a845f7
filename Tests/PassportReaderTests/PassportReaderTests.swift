import DeviceLines
import Devices
import Dispatch
import PassportReader
import Renewal
import Synchronization
import TestSupport
import Testing

/// The driver carries out what its dialogue says: page reader and chips are other drivers', and each waits for nobody.
@Suite struct PassportReaderTests {
  /// A page reader that gives a page when it is asked to.
  private final class Pages: Driver {
    let device = Device.documentReader
    private let asked = Mutex<[@Sendable () -> Void]>([])
    private let taken = Mutex<[RequestID]>([])
    let delivery: Delivery

    init(_ delivery: Delivery) { self.delivery = delivery }

    var takenBack: [RequestID] { taken.withLock { $0 } }

    func start(tell: @escaping @Sendable (DeviceNotice) -> Void) { tell(.state(.documentReader, .online)) }
    func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) { deliver(job.id, delivery) }
    func cancel(_ id: RequestID) { taken.withLock { $0.append(id) } }
    func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }
  }

  private static let zone = ["P<UTO", "L898902C3"]
  private static let page = Delivery.document(.page(lines: zone, chip: .failed(.silent), picture: nil))
  private static let read = Delivery.document(.page(lines: zone, chip: .genuine(zone), picture: nil))

  private let time = DriverTime()

  private func driver(
    read: @escaping @Sendable ([String], @escaping @Sendable (Delivery) -> Void) -> (@Sendable () -> Void)?
  ) -> PassportReader {
    let chips = PassportReader.Chips(
      watch: { $0(.reader(liesThere: true)) },
      read: { zone, note, then in
        note("a word for technicians")
        return read(zone, then)
      })
    let driver = PassportReader(pages: Pages(Self.page), chips: chips, scheduler: time) { [time] in time.take(note: $0)
    }
    driver.start { [time] in time.tell($0) }
    time.wait("both are there") { time.notices.contains(.state(.documentReader, .online)) }
    return driver
  }

  @Test func `a page and its chip are one document`() {
    let driver = driver { zone, then in
      then(zone == Self.zone ? Self.read : Self.page)
      return {}
    }
    driver.perform(Job(id: RequestID(1), .readDocument)) { [time] in time.take($0, $1) }
    time.wait("read") { !time.deliveries(of: 1).isEmpty }
    #expect(time.deliveries(of: 1) == [Self.read])
    #expect(time.notes.contains("a word for technicians"))
    #expect(time.notices.contains(.media(.present)))
  }

  @Test func `a chip that cannot be begun with has failed`() {
    let driver = driver { _, _ in nil }
    driver.perform(Job(id: RequestID(1), .readDocument)) { [time] in time.take($0, $1) }
    time.wait("failed") { !time.deliveries(of: 1).isEmpty }
    #expect(time.answers(of: 1) == [.failed(DeviceFault(.inoperable, .reset))])
  }

  @Test func `a reading that is taken back, cleared or overdue is ended`() {
    let ended = Mutex(0)
    let driver = driver { _, _ in { ended.withLock { $0 += 1 } } }
    driver.perform(Job(id: RequestID(1), .readChip(zone: Self.zone))) { [time] in time.take($0, $1) }
    driver.cancel(RequestID(1))
    driver.perform(Job(id: RequestID(2), .readChip(zone: Self.zone))) { [time] in time.take($0, $1) }
    driver.clear { [time] in time.take(isClear: $0) }
    time.wait("cleared") { time.cleared == [true] }
    #expect(time.answers(of: 2) == [.failed(DeviceFault(.busy, .reset))])
    driver.perform(Job(id: RequestID(3), .readChip(zone: Self.zone))) { [time] in time.take($0, $1) }
    time.wait("overdue", passing: [PassportDialogue.Bounds.reading]) { !time.deliveries(of: 3).isEmpty }
    #expect(time.deliveries(of: 3) == [Self.page])
    #expect(ended.withLock { $0 } == 3)
  }
}
