import Foundation
import PassportRules
import Renewal
import Reports
import Testing

/// One line of JSON for people, read by another reader than its writer.
@Suite struct JSONTests {
  @Test func `every value is shown on one line, members by their names`() {
    let value: JSON = ["b": -7, "a": [.null, true, false, (nil as String?).json], "c": ["x": 1]]
    #expect(value.shown == #"{"a":[null,true,false,null],"b":-7,"c":{"x":1}}"#)
  }

  @Test(arguments: [
    "plain", "æøå “quoted” \"twice\" \\ \n\r\t", "\u{1B}[2J", "\u{202E}drow", "e\u{301}", "\u{301}alone", "🛂\u{E0001}",
    "",
  ])
  func `a text comes back as it was, and nothing in it is obeyed by a terminal`(text: String) throws {
    let shown = JSON.text(text).shown
    #expect(shown.unicodeScalars.allSatisfy { !$0.isUnseen })
    let read = try JSONSerialization.jsonObject(with: Data("[\(shown)]".utf8)) as? [String]
    #expect(read?.first.map { Array($0.utf8) } == Array(text.utf8))
  }
}
