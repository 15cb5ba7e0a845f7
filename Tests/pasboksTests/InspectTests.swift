import Foundation
import Testing

@Suite struct InspectTests {
  @Test func `A CPR number tells birth date and sex, and never its last four digits`() throws {
    let (values, exit) = try InspectProgram.findings(["cpr", "061085-1178"])
    #expect(exit == 0)
    let value = try #require(values.first)
    #expect(value["birthDate"] as? String == "1985-10-06")
    #expect(value["sex"] as? String == "F")
    #expect(value["number"] as? String == "061085-****")
    #expect(value["passesModulus11"] as? Bool == false)
    #expect(try InspectProgram.run(["inspect", "cpr", "061085-1178"]).output.contains("1178") == false)
  }

  @Test(
    "A faulty CPR number ends with 65 and tells the fault and its place",
    arguments: [
      ("061085-117", "wrongLength", 1), ("061085-117x", "unexpectedCharacter", 11),
      ("310285-1178", "impossibleDate", 1),
      ("661085-1178", "replacementNumber", 1), ("", "wrongLength", 1),
    ])
  func faultyNumber(number: String, kind: String, position: Int) throws {
    let (values, exit) = try InspectProgram.findings(["cpr", number])
    #expect(exit == 65)
    let faults = try #require(values.first?["faults"] as? [[String: Any]])
    #expect(faults.map { $0["kind"] as? String } == [kind])
    #expect(faults.map { $0["position"] as? Int } == [position])
  }

  @Test func `Lines of standard input are numbered, and the valid ones among faulty ones are told`() throws {
    let (values, exit) = try InspectProgram.findings(["cpr"], input: "061085-1178\r\nnonsense\n0610851178")
    #expect(exit == 65)
    #expect(values.map { $0["item"] as? Int } == [1, 2, 3])
    #expect(values.map { $0["valid"] as? Bool } == [true, false, true])
  }

  @Test func `A machine readable zone tells its fields, with its lines joined or apart`() throws {
    let lines = [
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ]
    let (values, exit) = try InspectProgram.findings(["mrz", lines.joined(), lines.joined(separator: "|")])
    #expect(exit == 0)
    for value in values {
      #expect(value["surname"] as? String == "ERIKSSON")
      #expect(value["documentNumber"] as? String == "L898902C3")
      #expect(value["format"] as? String == "td3")
    }
  }

  @Test func `A wrong check digit is told with line, position, expected and found`() throws {
    let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C37UTO7408122F1204159ZE184226B<<<<<10"
    let (values, exit) = try InspectProgram.findings(["mrz"], input: zone + "\n")
    #expect(exit == 65)
    let fault = try #require((values.first?["faults"] as? [[String: Any]])?.first)
    #expect(fault["kind"] as? String == "checkDigit")
    #expect(fault["field"] as? String == "documentNumber")
    #expect(fault["line"] as? Int == 2)
    #expect(fault["position"] as? Int == 10)
    #expect(fault["expected"] as? String == "6")
    #expect(fault["found"] as? String == "7")
    #expect(values.first?["surname"] as? String == "ERIKSSON")
  }

  @Test(
    "A fee is told as it was published",
    arguments: [
      ("1985-10-06", "2026-01-02", "lost", 1786), ("1985-10-06", "2022-12-31", "lost", 1780),
      ("1985-10-06", "2024-01-01", "expired", 893), ("2015-01-03", "2024-01-01", "expired", 150),
      ("2010-06-01", "2024-01-01", "expired", 181), ("1950-06-01", "2023-06-01", "damaged", 758),
      ("1985-10-06", "2024-01-01", "authorityError", 0),
    ])
  func fee(born: String, on: String, grounds: String, total: Int) throws {
    let (values, exit) = try InspectProgram.findings(
      ["fee", "--born", born, "--on", on, "--grounds", grounds, "--config", InspectProgram.configuration])
    #expect(exit == 0)
    #expect(values.first?["total"] as? Int == total)
  }

  @Test func `Fees come by lines too, and a day before the first row is a case for staff`() throws {
    let (values, exit) = try InspectProgram.findings(
      ["fee", "--config", InspectProgram.configuration],
      input: "1985-10-06 2021-02-01 expired\n1985-10-06 2021-01-31 expired\n1985-10-06 2021-02-30 gone\n")
    #expect(exit == 65)
    #expect(values.first?["total"] as? Int == 890)
    #expect(((values[1]["faults"] as? [[String: Any]])?.first?["kind"]) as? String == "beforeFirstRow")
    let kinds = (values[2]["faults"] as? [[String: Any]])?.map { $0["kind"] as? String }
    let places = (values[2]["faults"] as? [[String: Any]])?.map { $0["position"] as? Int }
    #expect(kinds == ["impossibleDate", "unknownGrounds"])
    #expect(places == [12, 23])
  }

  @Test func `A barcode of a health card tells the number behind it`() throws {
    let (values, exit) = try InspectProgram.findings(["card", "0610851178", "%MISSING"])
    #expect(exit == 65)
    #expect(values[0]["birthDate"] as? String == "1985-10-06")
    #expect(values[1]["valid"] as? Bool == false)
  }

  @Test func `Hostile lines come out as plain JSON, bounded and without control characters`() throws {
    var input = Data("\u{1B}[2J\u{9B}31m\u{202E}\"\\\n".utf8)
    input.append(contentsOf: [0xFF, 0xFE, 0x0A])
    input.append(Data(repeating: UInt8(ascii: "9"), count: 3_000_000))
    for kind in ["cpr", "mrz", "card"] {
      let result = try InspectProgram.run(["inspect", kind], input: input)
      #expect(result.exit == 65)
      #expect(result.lines.count == 3)
      #expect(result.output.utf8.count < 20_000)
      #expect(!result.output.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
      for line in result.lines {
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        #expect(value is [String: Any])
      }
    }
  }

  static let endings: [([String], Int32)] = [
    (["inspect", "cpr"], 66),
    (["inspect", "fee", "--on", "2026-01-01"], 64),
    (["inspect", "fee", "--born", "1985-10-06", "--config", "/nowhere"], 78),
    (["check", "--config", "/nowhere"], 78),
    (["staff", "list", "--config", "/nowhere"], 78),
    (["staff", "add", "7", "--name", "Mette", "--role", "officer"], 64),
    (["staff", "add", "77", "--name", "Mette", "--role", "boss"], 64),
    (["nonsense"], 64),
    (["--help"], 0),
    (["--version"], 0),
  ]

  @Test("The program ends as sysexits has it", arguments: endings)
  func exits(arguments: [String], exit: Int32) throws {
    #expect(try InspectProgram.run(arguments).exit == exit)
  }
}
