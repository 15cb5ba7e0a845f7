import PassportRules
import Renewal
import Screens
import Terminal
import TestSupport
import Testing

/// Every row of the corpus through the keyboard and the machine: one reading, no typing, and what the row says.
@Suite struct ReaderCorpusTests {
  @Test func `the corpus has enough rows, each once`() {
    #expect(ReaderRow.all.count >= 100)
    #expect(Set(ReaderRow.all.map(\.description)).count == ReaderRow.all.count)
  }

  @Test(arguments: ReaderRow.all)
  func `each row is one reading, and the box makes of it what it should`(row: ReaderRow) throws {
    try Self.expectOutcome(row, pauses: 0)
  }

  /// Keys that come one by one, at last with pauses that are just no gap.
  @Test(arguments: [9, 60, 99])
  func `a reader's pace changes nothing`(pause: Int) throws {
    for row in ReaderRow.all { try Self.expectOutcome(row, pauses: pause) }
  }

  /// A reader whose layout is set wrongly is read or refused, and never types.
  @Test func `with the wrong layout in kiosk yaml no figure and no return is typed`() throws {
    for row in ReaderRow.all where !row.isCode {
      for input in try Self.inputs(row, pauses: 0, wrongly: true) {
        switch input {
        case .key(.digit), .key(.enter), .key(.back), .key(.stop), .key(.help): Issue.record("\(row): \(input)")
        case .key, .scan, .press, .resized, .hungUp: break
        }
      }
    }
  }

  private static func expectOutcome(_ row: ReaderRow, pauses: Int) throws {
    let inputs = try inputs(row, pauses: pauses)
    guard inputs.count == 1, case .scan(let scan) = inputs.first else {
      return _ = Issue.record("\(row): \(inputs)")
    }
    var driver = BoxDriver()
    driver.reach(.identity)
    driver.send(.scan(scan))
    #expect(outcome(driver) == row.outcome, "\(row)")
    if row.outcome == .accepted {
      #expect(driver.visit?.application.identity?.cpr.digits == ReaderRow.number, "\(row)")
    }
  }

  private static func inputs(_ row: ReaderRow, pauses: Int, wrongly: Bool = false) throws -> [DisplayInput] {
    let settings = try WedgeSettings(
      cardPrefixes: ["%", ";", ":"], codePrefix: "#", mrzPrefix: "!", layout: row.isUS != wrongly ? .us : .matching,
      gapMilliseconds: 100)
    var decoder = KeyDecoder(wedge: settings)
    var inputs: [DisplayInput] = []
    var now = 10_000
    var before: UInt8 = 0
    for byte in row.keys.utf8 {
      // The bytes of one character come together, and so does what follows Esc.
      if pauses > 0, byte < 0x80 || byte >= 0xC0, before != 0x1B {
        now += pauses
        decoder.quiet(now: now, into: &inputs)
      }
      before = byte
      decoder.decode(.byte(byte), now: now, into: &inputs)
    }
    decoder.quiet(now: now + 100, into: &inputs)
    decoder.quiet(now: now + 1000, into: &inputs)
    return inputs
  }

  private static func outcome(_ driver: BoxDriver) -> ReaderRow.Outcome? {
    if driver.flags == [.replacementNumber] { return .replacementNumber }
    switch driver.step {
    case .document: return .accepted
    case .identity(let identity):
      return switch identity.notice {
      case .cardUnreadable: .unreadable
      case .otherCard: .otherCard
      case .otherCode: .otherCode
      case .readImpossibleDate: .noDate
      case .wrongLength, .impossibleDate, .pleaseCheck, .doesNotMatch, nil: nil
      }
    case _: return nil
    }
  }
}
