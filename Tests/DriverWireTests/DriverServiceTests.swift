import Devices
import DriverWire
import PassportRules
import Renewal
import TestSupport
import Testing

/// What a driver in this language tells the box, whatever either does and whenever.
@Suite struct DriverServiceTests {
  private typealias Effect = DriverService.Effect

  private static func greeting(_ device: Device) -> DriverGreeting {
    DriverGreeting(device: device, capabilities: Set(DeviceCommand.Name.all(of: device)), firmware: "1")
  }

  /// A service that has greeted.
  private static func up(_ device: Device) -> DriverService {
    var service = DriverService(greeting(device))
    _ = service.handle(.told(.state(device, .online)))
    _ = service.handle(.connected)
    _ = service.handle(.heard(.hello(version: 1)))
    return service
  }

  private static func failed(_ reason: DeviceFault.Reason, _ action: RecoveryAction = .reset) -> Delivery {
    .answer(.failed(DeviceFault(reason, action)))
  }

  @Test func `each line is greeted and told what is known of the device`() {
    var service = DriverService(Self.greeting(.receiptPrinter))
    #expect(service.handle(.told(.state(.receiptPrinter, .online))) == [], "nobody is there to hear it")
    let known: [Effect] = [
      .send(.hello(Self.greeting(.receiptPrinter))), .send(.unsolicited(.state(.receiptPrinter, .online))),
    ]
    #expect(service.handle(.connected) == [])
    #expect(service.handle(.heard(.hello(version: 1))) == known)
    #expect(service.handle(.told(.paper(.low))) == [.send(.unsolicited(.paper(.low)))])
    #expect(service.handle(.lost) == [])
    _ = service.handle(.connected)
    #expect(service.handle(.heard(.hello(version: 1))) == known + [.send(.unsolicited(.paper(.low)))])
  }

  @Test func `another version is told this one, and nothing more`() {
    var service = DriverService(Self.greeting(.camera))
    _ = service.handle(.connected)
    #expect(service.handle(.heard(.hello(version: 2))) == [.send(.hello(Self.greeting(.camera))), .disconnect])
    #expect(service.handle(.heard(.clear(1))) == [])
  }

