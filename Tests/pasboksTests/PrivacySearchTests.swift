import Foundation
import TestSupport
import Testing

/// The search for what a visit may not leave finds what is there: otherwise nothing would follow from its finding nothing.
@Suite(.serialized)
struct PrivacySearchTests {
  /// Ways of writing what Hanne is, has and gives, and what staff type.
  private static let writings: [Data] =
    [
      "Østerbæk", "ØSTERBÆK", "P<DNKOESTERBAEK<<HANNE<KIRSTINE", #"{"surname":"\u00d8sterb\u00e6k"}"#,
      "name=%C3%98sterb%C3%A6k", #"\STERB[K"#, "kirstine: Kirstine", "0610850166", "061085-0166", "061085 0166",
      "061085<0166", "reference 99061085016699", "CPR 061085-xxxx", "born=1985-10-06", "birth 851006 F", "210345671",
      "53917264", "+45 53 91 72 64", "187 cm", "pin=246810", #"["20","246810"]"#,
    ].map { Data($0.utf8) } + [
      Data("Østerbæk".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
      Data([0xD8] + "sterb".utf8 + [0xE6] + "k".utf8),
      Data("case 061085-0166".utf8.map { String($0, radix: 16) }.joined().utf8),
      Data("Hanne".utf8.map { String($0, radix: 16, uppercase: true) }.joined().utf8),
      Data("Hanne".utf8).base64EncodedData(), Data(" Hanne, ".utf8).base64EncodedData(),
      Data("1 0610850166\n".utf8).base64EncodedData(), Data([1, 6, 0, 6, 1, 0, 8, 5, 0, 1, 6, 6, 1]),
    ]

  @Test func `every writing of a value is found`() throws {
    let values = try PrivacyValues().all
    for writing in Self.writings {
      let finds = PrivacyPlaces.finds(of: values, in: ["file": Data([0, 1, 2]) + writing + Data([0xFF])])
      #expect(!finds.isEmpty, "“\(String(decoding: writing, as: UTF8.self))” is not found")
    }
  }

  @Test func `what a box may write is not taken for a value`() throws {
    let values = try PrivacyValues().all
    for text in [
      "<6>stepDone CASE=000001 STEP=identity", "hash 99246810c4", #"{"row":7,"at":1792246810000}"#, "20 officer Mette",
      "flagRaised CASE=000001 FLAG=documentMismatch",
    ] {
      #expect(PrivacyPlaces.finds(of: values, in: ["file": Data(text.utf8)]) == [])
    }
  }

  @Test func `every place is searched`() throws {
    let places = try PrivacyPlaces()
    let box = try places.box()
    try box.begin(withSpeech: true)
    try box.press("*", expect: "help.heading")
    try box.press("1", expect: "calling.helpRequested")
    for name in ["state/left", "tmp/left", "run/left", "left", "xdg/cache/left", "xdg/state/pasboks/left"] {
      let file = places.url(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("what was left".utf8).write(to: file)
    }
    for name in ["run/pasboks.prom", "rung", "spoken"] {
      try box.wait(for: name) { _ in try places.all()[name].map { !$0.isEmpty } ?? false }
    }
    try places.runCommands()
    let all = try places.all(of: [box])
    for (text, wanted) in [
      "what was left": ["state/left", "tmp/left", "run/left", " left", "xdg/cache/left", "xdg/state/pasboks/left"],
      "STATUS=": ["words to systemd"], "FLAG=helpRequested": ["complaints"], "Report of": ["output of report"],
      "flagRaised": ["output of audit export"], "helpRequested": ["rung", "output of desk --list --format json"],
      "SQLite format 3": ["state/pasboks.sqlite", "descriptor"], "# HELP pasboks": ["run/pasboks.prom"],
    ] {
      let finds = PrivacyPlaces.finds(of: [MemoryValue("value", text: text).written], in: all)
      for place in wanted { #expect(finds.contains { $0.contains(place) }, "“\(text)” in \(place)") }
    }
    #expect(try box.stop() == 0)
  }
}
