import Foundation
import Reports
import Testing

/// One line of JSON, read by another reader than its writer.
@Suite struct JSONTests {
  @Test func `every value is written on one line, members in their order`() {
    let value = JSON.object([
      ("b", .number(-7)), ("a", .list([.null, .flag(true), .flag(false), .text(nil), .number(nil)])),
      ("c", .written("{\"x\":1}")),
    ])
    #expect(value.description == #"{"b":-7,"a":[null,true,false,null,null],"c":{"x":1}}"#)
  }

  @Test(arguments: [
    "plain", "æøå “quoted” \"twice\" \\ \n\r\t", "\u{1B}[2J", "\u{202E}drow", "e\u{301}", "\u{301}alone", "🛂\u{E0001}",
    "",
  ])
  func `a text comes back as it was, and nothing in it is obeyed by a terminal`(text: String) throws {
    let written = JSON.text(text).description
    #expect(written.unicodeScalars.allSatisfy { !$0.isUnseen })
    let read = try JSONSerialization.jsonObject(with: Data("[\(written)]".utf8)) as? [String]
    #expect(read?.first.map { Array($0.utf8) } == Array(text.utf8))
  }
}
