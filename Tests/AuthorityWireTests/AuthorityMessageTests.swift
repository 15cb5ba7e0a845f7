import AuthorityWire
import Devices
import DriverWire
import PassportRules
import Renewal
import TestSupport
import Testing

/// The bytes of each message between box and uplink, and what is none.
@Suite struct AuthorityMessageTests {
  @Test(arguments: Samples.toUplink.indices)
  func `what the box tells has one form, and is read from it`(index: Int) throws {
    let (message, head) = Samples.toUplink[index]
    #expect(message.frame.head.written == head)
    #expect(try MessageToUplink(message.frame) == message)
  }

  @Test(arguments: Samples.fromUplink.indices)
  func `what the uplink tells has one form, and is read from it`(index: Int) throws {
    let (message, head) = Samples.fromUplink[index]
    #expect(message.frame.head.written == head)
    #expect(try MessageFromUplink(message.frame) == message)
  }

  static let refusedFromBox: [(head: String, tail: Int, fault: DriverWireFault)] = [
    (#"{"type":"sing"}"#, 0, .notMessage("no message to an uplink is of that type")),
    (#"7"#, 0, .notMessage("no message to an uplink is of that type")),
    (#"{"type":"hello"}"#, 0, .notMessage("hello has no version")),
    (#"{"type":"hello","version":1}"#, 1, .tail(expected: 0, came: 1)),
    (#"{"type":"ask","question":{"cpr":"0610850166"}}"#, 0, .notMessage("a message has no id")),
    (#"{"type":"ask","id":1}"#, 0, .notMessage("a question has no CPR number of ten digits")),
    (
      #"{"type":"ask","id":1,"question":{"cpr":"061085-0166"}}"#, 0,
      .notMessage("a question has no CPR number of ten digits")
    ),
    (
      #"{"type":"ask","id":1,"question":{"cpr":"9999999999"}}"#, 0,
      .notMessage("a question has no CPR number of ten digits")
    ),
    (
      #"{"type":"ask","id":1,"question":{"cpr":"0610850166","document":""}}"#, 0,
      .notMessage("a document has no number of 1 to 20 plain characters")
    ),
    (
      #"{"type":"ask","id":1,"question":{"cpr":"0610850166","document":"123456789012345678901"}}"#, 0,
      .notMessage("a document has no number of 1 to 20 plain characters")
    ),
    (
      #"{"type":"ask","id":1,"question":{"cpr":"0610850166","document":"\u001b[2J"}}"#, 0,
      .notMessage("a document has no number of 1 to 20 plain characters")
    ),
    (
      #"{"type":"ask","id":1,"question":{"cpr":"0610850166","booking":"41738"}}"#, 0,
      .notMessage("a booking code has not six digits")
    ),
    (
      #"{"type":"ask","id":1,"question":{"cpr":"0610850166","booking":417382}}"#, 0,
      .notMessage("a booking code has not six digits")
    ),
    (#"{"type":"ask","id":1,"question":{"cpr":"0610850166"}}"#, 3, .tail(expected: 0, came: 3)),
    (#"{"type":"submit","id":1,"key":"17-00"}"#, 0, .tail(expected: 1, came: 0)),
    (#"{"type":"submit","id":-1,"key":"17-00"}"#, 1, .notMessage("a message has no id")),
    (
      #"{"type":"submit","id":1,"key":"../17"}"#, 1,
      .notMessage("a dossier has no idempotency key of letters, digits and hyphens")
    ),
    (
      #"{"type":"submit","id":1,"key":""}"#, 1,
      .notMessage("a dossier has no idempotency key of letters, digits and hyphens")
    ),
    (
      #"{"type":"submit","id":1,"key":"-17"}"#, 1,
      .notMessage("a dossier has no idempotency key of letters, digits and hyphens")
    ),
  ]

  @Test(arguments: refusedFromBox.indices)
  func `what is no message of a box is none, and says why`(index: Int) throws {
    let (head, tail, fault) = Self.refusedFromBox[index]
    let json = try #require(JSON(foreign: Array(head.utf8)))
    #expect(throws: fault) { try MessageToUplink(DriverFrame(json, tail: [UInt8](repeating: 7, count: tail))) }
  }

  private static func person(_ changes: String) -> String {
    let members = [
      #""cpr":"0610850166""#, #""givenNames":"H""#, #""surname":"Ø""#, #""documentMatches":true"#, #""issued":[]"#,
      #""remarks":[]"#,
    ]
    let name = changes.split(separator: ":").first ?? ""
    let person = (members.filter { !$0.hasPrefix(name) } + [changes]).joined(separator: ",")
    return #"{"type":"answered","id":1,"result":{"answer":"person","person":{"# + person + "}}}"
  }

  static let refusedFromUplink: [(head: String, fault: String)] = [
    (#"{"type":"sing"}"#, "no message from an uplink is of that type"),
    (#"{"type":"hello","version":"1"}"#, "hello has no version"),
    (#"{"type":"answered","id":1}"#, "an answer of the register is none that is known"),
    (#"{"type":"answered","id":1,"result":{"answer":"perhaps"}}"#, "an answer of the register is none that is known"),
    (#"{"type":"answered","id":1,"result":{"answer":"person"}}"#, "a person has no CPR number of ten digits"),
    (#"{"type":"answered","result":{"answer":"unknown"}}"#, "a message has no id"),
    (person(#""cpr":"06108501""#), "a person has no CPR number of ten digits"),
    (person(#""surname":"""#), "a person has no names of 1 to 200 characters that are seen"),
    (person(#""surname":"\u001b[2J""#), "a person has no names of 1 to 200 characters that are seen"),
    (person(#""surname":"a\u202eb""#), "a person has no names of 1 to 200 characters that are seen"),
    (person(#""givenNames":7"#), "a person has no names of 1 to 200 characters that are seen"),
    (
      person(#""surname":""# + String(repeating: "ø", count: 201) + "\""),
      "a person has no names of 1 to 200 characters that are seen"
    ),
    (person(#""documentMatches":"true""#), "a person does not say whether the document is theirs"),
    (person(#""documentExpiry":"2026-02-30""#), "a document's expiry is no date"),
    (person(#""issued":["2026-02-28","x"]"#), "issued has what is no date"),
    (
      person(#""issued":["# + [String](repeating: "1", count: 101).joined(separator: ",") + "]"),
      "issued is no list, or of more than 100 dates"
    ),
    (person(#""remarks":["wanted"]"#), "a remark is none that is known"),
    (person(#""remarks":null"#), "remarks are no list"),
    (person(#""booking":{"height":39}"#), "a booked height is not in 40...250 cm"),
    (person(#""booking":{"mobile":"+4520416358"}"#), "a booked mobile number has not eight digits"),
    (person(#""booking":{"pickUpPlace":0}"#), "a booked place is not in 1...99"),
    (#"{"type":"submitted","id":1,"result":{"outcome":"acknowledged"}}"#, "an outcome names no dossier"),
    (#"{"type":"submitted","id":1,"result":{"outcome":"taken","key":"1"}}"#, "an outcome is none that is known"),
    (#"{"type":"state"}"#, "a line is in no state that is known"),
    (
      #"{"type":"state","line":"reachable","certificateUntil":-1}"#,
      "a certificate's end is no moment before the year 10000"
    ),
  ]

  @Test(arguments: refusedFromUplink.indices)
  func `what is no message of an uplink is none, and says why`(index: Int) throws {
    let (head, fault) = Self.refusedFromUplink[index]
    let json = try #require(JSON(foreign: Array(head.utf8)), "\(head)")
    #expect(throws: DriverWireFault.notMessage(fault)) { try MessageFromUplink(DriverFrame(json)) }
    #expect(throws: (any Error).self) { try MessageFromUplink(DriverFrame(json, tail: [0])) }
  }

  @Test func `an outcome about another dossier is none`() {
    let said = SubmissionAnswer.acknowledged.written(about: Samples.key)
    #expect((try? SubmissionAnswer(written: said, about: Samples.key)) == .acknowledged)
    #expect(throws: DriverWireFault.self) { try SubmissionAnswer(written: said, about: "18-0011223344556677") }
  }

  @Test func `no description tells anything of anybody`() {
    let secrets = ["0610850166", "0166", "210345671", "417382", "Hanne", "Østerbæk", "20416358", "2026-12-30"]
    var told = ""
    for (message, _) in Samples.toUplink { dump(message, to: &told) }
    for (message, _) in Samples.fromUplink { dump(message, to: &told) }
    told += Samples.toUplink.map { "\($0.message) \(String(reflecting: $0.message))" }.joined()
    told += Samples.fromUplink.map { "\($0.message) \(String(reflecting: $0.message))" }.joined()
    #expect(secrets.filter { told.contains($0) } == [])
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `whatever bytes come, they are refused or bounded`(seed: UInt64) {
    var numbers = Seeded(seed)
    var understood = 0
    for round in 0..<10_000 {
      let fromBox = round.isMultiple(of: 2)
      let sample =
        fromBox
        ? Samples.toUplink[round / 2 % Samples.toUplink.count].message.frame.bytes
        : Samples.fromUplink[round / 2 % Samples.fromUplink.count].message.frame.bytes
      var bytes = sample
      for _ in 0..<Int.random(in: 0...3, using: &numbers) {
        let at = Int.random(in: 0..<bytes.count, using: &numbers)
        switch Int.random(in: 0...3, using: &numbers) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &numbers)
        case 1: if bytes.count > 1 { bytes.remove(at: at) }
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: at)
        case _: bytes.replaceSubrange(at..., with: bytes[at...].reversed())
        }
      }
      var reader = DriverFrameReader(longestTail: fromBox ? AuthorityInterface.longestDossier : 0)
      var slice = bytes[...]
      while let frame = try? reader.take(&slice) {
        #expect(frame.tail.count <= bytes.count)
        if fromBox, let message = try? MessageToUplink(frame) {
          understood += 1
          #expect((try? MessageToUplink(message.frame)) == message)
        } else if let message = try? MessageFromUplink(frame) {
          understood += 1
          #expect((try? MessageFromUplink(message.frame)) == message)
        }
      }
    }
    #expect(understood > 100, "the mutations leave some messages whole")
  }

  @Test func `a frame may be cut anywhere, and nothing is understood before its end`() throws {
    let frames = Samples.toUplink.map(\.message.frame) + Samples.fromUplink.map(\.message.frame)
    for frame in frames {
      let bytes = frame.bytes
      for cut in 0..<bytes.count {
        var reader = DriverFrameReader(longestTail: 3)
        var (first, rest) = (bytes[..<cut], bytes[cut...])
        #expect(try reader.take(&first) == nil)
        #expect(try reader.take(&rest) == frame)
      }
    }
  }
}
