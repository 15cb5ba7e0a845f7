import Devices
import DriverWire
import Quality
import Renewal
import TestSupport
import Testing

/// The bytes of each message, and what is none.
@Suite struct MessageTests {
  @Test(arguments: Samples.toDriver.indices)
  func `what the box tells has one form, and is read from it`(index: Int) throws {
    let (message, head) = Samples.toDriver[index]
    #expect(message.frame.head.written == head)
    #expect(message.frame.tail.isEmpty)
    #expect(try MessageToDriver(message.frame) == message)
  }

  @Test(arguments: Samples.fromDriver.indices)
  func `what a driver tells has one form, and is read from it`(index: Int) throws {
    let sample = Samples.fromDriver[index]
    #expect(sample.message.frame.head.written == sample.head)
    #expect(sample.message.frame.tail == sample.tail)
    #expect(try MessageFromDriver(sample.message.frame, from: sample.device) == sample.message)
  }

  @Test func `a frame is two lengths, a head and a tail`() throws {
    let frame = DriverFrame(["type": "x"], tail: [9, 8])
    #expect(frame.bytes == [0, 0, 0, 18, 0, 0, 0, 12] + Array(#"{"type":"x"}"#.utf8) + [9, 8])
  }

  @Test func `a frame is read however its bytes are cut, and the next one behind it`() throws {
    let sample = try #require(Samples.fromDriver.first { $0.tail.count == 12 })
    let bytes = sample.message.frame.bytes
    for cut in 0...bytes.count {
      var reader = DriverFrameReader(longestTail: 12)
      var (first, second) = (bytes[..<cut], bytes[cut...] + bytes)
      let early = try reader.take(&first)
      #expect((early != nil) == (cut == bytes.count) && first.isEmpty)
      if early == nil { #expect(try reader.take(&second) == sample.message.frame) }
      #expect(try reader.take(&second) == sample.message.frame)
      if early == nil { #expect(second.isEmpty) }
    }
  }

  @Test(
    arguments: [
      ([0, 0, 0, 0, 0, 0, 0, 0], .lengths(frame: 0, head: 0)), ([0, 0, 0, 5, 0, 0, 0, 1], .lengths(frame: 5, head: 1)),
      ([0, 0, 0, 9, 0, 0, 0, 6], .lengths(frame: 9, head: 6)),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 2], .lengths(frame: 4_294_967_295, head: 2)),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .lengths(frame: 4_294_967_295, head: 4_294_967_295)),
      ([0, 1, 0, 5, 0, 1, 0, 1], .lengths(frame: 65_541, head: 65_537)),
      ([0, 0, 0, 17, 0, 0, 0, 2], .lengths(frame: 17, head: 2)),
      ([0, 0, 0, 6, 0, 0, 0, 2, 0x7B, 0x7B], .notJSON),
    ] as [([UInt8], DriverWireFault)])
  func `a frame that cannot be is refused by its lengths`(bytes: [UInt8], fault: DriverWireFault) {
    var reader = DriverFrameReader(longestTail: 10)
    var slice = bytes[...]
    #expect(throws: fault) { try reader.take(&slice) }
  }

  /// Heads that are no message of a driver's, with how many bytes of a tail, and why.
  static let refused: [(device: Device, head: String, tail: Int, fault: DriverWireFault)] = [
    (.camera, #"{"type":"nod"}"#, 0, .notMessage("no message from a driver is of that type")),
    (.camera, #"[]"#, 0, .notMessage("no message from a driver is of that type")),
    (.camera, #"{"type":"acknowledge"}"#, 0, .notMessage("a message has no id")),
    (.camera, #"{"type":"acknowledge","id":-1}"#, 0, .notMessage("a message has no id")),
    (.camera, #"{"type":"acknowledge","id":7}"#, 1, .tail(expected: 0, came: 1)),
    (
      .camera, #"{"type":"completion","id":7,"answer":{"photos":[{"width":2,"height":1}]}}"#, 5,
      .tail(expected: 6, came: 5)
    ),
    (
      .camera, #"{"type":"completion","id":7,"answer":{"photos":[{"width":2,"height":1}]}}"#, 7,
      .tail(expected: 6, came: 7)
    ),
    (
      .camera, #"{"type":"event","id":7,"answer":{"frame":{"width":4097,"height":1}}}"#, 0,
      .pictureSize(width: 4097, height: 1)
    ),
    (
      .camera, #"{"type":"event","id":7,"answer":{"frame":{"width":0,"height":9223372036854775807}}}"#, 0,
      .pictureSize(width: 0, height: .max)
    ),
    (
      .camera, #"{"type":"event","id":7,"answer":{"frame":{"width":4096,"height":4096}}}"#, 3,
      .tail(expected: 50_331_648, came: 3)
    ),
    (.camera, #"{"type":"event","id":7,"answer":{"photos":[]}}"#, 0, .notMessage("an event is what ends a command")),
    (
      .camera, #"{"type":"completion","id":7,"answer":{"frame":{"width":1,"height":1}}}"#, 3,
      .notMessage("a completion does not end a command")
    ),
    (.camera, #"{"type":"completion","id":7}"#, 0, .notMessage("an answer says nothing that is known")),
    (
      .camera, #"{"type":"completion","id":7,"answer":{"photos":[],"receipt":"printed"}}"#, 0,
      .notMessage("an answer says more than one thing")
    ),
    (
      .fingerprintReader, #"{"type":"completion","id":7,"answer":{"print":{"finger":5,"width":1,"height":1}}}"#, 1,
      .notMessage("a print names no finger")
    ),
    (
      .paymentTerminal, #"{"type":"completion","id":7,"answer":{"payment":"maybe"}}"#, 0,
      .notMessage("a payment's word is none that is known")
    ),
    (
      .signaturePad,
      #"{"type":"completion","id":7,"answer":{"signature":{"width":1,"height":1,"points":[9223372036854775807,1]}}}"#,
      0,
      .notMessage("ink has more than 100000 points, or no number of them")
    ),
    (
      .signaturePad, #"{"type":"completion","id":7,"answer":{"signature":{"width":0,"height":1,"points":[]}}}"#, 0,
      .notMessage("a pad has no sides of 1 to 32767 hundredths")
    ),
    (
      .documentReader, #"{"type":"completion","id":7,"answer":{"document":{"lines":["\u001b[2J"],"chip":"silent"}}}"#,
      0,
      .notMessage("a line of a zone is no more than 44 plain characters")
    ),
    (
      .documentReader, #"{"type":"completion","id":7,"answer":{"document":{"lines":["","","",""],"chip":"silent"}}}"#,
      0,
      .notMessage("a zone has no lines, or more than 3")
    ),
    (
      .camera, #"{"type":"unsolicited","media":"present"}"#, 0,
      .notMessage("unsolicited tells nothing that such a device may tell")
    ),
    (
      .camera, #"{"type":"unsolicited","state":"online","callButton":true}"#, 0,
      .notMessage("unsolicited tells not one thing, but 2")
    ),
    (
      .camera, #"{"type":"hello","version":1,"device":"camera","capabilities":[],"firmware":"\u0007"}"#, 0,
      .notMessage("hello has no firmware of 1 to 64 plain characters")
    ),
    (
      .camera, #"{"type":"hello","version":1,"device":"camera","capabilities":[],"firmware":""}"#, 0,
      .notMessage("hello has no firmware of 1 to 64 plain characters")
    ),
  ]

  @Test(arguments: refused.indices)
  func `what is no message is none, and says why`(index: Int) throws {
    let (device, head, tail, fault) = Self.refused[index]
    let json = try #require(JSON(foreign: Array(head.utf8)))
    let frame = DriverFrame(json, tail: [UInt8](repeating: 0, count: tail))
    #expect(throws: fault) { try MessageFromDriver(frame, from: device) }
  }

  @Test func `capabilities that this program does not know, or that are another device's, are left out`() throws {
    let head =
      #"{"type":"hello","version":1,"device":"camera","capabilities":["preview","zoom","pay",3],"firmware":"1"}"#
    let frame = DriverFrame(try #require(JSON(foreign: Array(head.utf8))))
    #expect(
      try MessageFromDriver(frame, from: .camera)
        == .hello(DriverGreeting(device: .camera, capabilities: [.preview], firmware: "1")))
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `whatever bytes come, they are refused or bounded`(seed: UInt64) {
    var numbers = Seeded(seed)
    var understood = 0
    for round in 0..<20_000 {
      let sample = Samples.fromDriver[round % Samples.fromDriver.count]
      var bytes = sample.message.frame.bytes
      switch Int.random(in: 0...3, using: &numbers) {
      case 0: bytes = (0..<600).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      case 1: for _ in 0..<Int.random(in: 1...4, using: &numbers) { Self.change(&bytes, &numbers) }
      case _: bytes = Self.changedHead(of: sample, &numbers)
      }
      var reader = DriverFrameReader(longestTail: DriverProtocol.longestTail(from: sample.device))
      var slice = bytes[...]
      while let frame = try? reader.take(&slice) {
        #expect(frame.tail.count <= bytes.count)
        guard let message = try? MessageFromDriver(frame, from: sample.device) else { continue }
        understood += 1
        #expect(
          (try? MessageFromDriver(message.frame, from: sample.device)) != nil, "what is understood can be told again")
      }
    }
    #expect(understood > 100, "the mutations leave some messages whole")
  }

  /// A frame with true lengths, whose head has other words, numbers or signs in some places.
  private static func changedHead(of sample: Samples.FromDriver, _ numbers: inout Seeded) -> [UInt8] {
    var head = Array(sample.head.utf8)
    let words = [
      "-1", "0", "4096", "4097", "9223372036854775807", "1e9", "null", "true", "[]", "{}", "\"cancelled\"", ",",
      "\"id\":7,",
      "\u{0}", "\u{1B}[2J",
    ]
    for _ in 0..<Int.random(in: 0...2, using: &numbers) where !head.isEmpty {
      let at = Int.random(in: 0..<head.count, using: &numbers)
      let end = Int.random(in: at...min(at + 4, head.count), using: &numbers)
      head.replaceSubrange(at..<end, with: Array((words.randomElement(using: &numbers) ?? "").utf8))
    }
    var tail = sample.tail
    if Int.random(in: 0...5, using: &numbers) == 0 { tail.append(0) }
    let lengths = [4 + head.count + tail.count, head.count].flatMap { length in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
    }
    return lengths + head + tail
  }

  private static func change(_ bytes: inout [UInt8], _ numbers: inout Seeded) {
    guard !bytes.isEmpty else { return bytes.append(0) }
    let at = Int.random(in: 0..<bytes.count, using: &numbers)
    switch Int.random(in: 0...3, using: &numbers) {
    case 0: bytes[at] = UInt8.random(in: 0...255, using: &numbers)
    case 1: bytes.remove(at: at)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: at)
    case _: bytes.replaceSubrange(at..., with: bytes[at...].reversed())
    }
  }
}
