import Renewal
import Testing

@Suite struct JSONTests {
  @Test(
    arguments: [
      (["b": 1, "a": [true, .null, "x"], "aa": [:]], #"{"a":[true,null,"x"],"aa":{},"b":1}"#),
      ("æ \"q\" \\ \u{1b}\n\u{0}\u{7f}\u{2028}", "\"æ \\\"q\\\" \\\\ \\u001b\\u000a\\u0000\u{7f}\u{2028}\""),
      (.integer(.min), "-9223372036854775808"), ([], "[]"),
      (["Z": 1, "a": 2, "Æ": 3], #"{"Z":1,"a":2,"Æ":3}"#),
      // Bytes of UTF-8 order them so; units of UTF-16, as in RFC 8785, the other way about.
      (["\u{FB33}": 1, "😂": 2], "{\"\u{FB33}\":1,\"😂\":2}"),
    ] as [(JSON, String)])
  func `a value has one written form, and is read from it`(value: JSON, written: String) {
    #expect(value.written == written)
    #expect(JSON(written: written) == value)
  }

  @Test(arguments: [
    "", " 1", "1 ", "[1, 2]", "[1,]", "01", "-0", "1.0", "1e2", "9223372036854775808", #"{"b":1,"a":2}"#,
    #"{"a":1,"a":1}"#,
    #""\n""#, #""\u001B""#, #""\u0041""#, #""\/""#, "\"\n\"", "\"open", "[[", "nul", "{1:2}",
  ])
  func `what is written in any other way is not read`(text: String) {
    #expect(JSON(written: text) == nil)
  }
}
