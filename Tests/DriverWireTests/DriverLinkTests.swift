import Devices
import DriverWire
import PassportRules
import Quality
import Renewal
import Testing

/// What the box makes of a driver's words, of its silence, and of a line that is lost.
@Suite struct DriverLinkTests {
  typealias Effect = DriverLink.Effect

  static let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: Amount(kroner: 893))
  static let receipt = Receipt(number: CaseNumber(1), language: Language("da"), kind: .completed, pickUpPlace: 0)

  /// A link whose driver has greeted and told that it is online.
  static func up(_ device: Device, _ capabilities: Set<DeviceCommand.Name>? = nil) -> DriverLink {
    var link = DriverLink(device)
    _ = link.handle(.started)
    greet(&link, device, capabilities)
    return link
  }

  @discardableResult
  private static func greet(
    _ link: inout DriverLink, _ device: Device, _ capabilities: Set<DeviceCommand.Name>? = nil
  ) -> [Effect] {
    let greeting = DriverGreeting(
      device: device, capabilities: capabilities ?? Set(DeviceCommand.Name.all(of: device)), firmware: "1")
    return link.handle(.connected) + link.handle(.heard(.hello(greeting)))
      + link.handle(.heard(.unsolicited(.state(device, .online))))
  }

  private static func job(_ id: Int, _ command: DeviceCommand) -> Job { Job(id: RequestID(id), command: command) }

  private static func failed(_ reason: DeviceFault.Reason) -> Delivery {
    .answer(.failed(DeviceFault(reason, .reset)))
  }

  private static func deliveries(_ effects: [Effect]) -> [Delivery] {
    effects.compactMap { if case .deliver(_, let delivery) = $0 { delivery } else { nil } }
  }

  private static func states(_ effects: [Effect]) -> [DeviceState] {
    effects.compactMap { if case .tell(.state(_, let state)) = $0 { state } else { nil } }
  }

  private static func notes(_ effects: [Effect]) -> [DriverLink.Note] {
    effects.compactMap { if case .note(let note) = $0 { note } else { nil } }
  }

  private static func pause(_ effects: [Effect]) -> (span: Int, wait: DriverLink.Wait)? {
    for case .wait(let span, let wait) in effects { if case .nextLine = wait { return (span.count, wait) } }
    return nil
  }

  // MARK: Beginning

  @Test func `a driver greets, tells its state, and carries a command out`() {
    var link = DriverLink(.camera)
    #expect(link.handle(.started) == [.connect])
    #expect(
      link.handle(.connected) == [
        .send(.hello(version: 1)), .wait(.seconds(10), .greeting(1)),
      ])
    let greeting = DriverGreeting(device: .camera, capabilities: [.preview, .takePictures], firmware: "1")
    #expect(
      link.handle(.heard(.hello(greeting))) == [.note(.greeted(greeting)), .wait(.seconds(60), .standing(1))])
    #expect(
      link.handle(.heard(.unsolicited(.state(.camera, .online))))
        == [.wait(.seconds(1), .second(1)), .wait(.seconds(60), .minute(1)), .tell(.state(.camera, .online))])
    #expect(
      link.handle(.asked(Self.job(1, .takePictures(count: 1)))) == [
        .send(.command(RequestID(1), .takePictures(count: 1))),
        .wait(.seconds(5), .acknowledgement(RequestID(1))),
      ])
    #expect(link.handle(.heard(.acknowledge(RequestID(1)))) == [])
    #expect(link.handle(.elapsed(.acknowledgement(RequestID(1)))) == [])
    #expect(link.handle(.heard(.completion(RequestID(1), .photos([])))) == [.deliver(RequestID(1), .photos([]))])
  }

  @Test func `a device that tells of itself without end loses its line, however slowly it does`() {
    func flap(_ link: inout DriverLink, _ number: Int) -> [Effect] {
      // A second goes by with each.
      link.handle(.elapsed(.second(1)))
        + link.handle(.heard(.unsolicited(.state(.camera, number.isMultiple(of: 2) ? .offline : .online))))
    }
    var link = Self.up(.camera)
    for number in 0..<59 { #expect(!flap(&link, number).contains(.disconnect)) }
    var patient = link
    #expect(flap(&link, 59).contains(.note(.flood)))
    #expect(patient.handle(.elapsed(.minute(1))) == [])
    for number in 59..<110 {
      #expect(!flap(&patient, number).contains(.disconnect), "each minute is counted by itself")
    }
  }

  @Test func `nobody answering is offline, asked again after pauses that grow to half a minute`() {
    var link = DriverLink(.camera)
    _ = link.handle(.started)
    var effects = link.handle(.refused)
    #expect(Self.states(effects) == [.offline])
    var pauses: [Int] = []
    for _ in 0..<9 {
      guard let pause = Self.pause(effects) else { return _ = Issue.record("no pause") }
      pauses.append(pause.span)
      #expect(link.handle(.elapsed(pause.wait)) == [.connect])
      effects = link.handle(.refused)
      #expect(Self.states(effects) == [], "it is told once")
    }
    #expect(pauses == [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  }

  @Test func `a command without a line, without the capability or for another device was never sent, and failed`() {
    var none = DriverLink(.paymentTerminal)
    #expect(Self.deliveries(none.handle(.asked(Self.job(1, .pay(Self.payment))))) == [Self.failed(.disconnected)])
    var link = Self.up(.paymentTerminal, [.pay])
    #expect(
      Self.deliveries(link.handle(.asked(Self.job(2, .reverse(Self.payment)))))
        == [.answer(.failed(DeviceFault(.inoperable, .configuration)))])
    #expect(Self.deliveries(link.handle(.asked(Self.job(3, .readDocument)))) == [Self.failed(.garbage)])
  }

  @Test func `a driver that lacks a command of its device is out of order whatever it says, and the log has why`() {
    var link = DriverLink(.paymentTerminal)
    _ = link.handle(.started)
    let effects = Self.greet(&link, .paymentTerminal, [.pay, .paymentStatus])
    #expect(Self.notes(effects).last == .lacking([.reverse]))
    #expect(Self.states(effects) == [.hardwareError])
    #expect(Self.states(link.handle(.heard(.unsolicited(.state(.paymentTerminal, .deviceBusy))))) == [])
    _ = link.handle(.clearWanted(1))
    #expect(Self.states(link.handle(.heard(.cleared(1, isClear: true)))) == [])
    _ = link.handle(.testWanted)
    #expect(Self.states(link.handle(.heard(.tested(1, .online)))) == [.hardwareError])
    // One that was mended is used.
    _ = link.handle(.lost)
    _ = link.handle(.elapsed(.nextLine(1)))
    #expect(Self.states(Self.greet(&link, .paymentTerminal)) == [.online])
  }

  private static let reasons: [(DriverLink.Note, DriverRefusal?)] = [
    (.simulated, .simulated), (.strange(user: 7), .strangeUser), (.otherDevice(.camera), .otherDevice),
    (.otherVersion(2), .otherVersion), (.lacking([.pay]), .commandsMissing), (.garbled(.notJSON), .notUnderstood),
    (.hung, nil), (.lost(inARow: 1), nil),
  ]

  @Test(arguments: reasons)
  func `what the log has of a driver that is not used is why it is not`(note: DriverLink.Note, why: DriverRefusal?) {
    #expect(note.refusal == why)
  }

  @Test func `the driver of another device, or of another version, is not used`() {
    for (word, note) in [
      (
        MessageFromDriver.hello(DriverGreeting(device: .camera, capabilities: [], firmware: "")),
        DriverLink.Note.otherDevice(.camera)
      ), (.otherVersion(2), .otherVersion(2)),
    ] {
      var link = DriverLink(.receiptPrinter)
      _ = link.handle(.started)
      _ = link.handle(.connected)
      let effects = link.handle(.heard(word))
      #expect(effects.contains(.note(note)) && effects.contains(.disconnect))
      #expect(Self.states(effects) == [.offline])
    }
  }

  // MARK: Endings

  /// Each way in which the end of a command is not learned, and what it comes to.
  @Test(arguments: [
    (DriverLink.Event.lost, DeviceFault.Reason.disconnected), (.garbled(.notJSON), .garbage),
    (.elapsed(.acknowledgement(RequestID(1))), .overdue), (.heard(.otherVersion(1)), .garbage),
    (.heard(.completion(RequestID(1), .answer(.noFinger))), .garbage), (.heard(.cancelled(RequestID(1))), .inoperable),
  ])
  func `an end that is not learned is a failure, of paper and money that nobody knows`(
    event: DriverLink.Event, reason: DeviceFault.Reason
  ) {
    for (device, command) in [
      (Device.documentReader, DeviceCommand.readDocument), (.camera, .preview), (.camera, .takePictures(count: 3)),
      (.signaturePad, .readSignature), (.paymentTerminal, .paymentStatus(Self.payment)),
      (.paymentTerminal, .pay(Self.payment)), (.paymentTerminal, .reverse(Self.payment)),
      (.receiptPrinter, .print(Self.receipt)),
    ] {
      var link = Self.up(device)
      _ = link.handle(.asked(Self.job(1, command)))
      let isKnown = command.effectClass == .none
      #expect(
        Self.deliveries(link.handle(event)) == [isKnown ? Self.failed(reason) : .answer(.indeterminate)], "\(command)")
      #expect(!link.has(RequestID(1)))
    }
  }

  @Test func `the print of another finger is no answer`() throws {
    let picture = try #require(Samples.grey)
    var link = Self.up(.fingerprintReader)
    _ = link.handle(.asked(Self.job(1, .readFinger(.rightIndex))))
    #expect(
      link.handle(.heard(.completion(RequestID(1), .print(.leftIndex, picture))))
        == [.note(.unfitting(.readFinger)), .deliver(RequestID(1), Self.failed(.garbage))])
  }

  @Test func `what comes late, twice, of another command or of an earlier line reaches nobody`() {
    var link = Self.up(.paymentTerminal)
    _ = link.handle(.asked(Self.job(1, .pay(Self.payment))))
    let approved = MessageFromDriver.completion(RequestID(1), .answer(.payment(.approved(Self.payment.amount))))
    #expect(link.handle(.heard(.completion(RequestID(2), .answer(.payment(.reversed))))) == [.note(.unexpected)])
    #expect(Self.deliveries(link.handle(.heard(approved))).count == 1)
    #expect(link.handle(.heard(approved)) == [.note(.unexpected)])
    #expect(link.handle(.heard(.acknowledge(RequestID(1)))) == [.note(.unexpected)])
    let after = link.handle(.lost)
    #expect(Self.deliveries(after) == [])
    #expect(link.handle(.heard(approved)) == [])
    #expect(link.handle(.lost) == [])
  }

  @Test func `live pictures come before the end, and none after a cancel or to another command`() throws {
    let frame = Delivery.frame(try #require(Samples.colour))
    var link = Self.up(.camera)
    _ = link.handle(.asked(Self.job(1, .preview)))
    #expect(link.handle(.heard(.event(RequestID(1), frame))) == [.deliver(RequestID(1), frame)])
    #expect(link.handle(.heard(.event(RequestID(1), .strokes(Samples.ink)))) == [.note(.unexpected)])
    #expect(link.handle(.takenBack(RequestID(1))) == [.send(.cancel(RequestID(1)))])
    #expect(link.handle(.takenBack(RequestID(1))) == [])
    #expect(link.handle(.heard(.event(RequestID(1), frame))) == [])
    #expect(link.handle(.heard(.cancelled(RequestID(1)))) == [])
    #expect(link.handle(.heard(.event(RequestID(1), frame))) == [.note(.unexpected)])
  }

  // MARK: Taking back

  @Test func `a cancel proves nothing: money that was moved all the same is told`() {
    var link = Self.up(.paymentTerminal)
    _ = link.handle(.asked(Self.job(1, .pay(Self.payment))))
    _ = link.handle(.takenBack(RequestID(1)))
    let approved = Delivery.answer(.payment(.approved(Self.payment.amount)))
    #expect(link.handle(.heard(.completion(RequestID(1), approved))) == [.deliver(RequestID(1), approved)])
  }

  @Test func `the next command waits for the end of one that was taken back, and not for ever`() {
    var link = Self.up(.camera)
    _ = link.handle(.asked(Self.job(1, .preview)))
    #expect(Self.deliveries(link.handle(.asked(Self.job(2, .takePictures(count: 1))))) == [Self.failed(.busy)])
    _ = link.handle(.takenBack(RequestID(1)))
    #expect(
      link.handle(.asked(Self.job(3, .takePictures(count: 1)))) == [.wait(.seconds(10), .ending(RequestID(1)))])
    var patient = link
    #expect(
      patient.handle(.heard(.cancelled(RequestID(1)))).first
        == .send(.command(RequestID(3), .takePictures(count: 1))))
    let hung = link.handle(.elapsed(.ending(RequestID(1))))
    #expect(hung.prefix(2) == [.note(.hung), .disconnect])
    #expect(Self.deliveries(hung) == [Self.failed(.overdue), Self.failed(.disconnected)])
  }

  @Test func `a payment that waits and is taken back was never sent`() {
    var link = Self.up(.paymentTerminal)
    _ = link.handle(.asked(Self.job(1, .paymentStatus(Self.payment))))
    _ = link.handle(.takenBack(RequestID(1)))
    _ = link.handle(.asked(Self.job(2, .pay(Self.payment))))
    #expect(link.handle(.takenBack(RequestID(2))) == [.deliver(RequestID(2), Self.failed(.inoperable))])
  }

  // MARK: Losing, coming back, giving up

  @Test func `a driver that was born again is greeted anew, and its earlier command is over`() {
    var link = Self.up(.signaturePad)
    _ = link.handle(.asked(Self.job(1, .readSignature)))
    let lost = link.handle(.lost)
    #expect(Self.states(lost) == [.offline])
    #expect(Self.pause(lost).map { link.handle(.elapsed($0.wait)) } == [.connect])
    #expect(Self.states(Self.greet(&link, .signaturePad)) == [.online])
    #expect(link.handle(.heard(.completion(RequestID(1), .answer(.noSignature)))).contains(.note(.unexpected)))
    #expect(link.handle(.asked(Self.job(2, .readSignature))).first == .send(.command(RequestID(2), .readSignature)))
  }

  /// Loses a line that has stood for a moment, so often; gives what came of the last loss.
  private static func lose(_ link: inout DriverLink, _ times: Int, _ device: Device) -> [Effect] {
    var effects: [Effect] = []
    for turn in 1...times {
      effects = link.handle(.lost)
      guard turn < times, let pause = pause(effects) else { return effects }
      _ = link.handle(.elapsed(pause.wait))
      greet(&link, device)
    }
    return effects
  }

  @Test func `a driver that crashes again and again is given up, until a technician tries it out`() {
    var link = Self.up(.camera)
    let last = Self.lose(&link, DriverLink.Bounds.mostLosses, .camera)
    #expect(Self.notes(last) == [.lost(inARow: 6), .gaveUp])
    #expect(Self.states(last) == [.hardwareError] && Self.pause(last) == nil)
    #expect(Self.deliveries(link.handle(.asked(Self.job(1, .preview)))) == [Self.failed(.disconnected)])
    #expect(link.handle(.clearWanted(1)) == [.cleared(1, isClear: false)])
    #expect(link.handle(.testWanted) == [.connect])
    let effects = Self.greet(&link, .camera)
    #expect(effects.contains(.send(.test(7))) && Self.states(effects) == [], "the test's own word is waited for")
    #expect(Self.states(link.handle(.heard(.tested(7, .online)))) == [.online])
  }

  @Test func `losses are no longer in a row after a line has stood for a minute`() {
    var link = Self.up(.camera)
    let fifth = Self.lose(&link, DriverLink.Bounds.mostLosses - 1, .camera)
    guard let pause = Self.pause(fifth), case .nextLine(let number) = pause.wait else {
      return _ = Issue.record("no pause")
    }
    _ = link.handle(.elapsed(pause.wait))
    Self.greet(&link, .camera)
    _ = link.handle(.elapsed(.standing(number)))
    var early = link
    #expect(Self.notes(early.handle(.lost)) == [.lost(inARow: 6), .gaveUp], "an earlier line's minute does not count")
    _ = link.handle(.elapsed(.standing(number + 1)))
    #expect(Self.notes(link.handle(.lost)) == [.lost(inARow: 1)])
  }

  @Test func `a driver that does not greet or tell a state has hung`() {
    var silent = DriverLink(.camera)
    _ = silent.handle(.started)
    _ = silent.handle(.connected)
    #expect(silent.handle(.elapsed(.greeting(1))).prefix(2) == [.note(.hung), .disconnect])
    var stateless = DriverLink(.camera)
    _ = stateless.handle(.started)
    _ = stateless.handle(.connected)
    _ = stateless.handle(.heard(.hello(DriverGreeting(device: .camera, capabilities: [], firmware: ""))))
    #expect(stateless.handle(.elapsed(.greeting(1))).prefix(2) == [.note(.hung), .disconnect])
    var fine = Self.up(.camera)
    #expect(fine.handle(.elapsed(.greeting(1))) == [])
  }

  @Test func `a driver that does not end a frame that it began has hung`() {
    var link = Self.up(.camera)
    let wait = DriverLink.Wait.frame(1, 2)
    #expect(link.handle(.begun) == [.wait(.seconds(10), wait)])
    #expect(link.handle(.begun) == [], "more of it came")
    var patient = link
    #expect(link.handle(.elapsed(wait)).prefix(2) == [.note(.hung), .disconnect])
    #expect(Self.states(link.handle(.elapsed(wait))) == [], "that line is over")
    _ = patient.handle(.heard(.unsolicited(.state(.camera, .deviceBusy))))
    #expect(patient.handle(.elapsed(wait)) == [])
    #expect(patient.handle(.begun) == [.wait(.seconds(10), .frame(1, 3))], "each frame is waited for by itself")
    #expect(patient.handle(.elapsed(wait)) == [])
    _ = patient.handle(.lost)
    #expect(patient.handle(.elapsed(.frame(1, 3))) == [])
  }

  @Test func `something before hello, and hello twice, are no messages`() {
    var early = DriverLink(.camera)
    _ = early.handle(.started)
    _ = early.handle(.connected)
    #expect(early.handle(.heard(.acknowledge(RequestID(1)))).contains(.disconnect))
    var twice = Self.up(.camera)
    let greeting = DriverGreeting(device: .camera, capabilities: [], firmware: "")
    #expect(twice.handle(.heard(.hello(greeting))).contains(.disconnect))
  }

  @Test func `a flood ends the line, and what comes within a device's measure does not`() {
    var link = Self.up(.camera)
    let unasked = DriverLink.Event.heard(.acknowledge(RequestID(99)))
    for _ in 0..<190 { #expect(!link.handle(unasked).contains(.disconnect)) }
    var calm = link
    _ = calm.handle(.elapsed(.second(1)))
    let effects = (0..<12).flatMap { _ in link.handle(unasked) }
    #expect(effects.contains(.note(.flood)) && effects.contains(.disconnect))
    #expect(!(0..<12).flatMap { _ in calm.handle(unasked) }.contains(.disconnect))
  }

  // MARK: Clearing and trying out

  @Test func `a clearing waits for the line, and is answered once, by its own number`() {
    var link = DriverLink(.fingerprintReader)
    _ = link.handle(.started)
    #expect(link.handle(.clearWanted(1)) == [.wait(.seconds(30), .clearing(1))])
    #expect(Self.greet(&link, .fingerprintReader).contains(.send(.clear(1))))
    #expect(link.handle(.clearWanted(2)) == [.send(.clear(2)), .wait(.seconds(30), .clearing(2))])
    #expect(link.handle(.heard(.cleared(1, isClear: true))) == [.cleared(1, isClear: true)])
    #expect(link.handle(.heard(.cleared(2, isClear: true))) == [.cleared(2, isClear: true)])
    #expect(link.handle(.heard(.cleared(2, isClear: true))).contains(.note(.unexpected)))
  }

  @Test func `a device that was not cleared is out of order, born again or not, until it is cleared or tried out`() {
    var link = Self.up(.fingerprintReader)
    _ = link.handle(.clearWanted(1))
    let kept = link.handle(.heard(.cleared(1, isClear: false)))
    #expect(kept == [.cleared(1, isClear: false), .tell(.state(.fingerprintReader, .hardwareError))])
    #expect(link.handle(.heard(.unsolicited(.state(.fingerprintReader, .online)))) == [])
    let pause = Self.pause(link.handle(.lost))
    _ = pause.map { link.handle(.elapsed($0.wait)) }
    #expect(Self.states(Self.greet(&link, .fingerprintReader)) == [.hardwareError])
    var cleared = link
    _ = cleared.handle(.clearWanted(2))
    #expect(Self.states(cleared.handle(.heard(.cleared(2, isClear: true)))) == [.online])
    #expect(link.handle(.testWanted) == [.send(.test(2)), .wait(.seconds(30), .testing(2))])
    #expect(link.handle(.heard(.unsolicited(.state(.fingerprintReader, .online)))) == [], "it tries itself out")
    #expect(Self.states(link.handle(.heard(.tested(2, .online)))) == [.online])
  }

  @Test func `a clearing that is not answered has failed, and the driver has hung`() {
    var link = Self.up(.camera)
    _ = link.handle(.clearWanted(1))
    let effects = link.handle(.elapsed(.clearing(1)))
    #expect(effects.first == .cleared(1, isClear: false) && effects.contains(.note(.hung)))
    var away = Self.up(.camera)
    _ = away.handle(.lost)
    _ = away.handle(.clearWanted(1))
    #expect(away.handle(.elapsed(.clearing(1))) == [.cleared(1, isClear: false)])
  }

  @Test func `a technician hears the state whatever it is, and of a driver that is not there too`() {
    var link = Self.up(.camera)
    _ = link.handle(.testWanted)
    #expect(Self.states(link.handle(.heard(.tested(1, .online)))) == [.online], "the same as before is told again")
    _ = link.handle(.testWanted)
    #expect(Self.states(link.handle(.elapsed(.testing(1)))) == [.offline])
    _ = link.handle(.testWanted)
    #expect(Self.states(link.handle(.refused)) == [.offline])
  }
}
