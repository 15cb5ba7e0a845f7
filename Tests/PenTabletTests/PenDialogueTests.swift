import DeviceLines
import Devices
import InputDevices
import PenTablet
import Quality
import Renewal
import SimulatedDevices
import TestSupport
import Testing

/// What becomes of a command, of the pen, and of a device that is lost.
@Suite struct PenDialogueTests {
  typealias Effect = PenDialogue.Effect

  private static let pause = Milliseconds.seconds(3)
  private static let size = TabletField.Size(width: 100, height: 40)

  /// A field of a hundred units a millimetre.
  private static func field() throws -> TabletField {
    try #require(
      TabletField(
        across: InputAxis(least: 0, most: 10_000), down: InputAxis(least: 0, most: 4000),
        pressure: InputAxis(least: 0, most: 2047), size: size))
  }

  /// A dialogue with a tablet that is there, asked for a signature.
  private static func asked(_ id: Int = 1) throws -> PenDialogue {
    var dialogue = PenDialogue(pause: pause)
    #expect(dialogue.handle(.started) == [.open])
    #expect(dialogue.handle(.opened(try field())) == [.note(.found), .tell(.state(.signaturePad, .online))])
    #expect(dialogue.handle(.asked(Job(id: RequestID(id), .readSignature))) == [])
    return dialogue
  }

  private static func report(_ events: [InputEvent], at milliseconds: Int) -> [InputEvent] {
    (events + [InputEvent(.synchronization, InputCode.report, 0)]).map {
      InputEvent($0.type, $0.code, $0.value, milliseconds: milliseconds)
    }
  }

  /// The pen at a place, in hundredths of a millimetre.
  private static func pen(
    _ x: Int32, _ y: Int32, touches: Bool = true, pressure: Int32 = 1000, at milliseconds: Int
  ) -> [InputEvent] {
    report(
      [
        InputEvent(.key, InputCode.pen, 1), InputEvent(.absolute, InputCode.x, x),
        InputEvent(.absolute, InputCode.y, y),
        InputEvent(.absolute, InputCode.pressure, pressure), InputEvent(.key, InputCode.touch, touches ? 1 : 0),
      ], at: milliseconds)
  }

  /// The events of an ink, as the kernel tells them of a pen that hovers between strokes.
  static func events(of ink: SignatureInk) -> [InputEvent] {
    ink.strokes.flatMap { stroke in
      let points = stroke.points.flatMap { point in
        pen(
          Int32((point.x * 100).rounded()), Int32((point.y * 100).rounded()),
          pressure: Int32((point.pressure * 2047).rounded()), at: 5_000_000 + point.milliseconds)
      }
      guard let last = stroke.points.last else { return points }
      return points
        + report([InputEvent(.key, InputCode.touch, 0)], at: 5_000_000 + last.milliseconds + 1)
    }
  }

  private static func signature(in effects: [Effect]) -> SignatureInk? {
    effects.compactMap { if case .deliver(_, .signature(let ink)) = $0 { ink } else { nil } }.last
  }

  private static func shown(in effects: [Effect]) -> [SignatureInk] {
    effects.compactMap { if case .deliver(_, .strokes(let ink)) = $0 { ink } else { nil } }
  }

  private static func waits(in effects: [Effect]) -> [PenDialogue.Wait] {
    effects.compactMap { if case .wait(pause, let wait) = $0 { wait } else { nil } }
  }

  // MARK: Signatures

  @Test func `a signature is what was written, to a hundredth of a millimetre, and is shown as it grows`() throws {
    var dialogue = try Self.asked()
    let ink = SignatureMaker(seed: 3).ink(.usual)
    let effects = dialogue.handle(.heard(Self.events(of: ink)))
    #expect(effects.first == .tell(.state(.signaturePad, .deviceBusy)))
    #expect(Self.shown(in: effects).count > 5)
    #expect(Self.signature(in: effects) == nil)
    let wait = try #require(Self.waits(in: effects).last)
    let last = dialogue.handle(.elapsed(wait))
    let written = try #require(Self.signature(in: last))
    #expect(last.last == .tell(.state(.signaturePad, .online)))
    #expect(written.padWidth == 100 && written.padHeight == 40)
    #expect(written.strokes.map(\.points.count) == ink.strokes.map(\.points.count))
    let first = try #require(ink.strokes.first?.points.first)
    for (left, right) in zip(written.strokes.flatMap(\.points), ink.strokes.flatMap(\.points)) {
      #expect(abs(left.x - right.x) < 0.006 && abs(left.y - right.y) < 0.006)
      #expect(abs(left.pressure - right.pressure) < 0.0006)
      #expect(left.milliseconds == right.milliseconds - first.milliseconds)
    }
    #expect(
      SignatureMeasures.measure(written).faults(against: .standard)
        == SignatureMeasures.measure(ink).faults(against: .standard))
  }

  @Test func `who lifts the pen and writes on within the pause is not done`() throws {
    var dialogue = try Self.asked()
    let dot = Self.pen(100, 100, at: 10) + Self.pen(100, 100, touches: false, at: 20)
    let first = try #require(Self.waits(in: dialogue.handle(.heard(dot))).last)
    let again = dialogue.handle(.heard(Self.pen(200, 100, at: 900) + Self.pen(300, 100, touches: false, at: 950)))
    #expect(dialogue.handle(.elapsed(first)) == [])
    let second = try #require(Self.waits(in: again).last)
    let ink = try #require(Self.signature(in: dialogue.handle(.elapsed(second))))
    #expect(ink.strokes.count == 2)
  }

  @Test func `a pen that is down is not done however long it stays`() throws {
    var dialogue = try Self.asked()
    let effects = dialogue.handle(
      .heard(Self.pen(1, 1, at: 1) + Self.pen(1, 1, touches: false, at: 2) + Self.pen(2, 2, at: 3)))
    for wait in Self.waits(in: effects) { #expect(dialogue.handle(.elapsed(wait)) == []) }
  }

  @Test func `a pen that hovers, and its other end, write nothing`() throws {
    var dialogue = try Self.asked()
    let rubs = Self.report(
      [
        InputEvent(.key, InputCode.pen, 0), InputEvent(.key, InputCode.rubber, 1), InputEvent(.key, InputCode.touch, 1),
      ],
      at: 40)
    #expect(
      dialogue.handle(.heard(Self.pen(1, 1, touches: false, at: 10) + Self.pen(9, 9, touches: false, at: 20))) == [])
    #expect(dialogue.handle(.heard(rubs)) == [])
  }

  @Test func `what was written before a signature was asked for is no part of it`() throws {
    var dialogue = PenDialogue(pause: Self.pause)
    _ = dialogue.handle(.started)
    _ = dialogue.handle(.opened(try Self.field()))
    #expect(dialogue.handle(.heard(Self.pen(7000, 3000, at: 5) + Self.pen(7000, 3000, touches: false, at: 6))) == [])
    _ = dialogue.handle(.asked(Job(id: RequestID(1), .readSignature)))
    let effects = dialogue.handle(.heard(Self.pen(10, 10, at: 7) + Self.pen(10, 10, touches: false, at: 8)))
    let wait = try #require(Self.waits(in: effects).last)
    let ink = try #require(Self.signature(in: dialogue.handle(.elapsed(wait))))
    #expect(ink.strokes == [Stroke(points: [StrokePoint(x: 0.1, y: 0.1, milliseconds: 0, pressure: 1000.0 / 2047)])])
  }

  @Test func `where events were lost the stroke ends, and the device is asked what is so now`() throws {
    var dialogue = try Self.asked()
    let lost = Self.pen(100, 100, at: 1) + [InputEvent(.synchronization, InputCode.dropped, 0, milliseconds: 2)]
    #expect(dialogue.handle(.heard(lost)).contains(.askNow))
    // The rest of what was lost counts for nothing.
    let rest = dialogue.handle(.heard(Self.pen(9000, 100, at: 3)))
    #expect(Self.shown(in: rest).last?.strokes.map(\.points.count) == [1])
    _ = dialogue.handle(.resumed(touches: true, x: 500, y: 600))
    let on = dialogue.handle(.heard(Self.report([], at: 200) + Self.pen(500, 600, touches: false, at: 300)))
    let ink = try #require(Self.shown(in: on).last)
    #expect(ink.strokes.map { $0.points.map(\.x) } == [[1], [5]])
  }

  @Test
  func
    `a pen that is taken away touches no more, whether or not that is told, and nothing of it comes into the next signature`()
    throws
  {
    var dialogue = try Self.asked()
    let away = Self.report([InputEvent(.key, InputCode.pen, 0)], at: 3)
    let effects = dialogue.handle(.heard(Self.pen(6000, 600, at: 1) + away))
    #expect(Self.waits(in: effects).count == 1)
    _ = dialogue.handle(.takenBack(RequestID(1)))
    _ = dialogue.handle(.asked(Job(id: RequestID(2), .readSignature)))
    let next = dialogue.handle(.heard(Self.pen(150, 50, at: 9) + Self.pen(150, 50, touches: false, at: 10)))
    #expect(Self.shown(in: next).last?.strokes.map { $0.points.map { ($0.x * 10).rounded() } } == [[15]])
  }

  @Test func `a pen that was down before the box asked is at work, too`() throws {
    var dialogue = PenDialogue(pause: Self.pause)
    _ = dialogue.handle(.started)
    _ = dialogue.handle(.opened(try Self.field()))
    _ = dialogue.handle(.heard(Self.pen(1, 1, at: 1)))
    _ = dialogue.handle(.asked(Job(id: RequestID(1), .readSignature)))
    #expect(dialogue.handle(.heard(Self.pen(2, 2, at: 2))).first == .tell(.state(.signaturePad, .deviceBusy)))
  }

  // MARK: The device

  @Test func `a tablet that goes takes the signature along, which is told, and is looked for again and again`() throws {
    var dialogue = try Self.asked()
    _ = dialogue.handle(.heard(Self.pen(1, 1, at: 1)))
    let effects = dialogue.handle(.lost)
    #expect(
      effects == [
        .deliver(RequestID(1), .answer(.failed(DeviceFault(.disconnected, .reset)))), .note(.lost),
        .tell(.state(.signaturePad, .noDevice)), .wait(Milliseconds(500), .nextLine(1)),
      ])
    var pauses: [Int] = []
    var next = PenDialogue.Wait.nextLine(1)
    for _ in 0..<8 {
      #expect(dialogue.handle(.elapsed(next)) == [.open])
      guard case .wait(let pause, let wait)? = dialogue.handle(.refused(.absent)).last else { break }
      pauses.append(pause.count)
      next = wait
    }
    #expect(pauses == [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
    _ = dialogue.handle(.elapsed(next))
    #expect(dialogue.handle(.opened(try Self.field())).contains(.tell(.state(.signaturePad, .online))))
  }

  @Test func `a device that is none is told once, with what it lacks`() {
    var dialogue = PenDialogue(pause: Self.pause)
    _ = dialogue.handle(.started)
    let refusal = DeviceLine.Refusal.unsuitable("no field")
    #expect(
      dialogue.handle(.refused(refusal)).prefix(2) == [
        .note(.refused(refusal)), .tell(.state(.signaturePad, .hardwareError)),
      ])
    _ = dialogue.handle(.elapsed(.nextLine(1)))
    let again = dialogue.handle(.refused(refusal))
    #expect(again.count == 1)
    #expect(dialogue.handle(.testWanted) == [.open])
    #expect(dialogue.handle(.refused(refusal)).first == .note(.refused(refusal)))
  }

  @Test func `a command that cannot be carried out is told so at once`() throws {
    var dialogue = try Self.asked()
    let failed = { (id: Int, reason: DeviceFault.Reason) in
      [Effect.deliver(RequestID(id), .answer(.failed(DeviceFault(reason, .reset))))]
    }
    #expect(dialogue.handle(.asked(Job(id: RequestID(2), .readSignature))) == failed(2, .busy))
    #expect(dialogue.handle(.asked(Job(id: RequestID(3), .readDocument))) == failed(3, .garbage))
    var none = PenDialogue(pause: Self.pause)
    #expect(none.handle(.asked(Job(id: RequestID(4), .readSignature))) == failed(4, .disconnected))
  }

  @Test func `taken back or cleared, nothing of what was written is kept`() throws {
    var dialogue = try Self.asked()
    let effects = dialogue.handle(.heard(Self.pen(1, 1, at: 1) + Self.pen(1, 1, touches: false, at: 2)))
    let wait = try #require(Self.waits(in: effects).last)
    #expect(dialogue.handle(.takenBack(RequestID(1))) == [.tell(.state(.signaturePad, .online))])
    #expect(dialogue.handle(.elapsed(wait)) == [])
    _ = dialogue.handle(.asked(Job(id: RequestID(2), .readSignature)))
    _ = dialogue.handle(.heard(Self.pen(5, 5, at: 3)))
    #expect(dialogue.handle(.clearWanted(7)).last == .cleared(7))
    _ = dialogue.handle(.asked(Job(id: RequestID(3), .readSignature)))
    let again = dialogue.handle(.heard(Self.pen(6, 6, touches: false, at: 4) + Self.pen(7, 7, at: 5)))
    #expect(Self.shown(in: again).last?.strokes.flatMap(\.points).map { ($0.x * 100).rounded() } == [7])
  }

  // MARK: Bounds

  @Test func `whatever a device tells, nothing traps and what is kept is bounded`() throws {
    var dialogue = try Self.asked()
    var state: UInt64 = 5
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 16
    }
    let types: [InputEventType] = [.synchronization, .key, .absolute, .switch]
    let codes: [UInt16] = [0, 1, 3, 0x18, 0x140, 0x141, 0x14a]
    var most = 0
    for _ in 0..<3000 {
      let events = (0..<40).map { _ in
        InputEvent(
          types[Int(next() % 4)], codes[Int(next() % 7)],
          Int32(truncatingIfNeeded: next() % 3 == 0 ? next() : next() % 2),
          milliseconds: Int(truncatingIfNeeded: next()))
      }
      for ink in Self.shown(in: dialogue.handle(.heard(events))) {
        most = max(most, ink.strokes.reduce(0) { $0 + $1.points.count })
        #expect(ink.strokes.count <= 500)
      }
    }
    #expect(most > 100 && most <= 20_000)
  }
}

