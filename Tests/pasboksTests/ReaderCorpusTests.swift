import TestSupport
import Testing

/// Every row of the corpus through the built program: `inspect` and the box say the same of it.
@Suite(.serialized)
struct ReaderCorpusTests {
  @Test(arguments: [false, true], [false, true])
  func `inspect makes of each row what the box should`(isUS: Bool, isCode: Bool) throws {
    let rows = ReaderRow.all.filter { $0.isUS == isUS && $0.isCode == isCode }
    try #require(!rows.isEmpty)
    let options = [isCode ? "code" : "card", "--layout", isUS ? "us" : "matching", "--"]
    let (values, _) = try InspectProgram.findings(options + rows.map(\.keys))
    try #require(values.count == rows.count)
    for (row, value) in zip(rows, values) {
      #expect(try Self.outcome(value) == row.outcome, "\(row)")
      guard row.outcome == .accepted else { continue }
      #expect(value["number"] as? String == "061085-****" && value["birthDate"] as? String == "1985-10-06", "\(row)")
    }
  }

  private static func outcome(_ value: [String: Any]) throws -> ReaderRow.Outcome {
    // A booking code, and the number of a case, are valid codes and no CPR numbers.
    if value["valid"] as? Bool == true { return value["digits"] == nil ? .accepted : .otherCode }
    let fault = try #require((value["faults"] as? [[String: Any]])?.first)
    switch fault["kind"] as? String {
    case "replacementNumber": return .replacementNumber
    case "impossibleDate": return fault["expected"] as? String == "a day as DDMMYY" ? .unreadable : .noDate
    case "otherCard": return .otherCard
    case "noNumber", "wrongLength": return .otherCode
    case _: return .unreadable
    }
  }

  @Test(arguments: [false, true])
  func `the box makes of each row what it should, and types nothing of it`(isUS: Bool) throws {
    let folder = try BoxFolder()
    if isUS { try folder.configure("layout: matching ", as: "layout: us ", in: "kiosk.yaml") }
    // A passport that is never laid down: every accepted number waits at its step.
    let box = try BoxOnPseudoTerminal("lost-passport", in: folder, transcript: "readers-\(isUS ? "us" : "matching")")
    try box.goToIdentity()
    for row in ReaderRow.all where row.isUS == isUS {
      try box.press("4", expect: "4 _ _ _ _ _ _ _ _ _")
      box.press(row.keys)
      try box.wait(for: "\(row.outcome) after \(row)") { _ in try box.shows(Self.text(row.outcome)) }
      // While more may come of a reader keys would be taken for the reader's.
      for _ in 0..<(row.hasReturn ? 1 : 4) { _ = box.quietScreen }
      switch row.outcome {
      case .accepted, .replacementNumber: try box.press("-", expect: "identity.heading")
      case .noDate, .otherCard, .otherCode, .unreadable: try box.expect("identity.heading", "_ _ _ _ _ _ _ _ _ _")
      }
    }
    for words in ["STERB", "KIRSTINE", "VEGADE", "92081", "4111", "CASACRAMENTO", ReaderRow.number] {
      #expect(!box.hasWritten(words), "\(words)")
    }
    #expect(try box.stop() == 0)
  }

  private static func text(_ outcome: ReaderRow.Outcome) -> String {
    switch outcome {
    case .accepted: "document.stoppedHeading"
    case .replacementNumber: "calling.replacementNumber"
    case .noDate: "identity.readImpossibleDate"
    case .otherCard: "identity.otherCard"
    case .otherCode: "identity.otherCode"
    case .unreadable: "identity.cardUnreadable"
    }
  }
}
