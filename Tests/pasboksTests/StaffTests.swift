import Foundation
import Testing

/// `pasboks staff`, as a supervisor uses it.
@Suite struct StaffTests {
  /// A state folder of its own, with a first supervisor, removed afterwards.
  private func inState(_ body: (_ run: ([String], String) throws -> InspectProgram.Result) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let places = ["--config", InspectProgram.configuration, "--state", folder.appendingPathComponent("state").path]
    func run(_ words: [String], _ input: String) throws -> InspectProgram.Result {
      try InspectProgram.run(["staff"] + words + places, input: Data(input.utf8))
    }
    let first = try run(["first", "3001", "--name", "Gudrun"], "161803\n")
    #expect(first.output == "3001 supervisor Gudrun\n", "\(first.complaint)")
    try body(run)
    let mode = try FileManager.default.attributesOfItem(atPath: places[3])[.posixPermissions] as? Int
    #expect(mode == 0o700)
  }

  private let pin = "161803\n"

  @Test func `Accounts are added, changed, locked, unlocked and removed by a supervisor`() throws {
    try inState { run in
      let by = ["--by", "3001"]
      #expect(
        try run(["add", "2107", "--name", "Mette", "--role", "librarian"] + by, pin + "271829\n").output
          == "2107 librarian Mette\n")
      #expect(try run(["role", "2107", "officer"] + by, pin).output == "2107 is officer\n")
      #expect(try run(["lock", "2107"] + by, pin).output == "2107 locked\n")
      #expect(try run(["list"], "").output == "2107 officer Mette locked\n3001 supervisor Gudrun\n")
      #expect(try run(["unlock", "2107"] + by, pin).output == "2107 unlocked\n")
      #expect(try run(["reset-pin", "2107"] + by, pin + "602214\n").output == "2107 has a new PIN\n")
      #expect(try run(["role", "2107", "supervisor"] + by, pin).exit == 0)
      #expect(try run(["lock", "3001", "--by", "2107"], "602214\n").exit == 77, "somebody else knows this PIN")
      #expect(try run(["change-pin", "2107"], "602214\n662607\n").exit == 0)
      #expect(try run(["lock", "3001", "--by", "2107"], "662607\n").exit == 0, "the new PIN and role hold")
      #expect(try run(["unlock", "3001", "--by", "2107"], "662607\n").exit == 0)
      #expect(try run(["remove", "2107"] + by, pin).exit == 65, "it takes two to be alone")
      #expect(try run(["remove", "2107", "--and", "2107"] + by, pin + "662607\n").output == "2107 removed\n")
      #expect(try run(["list"], "").output == "3001 supervisor Gudrun\n")
      let again = try run(["add", "2107", "--name", "Nina", "--role", "officer"] + by, pin + "271829\n")
      #expect(again.exit == 65)
      #expect(again.complaint.contains("Numbers are used once"))
    }
  }

  @Test func `There is no second first supervisor, and the last one stays`() throws {
    try inState { run in
      let second = try run(["first", "3002", "--name", "Ulla"], "618033\n")
      #expect(second.exit == 65)
      #expect(second.complaint.contains("--by NUMBER"))
      for change in [["lock", "3001"], ["remove", "3001"], ["role", "3001", "officer"]] {
        let refused = try run(change + ["--by", "3001"], pin)
        #expect(refused.exit == 65, "\(change)")
        #expect(refused.complaint.contains("last supervisor"))
      }
      #expect(try run(["list"], "").output == "3001 supervisor Gudrun\n")
    }
  }

  @Test func `Nothing changes without a supervisor's PIN, and wrong ones make the number wait`() throws {
    try inState { run in
      let add = ["add", "2107", "--name", "Mette", "--role", "officer"]
      #expect(try run(add + ["--by", "3001"], pin + "271829\n").exit == 0)
      let lock = ["lock", "2107"]
      #expect(try run(lock, pin).exit == 64, "--by is not given")
      #expect(try run(lock + ["--by", "30o1"], pin).exit == 64)
      #expect(try run(lock + ["--by", "3001"], "").exit == 66)
      let stranger = try run(lock + ["--by", "2107"], "271829\n602214\n")
      #expect(stranger.exit == 77 && stranger.complaint.contains("change-pin 2107"), "no line becomes a PIN unasked")
      #expect(try run(["change-pin", "2107"], "271829\n602214\n").exit == 0)
      let officer = try run(lock + ["--by", "2107"], "602214\n")
      #expect(officer.exit == 77)
      #expect(officer.complaint.contains("2107 is officer"))
      #expect(try run(lock + ["--by", "9999"], pin).exit == 77)
      #expect(try run(lock + ["--by", "3001"], "161804\n").exit == 77)
      #expect(try run(lock + ["--by", "3001"], "161804\n").exit == 75)
      let waiting = try run(lock + ["--by", "3001"], pin)
      #expect(waiting.exit == 75)
      #expect(waiting.complaint.contains("this user must wait"))
      #expect(try run(["list"], "").output == "2107 officer Mette\n3001 supervisor Gudrun\n")
    }
  }

  @Test(
    "A new PIN that the policy does not take changes nothing",
    arguments: ["123456", "111111", "12345", "1234567890123", "12a456", ""])
  func simplePIN(new: String) throws {
    try inState { run in
      let add = ["add", "2107", "--name", "Mette", "--role", "officer", "--by", "3001"]
      let added = try run(add, pin + "\(new)\n")
      let reset = try run(["reset-pin", "3001", "--by", "3001"], pin + "\(new)\n")
      #expect([added.exit, reset.exit] == (new.isEmpty ? [66, 66] : [65, 65]))
      #expect(try run(["list"], "").lines.count == 1)
    }
  }

  @Test func `A number that is none and a role that is none are told before any PIN is asked for`() throws {
    try inState { run in
      #expect(try run(["role", "2107", "king", "--by", "3001"], pin).exit == 64)
      #expect(try run(["lock", "1", "--by", "3001"], pin).exit == 64)
      let unknown = try run(["lock", "77", "--by", "3001"], pin)
      #expect(unknown.exit == 65)
      #expect(unknown.complaint.contains("staff list"))
    }
  }

  @Test func `Each command tells how it is used`() throws {
    for name in ["first", "add", "role", "reset-pin", "lock", "unlock", "remove", "list"] {
      let help = try InspectProgram.run(["staff", name, "--help"])
      #expect(help.exit == 0)
      #expect(help.output.contains("pasboks staff \(name)"))
    }
  }

  @Test func `A colleague gets a number while the box runs, and logs in at it`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    let places = ["--config", folder.configuration, "--state", folder.state]
    let add = ["staff", "add", "2107", "--name", "Mette", "--role", "officer", "--by", "30"]
    let added = try InspectProgram.run(add + places, input: Data("975310\n271829\n".utf8))
    #expect(added.output == "2107 officer Mette\n", "\(added.complaint)")
    try box.press("*", expect: "help.heading")
    try box.press("9", expect: "logIn.heading")
    try box.press("2107\r", expect: "logIn.pin")
    try box.press("271829\r", expect: "logIn.ownHeading", "logIn.ownPIN")
    try box.press("602214\r", expect: "logIn.ownAgain")
    try box.press("602214\r", expect: "attendance.boxHeading")
  }

  @Test(arguments: [
    ["list"], ["add", "2107", "--name", "Mette", "--role", "officer", "--by", "3001"],
    ["role", "2107", "officer", "--by", "3001"], ["reset-pin", "2107", "--by", "3001"], ["change-pin", "2107"],
    ["lock", "2107", "--by", "3001"], ["unlock", "2107", "--by", "3001"], ["remove", "2107", "--by", "3001"],
  ])
  func `Where no store is, that is said, and none is made`(words: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)").path
    let result = try InspectProgram.run(
      ["staff"] + words + ["--config", InspectProgram.configuration, "--state", folder],
      input: Data("161803\n271829\n".utf8))
    #expect(result.exit == 66, "\(result.complaint)")
    #expect(result.output.isEmpty && result.complaint.contains("\(folder) has no store yet"), "\(result.complaint)")
    #expect(!FileManager.default.fileExists(atPath: folder))
  }
}
