import Foundation
import Testing

/// What the command line takes, what it says of anything else, and what shells and `man` know of it.
@Suite struct CommandLineTests {
  @Test(arguments: [
    (["chekc"], "“chekc” is no command of pasboks: did you mean “check”?"),
    (["help", "reprot"], "“reprot” is no command of pasboks: did you mean “report”?"),
    (["staff", "rest-pin", "2107"], "“rest-pin” is no command of pasboks staff: did you mean “reset-pin”?"),
    (["audit", "everything"], "“everything” is no command of pasboks audit: there are verify, export, public-key."),
    (["shutdown"], "“shutdown” is no command of pasboks: there are run, replay, world, desk, check"),
    (["\u{1B}[2J"], "“·[2J” is no command of pasboks"),
  ])
  func `a word that is no command is told with the one that may be meant`(words: [String], told: String) throws {
    let result = try InspectProgram.run(words)
    #expect(result.exit == 64)
    #expect(result.complaint.contains(told), "\(result.complaint)")
  }

  @Test(arguments: [
    (["world", "/tmp"], "pasboks-world"), (["world", "--help"], "pasboks-world"),
    (["replay", "visit.jsonl"], "pasboks-world"), (["run"], "pasboks-world"),
    (["run", "--training"], "pasboks-world"), (["check"], "pasboks-world"),
    (["uplink", "run"], "pasboks-uplink"), (["uplink", "--help"], "pasboks-uplink"),
    (["authority", "serve", "/tmp"], "pasboks-authority"), (["driver", "passport"], "pasboks-passport"),
    (["inspect", "chip", "--help"], "pasboks-passport"),
  ])
  func `a program that lies alone says which other one is missing`(words: [String], missing: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("alone-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appendingPathComponent("pasboks")
    try FileManager.default.copyItem(atPath: InspectProgram.path, toPath: program.path)
    let result = try InspectProgram.run(
      words, environment: ["CONFIGURATION_DIRECTORY": InspectProgram.configuration], program: program.path)
    #expect(result.exit == 69)
    #expect(
      (result.complaint + result.output).contains("\(missing) does not lie beside this program"), "\(result.complaint)")
  }

  @Test(arguments: [
    (["uplink", "check", "--settings", "/nowhere"], 78 as Int32, "pasboks-uplink: /nowhere"),
    (["uplink", "run", "--help"], 0, "USAGE: pasboks-uplink run"),
    (["authority", "open", "/nowhere", "--private-key", "/nowhere"], 77, "pasboks-authority: /nowhere"),
    (["authority", "--help"], 0, "USAGE: pasboks-authority"),
    (["driver", "passport", "--help"], 0, "USAGE: pasboks-passport driver"),
    (["driver", "passport", "--page", "zone"], 64, "named by its whole path"),
    (["inspect", "chip"], 66, "standard input is empty"),
  ])
  func `words for a program beside this one reach it`(words: [String], exit: Int32, told: String) throws {
    let result = try InspectProgram.run(words)
    #expect(result.exit == exit)
    #expect((result.output + result.complaint).contains(told), "\(result)")
  }

  @Test func `the certificates of a state lie beside kiosk.yaml unless another folder is named`() throws {
    let program = URL(fileURLWithPath: InspectProgram.path).deletingLastPathComponent()
      .appendingPathComponent("pasboks-passport").path
    let result = try InspectProgram.run(
      ["certificates"], environment: ["CONFIGURATION_DIRECTORY": "/nowhere"], program: program)
    #expect(result.exit == 65 && result.complaint.contains("/nowhere/passport-certificates"), "\(result.complaint)")
  }

  @Test func `the box's own command is not offered`() throws {
    #expect(!(try InspectProgram.run(["kepe"])).complaint.contains("“keep”"))
    #expect(!(try InspectProgram.run(["shutdown"])).complaint.contains("keep"))
  }

