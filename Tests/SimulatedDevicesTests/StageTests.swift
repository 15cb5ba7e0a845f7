import Devices
import DriverWire
import Foundation
import PassportRules
import Quality
import Renewal
import SimulatedDevices
import Synchronization
import Testing

/// A world that somebody plays by orders.
@Suite struct StageTests {
  private static func stage(_ scenario: String = "everything-goes-well") throws -> Stage {
    let stage = Stage(try ShippedSimulation.world(scenario), scenarios: ["cannot-sign", "camera-unplugged"]) {
      try? ShippedSimulation.scenario($0)
    }
    for device in Device.allCases { stage.connect(device, Stage.Line(misdeed: { nil }, misbehave: { _, _ in })) }
    return stage
  }

  private static func driver(_ device: Device, _ stage: Stage) throws -> any Driver {
    try #require(stage.drivers.first { $0.device == device })
  }

  private static func pay(_ attempt: Int, _ stage: Stage) throws -> Delivery? {
    let payment = Payment(sale: CaseNumber(1), attempt: attempt, amount: Amount(kroner: 893))
    return try driver(.paymentTerminal, stage).outcome(.pay(payment), id: attempt)
  }

  /// Every line that completion leads to.
  private static func lines(_ stage: Stage) -> [String] {
    var lines: [String] = []
    var begun = stage.completions(of: "")
    while let line = begun.popLast() {
      let more = stage.completions(of: line + " ").filter { $0 != "at" }
      // One device or finger stands for all of them.
      if more.isEmpty || line.split(separator: " ").count > 1 { lines.append(line) }
      begun += (line.split(separator: " ").count > 1 ? Array(more.prefix(1)) : more).map { "\(line) \($0)" }
    }
    return lines
  }

  @Test func `whatever completion offers is an order that is obeyed`() throws {
    let stage = try Self.stage()
    let lines = Self.lines(stage)
    #expect(lines.count > 150)
    for line in lines where !(line.hasPrefix("fault T") && line.split(separator: " ").count == 2) {
      let answer = stage.obey(line)
      #expect(answer.isDone && !answer.told.isEmpty, "\(line): \(answer.told)")
    }
  }

  @Test(arguments: [
    ("dance", "no order “dance”"), ("face", "face good|closer"),
    ("card refused at 0", "“at” takes a number from 1 to 50"),
    ("passport on at 2", "passport takes no “at”"), ("unplug toaster", "unplug documentReader|camera"),
    ("person nobody-knows", "person "), ("fault Z9 camera", "fault T1|T2"),
  ])
  func `what is no order is told with what would be one`(line: String, told: String) throws {
    let answer = try Self.stage().obey(line)
    #expect(!answer.isDone)
    #expect(answer.told.hasPrefix(told), "\(answer.told)")
  }

