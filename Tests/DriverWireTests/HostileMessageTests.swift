import Devices
import DriverWire
import Foundation
import Renewal
import TestSupport
import Testing

/// Messages that somebody has changed at will: bytes of their frames, and values of their heads.
///
/// `PASBOKS_FUZZ=1000` makes each test so many thousands of them; without it ten thousand.
@Suite struct HostileMessageTests {
  private static let thousands = ProcessInfo.processInfo.environment["PASBOKS_FUZZ"].flatMap { Int($0) } ?? 10

  private static let schema = JSONSchema.published("pasboks-driver-1.json")

  @Test(arguments: [UInt64(1), 2])
  func `whatever bytes come, they are refused or bounded`(seed: UInt64) {
    var numbers = Seeded(seed)
    var (understood, refused) = (0, 0)
    for round in 0..<Self.thousands * 500 {
      let isFromBox = round.isMultiple(of: 2)
      let place = round / 2
      let sample = Samples.fromDriver[place % Samples.fromDriver.count]
      var bytes =
        isFromBox
        ? Samples.toDriver[place % Samples.toDriver.count].message.frame.bytes : sample.message.frame.bytes
      for _ in 0..<Int.random(in: 1...3, using: &numbers) { Self.change(&bytes, &numbers) }
      let longest = isFromBox ? 0 : DriverProtocol.longestTail(from: sample.device)
      var reader = DriverFrameReader(longestTail: longest)
      var rest = bytes[...]
      var isWhole = false
      while let frame = try? reader.take(&rest) {
        #expect(frame.tail.count <= bytes.count)
        if isFromBox, let message = try? MessageToDriver(frame) {
          isWhole = true
          #expect((try? MessageToDriver(message.frame)) == message)
        } else if !isFromBox, let message = try? MessageFromDriver(frame, from: sample.device) {
          isWhole = true
          #expect((try? MessageFromDriver(message.frame, from: sample.device)) == message)
        }
      }
      if isWhole { understood += 1 } else { refused += 1 }
    }
    print("fuzz: \(understood + refused) frames, \(understood) understood, \(refused) refused or not whole")
    #expect(understood > 100 && refused > 1000)
  }

  private static func change(_ bytes: inout [UInt8], _ numbers: inout Seeded) {
    let at = Int.random(in: 0..<bytes.count, using: &numbers)
    switch Int.random(in: 0...4, using: &numbers) {
    case 0: bytes[at] = UInt8.random(in: 0...255, using: &numbers)
    case 1: if bytes.count > 1 { bytes.remove(at: at) }
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: at)
    case 3: bytes.replaceSubrange(at..., with: bytes[at...].reversed())
    case _: bytes += bytes[at...]
    }
  }

  /// Heads whose values are others: what the code takes the schema takes, and what it does not take has a reason outside of the head.
  @Test(arguments: [UInt64(3), 4])
  func `what the code understands the schema takes too, and the other way round`(seed: UInt64) throws {
    let schema = try #require(Self.schema)
    let judge = JSONSchema(root: schema) { Issue.record("\($0)") }
    var numbers = Seeded(seed)
    var (understood, refused) = (0, 0)
    for round in 0..<Self.thousands * 500 {
      let isFromBox = round.isMultiple(of: 2)
      let sample = Samples.fromDriver[round / 2 % Samples.fromDriver.count]
      let frame =
        isFromBox ? Samples.toDriver[round / 2 % Samples.toDriver.count].message.frame : sample.message.frame
      let head = Self.changed(frame.head, &numbers)
      let changed = DriverFrame(head, tail: frame.tail)
      let takes = judge.takes(head, by: schema["$defs"][isFromBox ? "toDriver" : "fromDriver"])
      do throws(DriverWireFault) {
        if isFromBox {
          _ = try MessageToDriver(changed)
        } else {
          _ = try MessageFromDriver(changed, from: sample.device)
        }
        understood += 1
        #expect(takes, "the code takes what the schema does not: \(head)")
      } catch {
        refused += 1
        if takes, !Self.isOutsideOfHead(error) { Issue.record("\(error), and the schema takes it: \(head)") }
      }
    }
    print("fuzz: \(understood + refused) heads, \(understood) understood, \(refused) refused")
    #expect(understood > 100 && refused > 1000)
  }

  /// What no schema of a head says: whose socket it is, and what the tail has.
  private static func isOutsideOfHead(_ fault: DriverWireFault) -> Bool {
    switch fault {
    case .tail, .pictureSize: true
    case .notMessage(let what): what.contains("such a device") || what.contains("stroke") || what.contains("point")
    case .lengths, .notJSON: false
    }
  }

  private static func changed(_ json: JSON, _ numbers: inout Seeded) -> JSON {
    switch json {
    case .object(let members) where !members.isEmpty:
      var members = members
      let key = members.keys.sorted()[Int.random(in: 0..<members.count, using: &numbers)]
      switch Int.random(in: 0...5, using: &numbers) {
      case 0: members[key] = nil
      case 1: members[key + "s"] = members[key]
      case _: members[key] = members[key].map { changed($0, &numbers) }
      }
      return .object(members)
    case .list(let values) where !values.isEmpty && Bool.random(using: &numbers):
      var values = values
      let place = Int.random(in: values.indices, using: &numbers)
      values[place] = changed(values[place], &numbers)
      return .list(Bool.random(using: &numbers) ? values : values + values)
    case _: return other(than: json, &numbers)
    }
  }

  private static func other(than json: JSON, _ numbers: inout Seeded) -> JSON {
    let others: [JSON] = [
      .null, .flag(true), .integer(-1), .integer(0), .integer(1), .integer(.max), .integer(.min), .text(""),
      .text("online"), .text("000017-2"), .text(String(repeating: "x", count: 65)), .text("a\u{202E}b\u{0}"), .list([]),
      .list([.null]), [:], ["state": "online"], json,
    ]
    return others[Int.random(in: others.indices, using: &numbers)]
  }
}