  @Test(arguments: [
    (["staff", "role", "2107", "king", "--by", "3001"], "'librarian', 'officer', 'supervisor' or 'technician'"),
    (["desk", "--theme", "blue"], "'light', 'dark' or 'high'"),
    (["inspect", "fee", "--born", "1985-10-06", "--grounds", "gone"], "- lost"),
    (["run", "--log-level", "loud"], "- warning"),
    (["outbox", "list", "--format", "xml"], "'text' and 'json'"),
    (["inspect", "card", "--layout", "german"], "'matching' and 'us'"),
    (["staff", "lock", "1", "--by", "3001"], "The value '1' is invalid for '<number>'"),
    (["staff", "lock", "2107", "--by", "30o1"], "The value '30o1' is invalid for '--by <number>'"),
    (["outbox", "retry", "--by", "1234567"], "The value '1234567' is invalid"),
    (["report", "--from", "2026-02-30"], "The value '2026-02-30' is invalid for '--from <yyyy-mm-dd>'"),
    (["audit", "export", "--to", "tomorrow"], "The value 'tomorrow' is invalid for '--to <yyyy-mm-dd>'"),
    (["audit", "verify", "--head", "12:abc"], "The value '12:abc' is invalid for '--head <row:hash>'"),
    (["inspect", "fee", "--born", "6/10 1985"], "The value '6/10 1985' is invalid for '--born <yyyy-mm-dd>'"),
    (["run", "--language", "dansk"], "The value 'dansk' is invalid for '--language <code>'"),
  ])
  func `a value that is none is told before anything is done`(words: [String], told: String) throws {
    let result = try InspectProgram.run(words)
    #expect(result.exit == 64)
    #expect(result.complaint.contains(told), "\(result.complaint)")
  }

  @Test(arguments: [
    ["flow", "--state", "/nowhere"], ["inspect", "fee", "--state", "/nowhere"], ["desk", "--config", "/nowhere"],
    ["report", "--config", "/nowhere"], ["key", "rotate", "--config", "/nowhere"],
  ])
  func `a folder that a command does not look at is not taken`(words: [String]) throws {
    let result = try InspectProgram.run(words)
    #expect(result.exit == 64 && result.complaint.contains("Unknown option '\(words[words.count - 2])'"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a shell completes commands, and values that are one of a few`(shell: String) throws {
    let script = try InspectProgram.run(["--generate-completion-script", shell]).output
    for word in ["reset-pin", "librarian", "authorityError", "mermaid", "--log-level"] {
      #expect(script.contains(shell == "fish" ? word.trimmingPrefix("--") : word[...]), "\(word)")
    }
  }

  @Test func `a shell completes the names of the scenarios`() throws {
    let names = try InspectProgram.run(
      ["---completion", "run", "--", "--scenario", "3", "0", "pasboks", "run", "--scenario", ""],
      environment: ["CONFIGURATION_DIRECTORY": InspectProgram.configuration, "SAP_SHELL": "fish"])
    #expect(names.output.contains("everything-goes-well"), "\(names)")
  }

  @Test func `every command for people has a page that says what it takes`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("manual-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let maker = URL(fileURLWithPath: InspectProgram.configuration).deletingLastPathComponent()
      .appendingPathComponent("Packaging/manual").path
    let made = try InspectProgram.run(
      ["python3", maker, InspectProgram.path, folder.path],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""], program: "/usr/bin/env")
    #expect(made.exit == 0, "\(made.complaint)")
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("man/man1").path)
    let main = try String(contentsOf: folder.appendingPathComponent("man/man1/pasboks.1"), encoding: .utf8)
    #expect(pages.count == 22 && !main.contains("keep"), "\(pages.sorted())")
    for page in pages where page != "pasboks.1" {
      #expect(main.contains(page.dropLast(2).replacing("-", with: "\\-")), "\(page)")
    }
    let staff = try String(contentsOf: folder.appendingPathComponent("man/man1/pasboks-staff.1"), encoding: .utf8)
    #expect(staff.contains("One of librarian, officer, supervisor, technician."))
    #expect(staff.contains(".SH PASBOKS STAFF RESET\\-PIN"))
  }
}