  @Test func `something is planned for the command that is named, and all goes on as planned afterwards`() throws {
    let stage = try Self.stage()
    #expect(stage.obey("card refused at 2").isDone)
    #expect(try Self.pay(1, stage) == .answer(.payment(.approved(Amount(kroner: 893)))))
    #expect(try Self.pay(2, stage) == .answer(.payment(.declined(.refused))))
    #expect(try Self.pay(3, stage) == .answer(.payment(.approved(Amount(kroner: 893)))))
    #expect(stage.obey("card wrong-pin").isDone)
    for attempt in 4...5 { #expect(try Self.pay(attempt, stage) == .answer(.payment(.declined(.wrongPIN)))) }
  }

  @Test func `a card that is pulled out ends one payment`() throws {
    let stage = try Self.stage()
    #expect(stage.obey("pull card").isDone)
    #expect(try Self.pay(1, stage) == .answer(.payment(.declined(.cancelled))))
    #expect(try Self.pay(2, stage) == .answer(.payment(.approved(Amount(kroner: 893)))))
  }

  @Test func `a passport is read while it lies there, and not when somebody has taken it`() throws {
    let stage = try Self.stage()
    let reader = try Self.driver(.documentReader, stage)
    let told = Told()
    reader.start { told.take($0) }
    #expect(stage.obey("passport off").isDone)
    #expect(reader.outcome(.readDocument) == .document(.nothing))
    #expect(stage.obey("passport on").isDone)
    #expect(told.all.last == .media(.present))
    guard case .document(.page(let lines, _, _))? = reader.outcome(.readDocument, id: 2) else {
      return _ = Issue.record("not read")
    }
    #expect(lines.count == 2)
    #expect(told.all.last == .media(.present), "nobody takes it but by hand")
    #expect(stage.obey("passport off").isDone)
    #expect(told.all.last == .media(.notPresent))
  }

  @Test func `the camera sees how somebody sits now, in the live view too`() throws {
    let stage = try Self.stage()
    let camera = try Self.driver(.camera, stage)
    guard case .photos(let open)? = camera.outcome(.takePictures(count: 1)) else { return _ = Issue.record("none") }
    #expect(PhotoMeasures.measure(open[0]).faults(against: .standard) == [])
    #expect(stage.obey("face eyes-closed").isDone)
    guard case .photos(let closed)? = camera.outcome(.takePictures(count: 1), id: 2) else {
      return _ = Issue.record("none")
    }
    #expect(PhotoMeasures.measure(closed[0]).faults(against: .standard).contains(.eyesClosed))
    let deliveries = Deliveries()
    camera.perform(Job(id: RequestID(3), command: .preview)) { deliveries.take($0, $1) }
    guard case .frame(let frame)? = deliveries.all.last else { return _ = Issue.record("no live picture") }
    #expect(PhotoMeasures.measure(frame).faults(against: .standard).contains(.eyesClosed))
    #expect(stage.obey("face auto").isDone)
    #expect(stage.world.play.hand == Play.Hand())
  }

  @Test func `somebody else sits there, with their own fingers and number`() throws {
    let stage = try Self.stage()
    let sensor = try Self.driver(.fingerprintReader, stage)
    let before = (stage.typed, sensor.outcome(.readFinger(.rightIndex)))
    let other = try #require(
      stage.completions(of: "person ").first { stage.world.register.people[$0]?.cpr.digits != before.0 })
    #expect(stage.obey("person \(other)").isDone)
    #expect(stage.typed != before.0)
    #expect(sensor.outcome(.readFinger(.rightIndex), id: 2) != before.1)
  }

  @Test func `a device is gone when it is unplugged, fails what it is told, and is back when it is plugged in`() throws
  {
    let stage = try Self.stage()
    let pad = try Self.driver(.signaturePad, stage)
    let told = Told()
    pad.start { told.take($0) }
    #expect(told.all.last == .state(.signaturePad, .online))
    #expect(stage.obey("unplug signaturePad").isDone)
    #expect(told.all.last == .state(.signaturePad, .noDevice))
    #expect(pad.outcome(.readSignature) == .answer(.failed(DeviceFault(.disconnected, .maintenance))))
    #expect(stage.look(at: .signaturePad) == "noDevice      commands 1  now -")
    #expect(stage.obey("plug signaturePad").isDone)
    #expect(told.all.last == .state(.signaturePad, .online))
    guard case .signature? = pad.outcome(.readSignature, id: 2) else { return _ = Issue.record("not written") }
    #expect(stage.count(of: "readSignature", .signaturePad) == 2)
    #expect(stage.obey("unplug signaturePad at 2").isDone)
    guard case .signature? = pad.outcome(.readSignature, id: 3) else { return _ = Issue.record("not written") }
    #expect(told.all.last == .state(.signaturePad, .noDevice))
  }

