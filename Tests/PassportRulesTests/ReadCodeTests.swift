import PassportRules
import TestSupport
import Testing

/// What readers and codes put around a number, and what is no number at all.
struct ReadCodeTests {
  @Test(
    arguments: [
      ("417382", "417382", 1), (" 417 382\r", "417382", 2), ("417-382", "417382", 1), ("]C0417382", "417382", 4),
      ("]A0*417382*", "417382", 5), ("]F0A417382B", "417382", 5), ("]Q1061085-1178", "0610851178", 4),
      ("@C0417382", "417382", 4), ("]d2417382", "417382", 4), ("B417382", "417382", 2), ("j417382", "417382", 2),
      ("P01417382", "417382", 4), ("p0A417382", "417382", 4), ("*417382*", "417382", 2), ("c417382a", "417382", 2),
      ("CA417382B", "417382", 3), ("417382F", "417382", 1), ("417382*B", "417382", 1),
      ("\u{1D}417382\u{1D}", "417382", 2),
      ("7", "7", 1), ("000007", "000007", 1), ("061085A1B8", "061085A1B8", 1), ("*061085a1b8*", "061085A1B8", 2),
    ])
  func `what is not the number's own is taken off`(text: String, number: String, position: Int) {
    let code = ReadCode(text)
    #expect(code?.number == number && code?.position == position)
    let isPlain = number.allSatisfy(\.isNumber)
    #expect(code?.digits == (isPlain ? number : nil))
  }

  @Test(
    arguments: [
      "", " ", "*", "A", "]C0", "]C", "ABC417382", "417382ABC", "CPR 0610851178", "https://example.invalid/417382",
      "-417382",
      "417382-", "417382;417383", "4173\u{661}2", "+4520123456", "41.73.82", String(repeating: "7", count: 65),
      "]]C0417382", "**417382**A", "%417382?", ";417382?",
    ])
  func `anything else is no number`(text: String) {
    #expect(ReadCode(text) == nil)
  }

  @Test func `no text makes it trap, and a number is plain`() {
    var seeded = Seeded(11)
    for round in 0..<3000 {
      let text = round.isMultiple(of: 2) ? seeded.hostileText(upTo: 80) : seeded.mangled("]A0*061085-1178*")
      guard let code = ReadCode(text) else { continue }
      #expect(code.number.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) })
      #expect(code.number.first?.isNumber == true && code.number.last?.isNumber == true)
    }
  }
}
