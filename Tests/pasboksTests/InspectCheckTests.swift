import Foundation
import Testing

@Suite struct InspectCheckTests {
  /// A folder of its own, removed afterwards.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// A copy of the shipped configuration, file by file: a link in it must never lead an edit to the shipped one.
  private func copyConfiguration(to copy: URL) throws {
    let shipped = URL(fileURLWithPath: InspectProgram.configuration).resolvingSymlinksInPath()
    for name in try FileManager.default.subpathsOfDirectory(atPath: shipped.path) where name.hasSuffix(".yaml") {
      let file = copy.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(contentsOf: shipped.appendingPathComponent(name)).write(to: file)
    }
  }

  private func check(_ configuration: String, _ state: String) throws -> InspectProgram.Result {
    try InspectProgram.run(["check", "--config", configuration, "--state", state])
  }

  @Test func `The shipped configuration and a state that is not there yet are in order`() throws {
    try inFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let result = try check(InspectProgram.configuration, state)
      #expect(result.exit == 0, "\(result.output)")
      #expect(!result.output.contains("PROBLEM"))
      #expect(result.output.contains("look at state: \(state) is not there yet"))
      #expect(!FileManager.default.fileExists(atPath: state), "a check makes nothing")
    }
  }

  @Test func `Every fault of the configuration is told with file and line, and nothing starts`() throws {
    try inFolder { folder in
      let copy = folder.appendingPathComponent("Config")
      try copyConfiguration(to: copy)
      let rules = copy.appendingPathComponent("rules.yaml")
      let text = try String(contentsOf: rules, encoding: .utf8)
      try text.replacingOccurrences(of: "adult: 893", with: "adult: -893").write(
        to: rules, atomically: true, encoding: .utf8)
      let kiosk = copy.appendingPathComponent("kiosk.yaml")
      try (String(contentsOf: kiosk, encoding: .utf8) + "\ncolour: blue\n").write(
        to: kiosk, atomically: true, encoding: .utf8)
      let result = try check(copy.path, folder.appendingPathComponent("state").path)
      #expect(result.exit == 78)
      let problems = result.lines.filter { $0.hasPrefix("PROBLEM") }
      #expect(problems.count == 2)
      #expect(problems.contains { $0.contains("rules.yaml:28: fees[3].adult: found “-893”") })
      #expect(problems.contains { $0.contains("colour: found an unknown key") && $0.contains("kiosk.yaml:") })
    }
  }

  @Test func `A state folder that is open to others is a problem with its mend`() throws {
    try inFolder { folder in
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
      let result = try check(InspectProgram.configuration, folder.path)
      #expect(result.exit == 77)
      #expect(result.output.contains("chmod 700"))
    }
  }

  @Test func `Accounts are counted, and who is missing is named with the command that mends it`() throws {
    try inFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let places = ["--config", InspectProgram.configuration, "--state", state]
      let first = ["staff", "first", "3001", "--name", "Gudrun"] + places
      #expect(try InspectProgram.run(first).exit == 66, "a store is begun, and no PIN given")
      let empty = try check(InspectProgram.configuration, state)
      #expect(empty.exit == 0, "\(empty.output)")
      #expect(empty.output.contains("no supervisor can log in: `pasboks staff first NUMBER --name NAME`"))
      _ = try InspectProgram.run(first, input: Data("161803\n".utf8))
      let checked = try check(InspectProgram.configuration, state)
      #expect(checked.output.contains("1 of 1 can log in"))
      #expect(!checked.output.contains("no supervisor"))
    }
  }

  @Test func `In production a demonstration's key and its published PINs are problems`() throws {
    try inFolder { folder in
      let state = folder.appendingPathComponent("state").path
      _ = try InspectProgram.run(
        ["staff", "first", "3001", "--name", "Gudrun", "--config", InspectProgram.configuration, "--state", state],
        input: Data("161803\n".utf8))
      let copy = folder.appendingPathComponent("Config")
      try copyConfiguration(to: copy)
      let kiosk = copy.appendingPathComponent("kiosk.yaml")
      try String(contentsOf: kiosk, encoding: .utf8).replacingOccurrences(
        of: "demonstration: true", with: "demonstration: false"
      ).write(to: kiosk, atomically: true, encoding: .utf8)
      let checked = try check(copy.path, state)
      #expect(checked.exit == 78, "\(checked.output)")
      #expect(checked.output.contains("PROBLEM key: the store is sealed with a demonstration's key"))
      #expect(checked.output.contains("PROBLEM authority: \(state)/authority.pub cannot be used"))
    }
  }

  /// Changes a file of a copy of the configuration, and checks that.
  private func checked(
    _ name: String, _ old: String, _ new: String, _ body: (InspectProgram.Result, String) throws -> Void
  ) throws {
    try inFolder { folder in
      let copy = folder.appendingPathComponent("Config")
      try copyConfiguration(to: copy)
      let file = copy.appendingPathComponent(name)
      let text = try String(contentsOf: file, encoding: .utf8)
      let changed = text.replacingOccurrences(of: old, with: new)
      try #require(changed != text)
      try changed.write(to: file, atomically: true, encoding: .utf8)
      try body(try check(copy.path, folder.appendingPathComponent("state").path), file.path)
    }
  }

  @Test(arguments: [
    (
      "speechCommand: [/bin/true]\nspeechRecordings: /nowhere\nspeechPlayer: [/nowhere/play, \"{file}\"]",
      ["speechRecordings: /nowhere: No such file", "speechPlayer: /nowhere/play: No such file", "install it"]
    ),
    ("speechCommand: [/nowhere/say]", ["speechCommand: /nowhere/say: No such file", "install it"]),
    (
      "speechCommand: [/bin/true]\nspeechSocket: /nowhere/voice",
      ["speechSocket: no voice answers on /nowhere/voice", "systemctl status pasboks-voice"]
    ),
  ])
  func `What the box cannot speak with is a problem, by the line of its own key`(lines: String, told: [String]) throws {
    try checked("kiosk.yaml", "speechCommand: []", lines) { result, file in
      #expect(result.exit == 69)
      let written = try String(contentsOfFile: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      for words in told {
        let line = result.lines.first { $0.contains("PROBLEM speech") && $0.contains(words) }
        guard let line else {
          Issue.record("\(words): \(result.output)")
          continue
        }
        guard let key = words.split(separator: ":").first, key.hasPrefix("speech") else { continue }
        let place = written.firstIndex { $0.hasPrefix("\(key):") }.map { $0 + 1 }
        #expect(line.contains("kiosk.yaml:\(place ?? 0): "), "\(line)")
      }
    }
  }

  @Test func `A voice for no language of the box is none`() throws {
    try checked("kiosk.yaml", "speechCommand: []", "speechCommand: [/bin/true]\nspeechVoices: {xx: da}") { result, _ in
      #expect(result.exit == 78 && result.output.contains("speechVoices: names no voice for a language of the box"))
    }
  }

  @Test func `What keeps a box from starting that is no demonstration is a problem`() throws {
    try checked("kiosk.yaml", "demonstration: true", "demonstration: false") { result, _ in
      #expect(result.exit == 69, "\(result.output)")
      #expect(result.output.contains("PROBLEM devices: camera: no driver answers on /run/pasboks-devices/camera"))
      #expect(result.output.contains("look at authority: no uplink answers on /run/pasboks-uplink/socket"))
      #expect(result.output.contains("passport-certificates has no certificate of a state"))
    }
  }

  @Test func `A scenario that is none is told with its line and the nearest one, by check and by run`() throws {
    let words = ": scenario: found “everything-goes-wel”, "
    try checked("kiosk.yaml", "scenario: everything-goes-well", "scenario: everything-goes-wel") { result, file in
      let problems = result.lines.filter { $0.hasPrefix("PROBLEM") }
      #expect(result.exit == 78 && problems.count == 1, "\(result.output)")
      let problem = try #require(problems.first)
      #expect(problem.hasPrefix("PROBLEM scenarios: \(file):") && problem.contains(words))
      #expect(problem.contains("did you mean “everything-goes-well”?"))
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
      let run = try InspectProgram.run(["run", "--config", folder, "--state", folder + "/../state"])
      #expect(run.exit == 78 && run.complaint.contains("\(file):") && run.complaint.contains(words), "\(run.complaint)")
    }
    let asked = try InspectProgram.run([
      "run", "--scenario", "card-refusd", "--config", InspectProgram.configuration, "--state", "/tmp/pasboks-no-state",
    ])
    #expect(asked.exit == 64 && asked.complaint.contains("did you mean “card-refused”?"), "\(asked.complaint)")
  }

  @Test func `Faults of register and scenarios stand in the table, all of them, and nothing beside it`() throws {
    try checked("simulation/register.yaml", "surname:", "surnam:") { result, file in
      #expect(result.exit == 78 && result.complaint.isEmpty, "\(result.complaint)")
      #expect(result.lines.filter { $0.hasPrefix("PROBLEM scenarios: \(file):") }.count > 10)
    }
    try checked("simulation/scenarios/card-refused.yaml", "person:", "persn:") { result, file in
      #expect(result.exit == 78 && result.complaint.isEmpty, "\(result.complaint)")
      #expect(result.lines.filter { $0.hasPrefix("PROBLEM scenarios: \(file):") }.count == 2, "\(result.output)")
    }
  }

  @Test func `The README tells the number and PIN of every demonstration account`() throws {
    let root = URL(fileURLWithPath: InspectProgram.configuration).deletingLastPathComponent()
    let code = try String(
      contentsOf: root.appendingPathComponent("Sources/Program/DemonstrationAccounts.swift"), encoding: .utf8)
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let pins = code.matches(of: /pin: "(\d+)"/).map(\.1)
    #expect(pins.count == 4)
    for pin in pins { #expect(readme.contains(pin), "\(pin)") }
  }
}
