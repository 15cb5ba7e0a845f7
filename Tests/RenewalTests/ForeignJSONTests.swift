import Renewal
import Testing

@Suite struct ForeignJSONTests {
  @Test(
    arguments: [
      (
        " { \"b\" : [ 1 , true,null ] ,\n\t\"a\":\"\\u00e6\\ud83d\\ude02\\/\\n\" } ",
        ["b": [1, true, .null], "a": "æ😂/\n"]
      ),
      ("-0", 0), ("-9223372036854775808", .integer(.min)), ("[ ]", []), ("{ }", [:]), (#""æ\u0000""#, "æ\u{0}"),
    ] as [(String, JSON)])
  func `JSON is read as any program writes it`(text: String, value: JSON) {
    #expect(JSON(foreign: Array(text.utf8)) == value)
  }

  @Test(arguments: [
    "", " ", "1.0", "1e2", "NaN", "Infinity", "01", "+1", "-", "9223372036854775808", "[1,]", "{\"a\":1,}", "{a:1}",
    "{\"a\":1,\"a\":1}", "\"\n\"", #""\x""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, #""\u00g0""#, #""\u12"#,
    "\"open", "[", "nul", "1 2", "'a'", "// a", String(repeating: "[", count: 65_000),
    String(repeating: "[", count: 17) + String(repeating: "]", count: 17),
  ])
  func `anything else is no JSON`(text: String) {
    #expect(JSON(foreign: Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xEF, 0xBB, 0xBF, 0x31],
  ])
  func `bytes that are no UTF-8 are no JSON`(bytes: [UInt8]) {
    #expect(JSON(foreign: bytes) == nil)
  }
}