  @Test func `what a device was in the middle of goes when it is unplugged`() throws {
    let time = Later()
    let world = try ShippedSimulation.world("everything-goes-well", pacing: Pacing(scheduler: time, pace: 1))
    let stage = Stage(world)
    let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: Amount(kroner: 893))
    for (device, command, end) in [
      (Device.paymentTerminal, DeviceCommand.pay(payment), Delivery.answer(.indeterminate)),
      (.signaturePad, .readSignature, .answer(.failed(DeviceFault(.disconnected, .maintenance)))),
    ] {
      let deliveries = Deliveries()
      try Self.driver(device, stage).perform(Job(id: RequestID(1), command: command)) { deliveries.take($0, $1) }
      #expect(deliveries.completions == [])
      #expect(stage.obey("unplug \(device.rawValue)").isDone)
      time.run()
      #expect(deliveries.completions == [end], "\(device)")
    }
  }

  @Test func `paper runs out and is put in again`() throws {
    let stage = try Self.stage()
    let printer = try Self.driver(.receiptPrinter, stage)
    let told = Told()
    printer.start { told.take($0) }
    let receipt = Receipt(number: CaseNumber(1), language: Language("da"), kind: .completed, pickUpPlace: 0)
    #expect(stage.obey("paper out").isDone)
    #expect(told.all.last == .paper(.out))
    #expect(printer.outcome(.print(receipt)) == .answer(.receipt(.paperOut)))
    #expect(stage.obey("paper full").isDone)
    #expect(told.all.last == .paper(.full))
    #expect(printer.outcome(.print(receipt), id: 2) == .answer(.receipt(.printed)))
  }

  @Test func `another scenario begins with nothing left of what was done by hand`() throws {
    let stage = try Self.stage()
    for order in ["passport off", "face dark", "sign nobody", "scenario cannot-sign"] {
      #expect(stage.obey(order).isDone)
    }
    #expect(stage.world.scenario == (try ShippedSimulation.scenario("cannot-sign")))
    #expect(stage.world.play.hand == Play.Hand())
    #expect(!stage.obey("scenario none").isDone)
  }

  @Test func `a driver's misdeeds are its line's to do, are seen, and end when it is plugged in`() throws {
    let stage = try Self.stage()
    let camera = Mutex(DriverMischief(.camera))
    stage.connect(
      .camera,
      Stage.Line(
        misdeed: { camera.withLock { $0.planned } },
        misbehave: { misdeed, number in camera.withLock { $0.plan(misdeed, at: number) } }))
    #expect(stage.obey("fault T4 camera at 3").isDone)
    #expect(stage.look(at: .camera).hasSuffix("  T4"))
    for order in ["fault T1 camera", "plug signaturePad"] { #expect(stage.obey(order).isDone) }
    #expect(camera.withLock { !$0.takesLines })
    #expect(stage.obey("plug camera").isDone)
    #expect(camera.withLock { $0.planned == nil })
    #expect(!stage.obey("fault T4").isDone, "whose line it is must be said")
  }

  @Test func `every fault that can be played is one of the document's`() throws {
    let document = ShippedSimulation.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Documentation/Faults.md")
    let text = try String(contentsOf: document, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { $0.split(separator: "|").first }
    let ids = Set(rows.flatMap { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } })
    let played = try Self.stage().completions(of: "fault ")
    #expect(played.count > 55)
    for id in played { #expect(ids.contains(id), "\(id)") }
  }

  // MARK: The line that is typed

  @Test func `a line is completed as far as all choices go, corrected, and called back`() {
    var line = OrderLine()
    let choices = { (text: String) in ["paper", "passport", "press"].filter { $0.hasPrefix(text) } }
    func take(_ bytes: [UInt8]) -> [String] {
      OrderLine.Key.keys(in: bytes).compactMap { line.take($0, completions: choices) }
    }
    #expect(take(Array("p\t".utf8)) == [])
    #expect(line.text == "p" && line.choices == ["paper", "passport", "press"])
    #expect(take(Array("as\t".utf8)) == [])
    #expect(line.text == "passport " && line.choices == [])
    #expect(take(Array("onn\u{7F}\r".utf8)) == ["passport on"])
    #expect(take(Array("x\u{15}\u{1B}[A".utf8)) == [] && line.text == "passport on")
    #expect(take(Array("\u{1B}[B".utf8)) == [] && line.text.isEmpty)
    #expect(take([0x1B, 0x5B, 0x31, 0x3B, 0x35, 0x43, 0x61]) == [] && line.text == "a", "other sequences are no keys")
    #expect(OrderLine.Key.keys(in: [0x03]) == [.end])
  }
}

/// Time that comes when it is called.
private final class Later: Scheduler {
  private let waiting = Mutex<[@Sendable () -> Void]>([])

  func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) { waiting.withLock { $0.append(work) } }

  /// Everything that waits comes, and what that leads to.
  func run() {
    while let work = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { work() }
  }
}

/// What a device told unasked, in order.
private final class Told: Sendable {
  private let contents = Mutex<[DeviceNotice]>([])
  var all: [DeviceNotice] { contents.withLock { $0 } }
  func take(_ notice: DeviceNotice) { contents.withLock { $0.append(notice) } }
}