/// Fields as devices tell them.
@Suite struct TabletFieldTests {
  private static func axis(_ most: Int32, _ resolution: Int32) -> InputAxis {
    InputAxis(least: 0, most: most, unitsPerMillimetre: resolution)
  }

  @Test func `a device's own size counts where a hand could write on it`() throws {
    let field = try #require(TabletField(across: Self.axis(21_600, 200), down: Self.axis(13_500, 200), pressure: nil))
    #expect(field.size.width == 108 && field.size.height == 67.5)
  }

  /// A serial tablet tells ten times too many units a millimetre: its field would be 8 by 6 mm (linuxwacom/xf86-input-wacom, issue 123).
  @Test(arguments: [(20_320, 2540), (21_600, 0), (0, 200)] as [(Int32, Int32)])
  func `a size that cannot be is not taken, and one that is given stands in for it`(most: Int32, resolution: Int32) {
    let axis = Self.axis(most, resolution)
    #expect(TabletField(across: axis, down: axis, pressure: nil) == nil)
    let given = TabletField(across: axis, down: axis, pressure: nil, size: TabletField.Size(width: 203, height: 152))
    #expect((given == nil) == (most == 0))
  }

  @Test func `events are read as the kernel writes them, in pieces of any length`() {
    let event = InputEvent(.absolute, InputCode.pressure, -7, milliseconds: 1_764_000_123_456)
    var bytes: [UInt8] = []
    var read: [InputEvent] = []
    for byte in event.bytes + event.bytes + event.bytes.dropLast() {
      bytes.append(byte)
      read += InputEvent.take(from: &bytes)
    }
    #expect(read == [event, event] && bytes.count == InputEvent.size - 1)
  }
}
