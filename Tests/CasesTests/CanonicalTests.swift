import Cases
import Renewal
import Testing

@Suite struct CanonicalTests {
  @Test(
    arguments: [
      (["b": 1, "a": [true, .null, "x"], "aa": [:]], #"{"a":[true,null,"x"],"aa":{},"b":1}"#),
      ("æ \"q\" \\ \u{1b}\n\u{0}", #""æ \"q\" \\ \u001b\u000a\u0000""#),
      (.integer(.min), "-9223372036854775808"), ([], "[]"),
      (["Z": 1, "a": 2, "Æ": 3], #"{"Z":1,"a":2,"Æ":3}"#),
    ] as [(Canonical, String)])
  func `a value has one written form`(value: Canonical, written: String) {
    #expect(value.written == written)
  }
}
