import Foundation
import TestSupport
import Testing

/// After a visit nothing personal is left in clear, in any file and in the log.
@Suite(.serialized)
struct VisitPrivacyTests {
  /// What Hanne gave, as it could be written anywhere.
  private static let personal = [
    "0610850166", "061085-0166", "061085 0166", "Hanne", "HANNE", "Kirstine", "KIRSTINE", "Østerbæk", "ØSTERBÆK",
    "OESTERBAEK", "STERB", "20123456", "210345671",
  ]

  @Test func `neither the store's files nor the log hold anything personal`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.goToAttestation()
    try box.attest()
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    try box.expectNothingPersonal(Self.personal)

    try box.goToAttestation()
    try box.logIn()
    try box.press("3", expect: "receipt.parkedHeading")
    try box.press("\r", expect: "farewell.parkedHeading")
    try box.press("\r", expect: "welcome.heading")
    try box.expectNothingPersonal(Self.personal)

    #expect(try box.stop() == 0)
    try box.expectNothingPersonal(Self.personal)
    #expect(box.folder.complaint.contains("000001"), "the log tells case numbers, and nothing else of a person")
  }
}

extension BoxOnPseudoTerminal {
  /// Looks for values in every file of the store's folder and in what was told on standard error.
  func expectNothingPersonal(_ values: [String], at place: SourceLocation = #_sourceLocation) throws {
    var files = try folder.stored()
    #expect(files.values.contains { $0.count > 1000 }, "there is a store", sourceLocation: place)
    files["standard error"] = Data(folder.complaint.utf8)
    for (name, data) in files {
      for value in values {
        #expect(data.range(of: Data(value.utf8)) == nil, "“\(value)” is in \(name)", sourceLocation: place)
        let wide = Data(value.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        #expect(data.range(of: wide) == nil, "“\(value)” is in \(name), as UTF-16", sourceLocation: place)
      }
    }
  }
}