  @Test func `a command is acknowledged, carried out and ended once`() {
    var service = Self.up(.camera)
    let job = RequestID(1)
    #expect(
      service.handle(.heard(.command(RequestID(70), .takePictures(count: 1))))
        == [.send(.acknowledge(RequestID(70))), .perform(Job(id: job, .takePictures(count: 1)))])
    #expect(service.handle(.delivered(job, .photos([]))) == [.send(.completion(RequestID(70), .photos([])))])
    #expect(service.handle(.delivered(job, .photos([]))) == [])
  }

  @Test func `a second command is busy, another device's is garbage`() {
    var service = Self.up(.camera)
    _ = service.handle(.heard(.command(RequestID(1), .preview)))
    #expect(
      service.handle(.heard(.command(RequestID(2), .preview))) == [.send(.completion(RequestID(2), Self.failed(.busy)))]
    )
    #expect(
      service.handle(.heard(.command(RequestID(3), .readDocument)))
        == [.send(.completion(RequestID(3), Self.failed(.garbage)))])
  }

  @Test func `what does nothing to the world ends when it is cancelled, money by the device's word`() {
    var camera = Self.up(.camera)
    _ = camera.handle(.heard(.command(RequestID(1), .preview)))
    #expect(
      camera.handle(.heard(.cancel(RequestID(1)))) == [.cancel(RequestID(1)), .send(.cancelled(RequestID(1)))])
    #expect(camera.handle(.delivered(RequestID(1), Self.failed(.inoperable))) == [], "it has ended")
    var terminal = Self.up(.paymentTerminal)
    let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: Amount(kroner: 1))
    _ = terminal.handle(.heard(.command(RequestID(1), .pay(payment))))
    #expect(terminal.handle(.heard(.cancel(RequestID(1)))) == [.cancel(RequestID(1))])
    #expect(terminal.handle(.heard(.clear(5))) == [], "not before it has ended")
    let word = Delivery.answer(.payment(.approved(Amount(kroner: 1))))
    #expect(
      terminal.handle(.delivered(RequestID(1), word))
        == [.send(.completion(RequestID(1), word)), .clear(2)])
    #expect(terminal.handle(.cleared(2, isClear: true)) == [.send(.cleared(5, isClear: true))])
  }

  @Test func `nothing of one line is told on the next`() {
    var service = Self.up(.fingerprintReader)
    _ = service.handle(.heard(.command(RequestID(1), .readFinger(.rightIndex))))
    #expect(service.handle(.lost) == [.cancel(RequestID(1))])
    _ = service.handle(.connected)
    _ = service.handle(.heard(.hello(version: 1)))
    _ = service.handle(.heard(.command(RequestID(1), .readFinger(.leftIndex))))
    #expect(service.handle(.delivered(RequestID(1), .answer(.noFinger))) == [], "that was the one before")
    #expect(
      service.handle(.delivered(RequestID(2), .answer(.noFinger)))
        == [.send(.completion(RequestID(1), .answer(.noFinger)))])
  }

  @Test func `a light goes out with its line`() {
    var service = Self.up(.statusLight)
    _ = service.handle(.heard(.command(RequestID(1), .setLight(.inService))))
    _ = service.handle(.delivered(RequestID(1), .done))
    #expect(service.handle(.lost) == [.perform(Job(id: RequestID(2), .setLight(.off)))])
  }

  @Test func `a test is answered by the state that it finds`() {
    var service = Self.up(.documentReader)
    #expect(service.handle(.heard(.test(9))) == [.test(1)])
    #expect(service.handle(.triedOut(1, .media(.notPresent))) == [.send(.unsolicited(.media(.notPresent)))])
    #expect(service.handle(.triedOut(1, .state(.documentReader, .online))) == [.send(.tested(9, .online))])
    #expect(
      service.handle(.triedOut(1, .state(.documentReader, .offline)))
        == [.send(.unsolicited(.state(.documentReader, .offline)))])
  }

  @Test func `who asks for clearings and tests without end is not served without end`() {
    var service = Self.up(.receiptPrinter)
    #expect(service.handle(.heard(.test(1))) == [.test(1)])
    for number in 2..<100 { #expect(service.handle(.heard(.test(number))) == []) }
    #expect(service.handle(.triedOut(1, .state(.receiptPrinter, .online))) == [.send(.tested(99, .online))])
    for number in 0..<16 { #expect(!service.handle(.heard(.clear(number))).contains(.disconnect)) }
    #expect(service.handle(.heard(.clear(16))) == [.disconnect])
  }

  @Test func `what is no message, or comes before hello, ends the line`() {
    var service = Self.up(.camera)
    #expect(service.handle(.garbled) == [.disconnect])
    #expect(service.handle(.garbled) == [])
    _ = service.handle(.connected)
    #expect(service.handle(.heard(.clear(1))) == [.disconnect])
  }

  /// Both ends' machines joined by a wire that loses lines, with a device that answers when it pleases: the box's own laws hold
  /// (`DriverLinkWalkTests`), and what comes over the wire is what each end takes.
  @Test(arguments: 0..<40)
  func `box and driver understand each other whatever happens`(seed: UInt64) {
    var numbers = Seeded(seed)
    for device in Device.allCases { Self.converse(device, &numbers) }
  }

  private static func converse(_ device: Device, _ numbers: inout Seeded) {
    var joined = Joined(device)
    for _ in 0..<400 { joined.step(&numbers) }
    #expect(joined.twice.isEmpty && joined.garbled == 0)
  }
}

/// The box's end and the driver's, joined by their frames.
private struct Joined {
  let device: Device
  var link: DriverLink
  var service: DriverService
  var toBox: [[UInt8]] = []
  var toDriver: [[UInt8]] = []
  var waits: [DriverLink.Wait] = []
  var jobs: [Job] = []
  var clearings: [Int] = []
  var tests: [Int] = []
  var asked = 0
  /// How many clearings the box waits for: it never has many.
  var wanted = 0
  var ended: Set<RequestID> = []
  var twice: Set<RequestID> = []
  var opens = false
  var isLine = false
  var garbled = 0

  init(_ device: Device) {
    self.device = device
    link = DriverLink(device)
    service = DriverService(
      DriverGreeting(device: device, capabilities: Set(DeviceCommand.Name.all(of: device)), firmware: "1"))
    take(.started)
    take(.told(.state(device, .online)))
  }

  mutating func take(_ event: DriverLink.Event) {
    for effect in link.handle(event) {
      switch effect {
      case .connect: opens = true
      case .disconnect: lose()
      case .send(let message): toDriver.append(message.frame.bytes)
      case .wait(_, let wait): waits.append(wait)
      case .deliver(let id, let delivery):
        if delivery.isCompletion, !ended.insert(id).inserted { twice.insert(id) }
      case .note(.garbled), .note(.unfitting), .note(.otherDevice): garbled += 1
      case .cleared: wanted -= 1
      case .tell, .note: break
      }
    }
  }

  mutating func take(_ event: DriverService.Event) {
    for effect in service.handle(event) {
      switch effect {
      case .send(let message): if isLine { toBox.append(message.frame.bytes) }
      case .disconnect: garbled += 1
      case .perform(let job): jobs.append(job)
      case .cancel: break
      case .clear(let number): clearings.append(number)
      case .test(let number): tests.append(number)
      }
    }
  }

  /// The driver's end of a line that is no more.
  private mutating func lose() {
    guard isLine else { return }
    (isLine, toBox, toDriver) = (false, [], [])
    take(.lost as DriverService.Event)
  }

  mutating func step(_ numbers: inout Seeded) {
    switch Int.random(in: 0..<16, using: &numbers) {
    case 0 where opens:
      opens = false
      isLine = true
      take(.connected as DriverService.Event)
      take(.connected as DriverLink.Event)
    case 1...4 where !toDriver.isEmpty: take(.heard(message(toDriver.removeFirst())))
    case 5...8 where !toBox.isEmpty: take(.heard(answer(toBox.removeFirst())))
    case 9:
      guard let command = sample(numbers: &numbers) else { return }
      asked += 1
      take(.asked(Job(id: RequestID(asked), command)))
    case 10: take(.takenBack(RequestID(asked)))
    case 11 where !jobs.isEmpty:
      let job = jobs.remove(at: Int.random(in: jobs.indices, using: &numbers))
      take(.delivered(job.id, job.command == .setLight(.good) ? .done : .answer(.indeterminate)))
    case 12 where wanted < 8:
      wanted += 1
      asked += 1
      take(.clearWanted(asked))
    case 13 where !clearings.isEmpty: take(.cleared(clearings.removeFirst(), isClear: Bool.random(using: &numbers)))
    case 14 where !tests.isEmpty: take(.triedOut(tests.removeFirst(), .state(device, .online)))
    case 15:
      switch Int.random(in: 0..<8, using: &numbers) {
      case 0 where isLine:
        lose()
        take(.lost as DriverLink.Event)
      case 1: take(.testWanted)
      case _: if !waits.isEmpty { elapse(waits.removeFirst()) }
      }
    case _: break
    }
  }

  /// Only what opens lines falls due here: a driver that is slow has not hung.
  private mutating func elapse(_ wait: DriverLink.Wait) {
    switch wait {
    case .nextLine, .second, .minute, .standing: take(.elapsed(wait))
    case .greeting, .acknowledgement, .frame, .ending, .clearing, .testing: break
    }
  }

  private mutating func message(_ bytes: [UInt8]) -> MessageToDriver {
    let frame = Self.frame(bytes)
    guard let frame, let message = try? MessageToDriver(frame) else {
      garbled += 1
      return .hello(version: 1)
    }
    return message
  }

  private mutating func answer(_ bytes: [UInt8]) -> MessageFromDriver {
    let frame = Self.frame(bytes)
    guard let frame, let message = try? MessageFromDriver(frame, from: device) else {
      garbled += 1
      return .otherVersion(0)
    }
    return message
  }

  private static func frame(_ bytes: [UInt8]) -> DriverFrame? {
    var reader = DriverFrameReader(longestTail: 0)
    var rest = bytes[...]
    return try? reader.take(&rest)
  }

  private func sample(numbers: inout Seeded) -> DriverCommand? {
    let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: Amount(kroner: 1))
    return DeviceCommand.Name.all(of: device).randomElement(using: &numbers).map { name in
      switch name {
      case .readDocument: .readDocument
      case .preview: .preview
      case .takePictures: .takePictures(count: 1)
      case .readFinger: .readFinger(.rightIndex)
      case .readSignature: .readSignature
      case .pay: .pay(payment)
      case .paymentStatus: .paymentStatus(payment)
      case .reverse: .reverse(payment)
      case .print: .print([])
      case .setLight: .setLight(.good)
      }
    }
  }
}
