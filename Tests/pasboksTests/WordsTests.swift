import Foundation
import Glibc
import TestSupport
import Testing

/// What the program says when something of the machine, of its files or of its terminal is not as it must be.
@Suite(.serialized)
struct WordsTests {
  /// A state folder with a store, made by the program itself.
  private func state(in folder: BoxFolder) throws -> [String] {
    let first = ["staff", "first", "3001", "--name", "Gudrun"]
    let result = try InspectProgram.run(
      first + ["--state", folder.state, "--config", folder.configuration], input: Data("161803\n".utf8))
    try #require(result.exit == 0, "\(result.complaint)")
    return ["--state", folder.state]
  }

  // MARK: The machine

  @Test(arguments: 4...7)
  func `too many open files are told as such, and not as a disk or a mode`(limit: Int) throws {
    let folder = try BoxFolder()
    let state = try state(in: folder)
    // The configuration is read first, one file at a time.
    let command = ([BoxFolder.program, "staff", "list", "--config", folder.configuration] + state).joined(
      separator: " ")
    let result = try InspectProgram.run(["-c", "ulimit -n \(limit); exec \(command)"], program: "/bin/sh")
    #expect(result.exit == 75, "\(result.exit) \(result.complaint)")
    #expect(result.complaint.contains("as many files open as it may") && result.complaint.contains("ulimit -n"))
    #expect(!result.complaint.contains("cables") && !result.complaint.contains("0700"))
  }

  @Test(arguments: [8, 10, 12, 14, 15, 20, 40])
  func `a box that may have too few files open says so, and does not begin`(limit: Int) throws {
    let folder = try BoxFolder()
    let command = ([BoxFolder.program, "run", "--config", folder.configuration] + (try state(in: folder)))
      .joined(separator: " ")
    let result = try InspectProgram.run(["-c", "ulimit -n \(limit); exec \(command)"], program: "/bin/sh")
    #expect(result.exit == 75, "\(result.exit) \(result.complaint)")
    #expect(result.complaint.contains("may have \(limit) files open") && result.complaint.contains("ulimit -n"))
  }

  @Test(arguments: [["inspect", "fee", "--born", "1990-01-01"], ["check"], ["run", "--list-scenarios"]])
  func `what could not be written whole is no success`(command: [String]) throws {
    let folder = try BoxFolder()
    var words = command
    if command[0] != "inspect" { words += ["--config", folder.configuration] }
    if command[0] == "check" { words += try state(in: folder) }
    let line = ([BoxFolder.program] + words).joined(separator: " ")
    let result = try InspectProgram.run(["-c", "\(line) > /dev/full"], program: "/bin/sh")
    #expect(result.exit == 74, "\(result.exit) \(result.complaint)")
    #expect(result.complaint.contains("standard output takes no more"))
  }

  // MARK: The state folder

  @Test(arguments: [
    ["staff", "list"], ["report"], ["audit", "verify"], ["audit", "export"], ["audit", "public-key"],
    ["outbox", "list"],
    ["outbox", "retry", "--by", "30"], ["purge"], ["purge", "--dry-run"], ["backup", "/tmp/pasboks-no-backup"],
    ["key", "rotate"],
    ["check"], ["run", "--pace", "0"], ["run", "--training"],
  ])
  func `no command opens a state folder that is open to others`(command: [String]) throws {
    let folder = try BoxFolder()
    var words = command + (try state(in: folder))
    if ["staff", "purge", "check", "run"].contains(command[0]) { words += ["--config", folder.configuration] }
    let before = try folder.stored()
    chmod(folder.state, 0o755)
    defer { chmod(folder.state, 0o700) }
    let result = try InspectProgram.run(words)
    let told = result.complaint + result.output
    #expect(result.exit == 77, "\(result.exit) \(told)")
    #expect(told.contains("open to others (mode 0755)") && told.contains("chmod 700 \(folder.state)"), "\(told)")
    #expect(try folder.stored() == before, "nothing was touched")
  }

  @Test func `a box on a folder that is open to others gives the terminal back and says so`() throws {
    let folder = try BoxFolder()
    _ = try state(in: folder)
    chmod(folder.state, 0o750)
    let box = try BoxOnPseudoTerminal(in: folder)
    #expect(try box.exit() == 77)
    #expect(box.hasItsSettings && folder.complaint.contains("chmod 700"))
  }

  // MARK: Configuration

  @Test(arguments: [
    "simulation/register.yaml", "simulation/scenarios/everything-goes-well.yaml", "simulation/training.yaml",
  ])
  func `bytes that are no text in a file of the simulation are told with file and line`(name: String) throws {
    for (bytes, found) in [
      ([0xF8], "no UTF-8, in column 4"), ([0x00], "U+0000 in column 4"), ([0xC2, 0x9B], "U+009B in column 4"),
    ] as [([UInt8], String)] {
      let folder = try BoxFolder()
      try folder.configure("box: box-1", as: "box: box-2")
      let file = URL(fileURLWithPath: folder.configuration).appendingPathComponent(name)
      var text = Data("# \n".utf8)
      text.append(contentsOf: Array("# æ".utf8).prefix(2) + [0x20] + bytes + [0x0A])
      text.append(try Data(contentsOf: file))
      try text.write(to: file)
      let way = name.contains("training") ? ["--training"] : ["--list-scenarios"]
      let result = try InspectProgram.run(["run", "--config", folder.configuration, "--state", folder.state] + way)
      #expect(result.exit == 78)
      #expect(result.complaint.contains("\(file.path):2: ") && result.complaint.contains(found), "\(result.complaint)")
    }
  }

  @Test func `a scenario that is no YAML is told with its line, on one line`() throws {
    let folder = try BoxFolder()
    try folder.configure("box: box-1", as: "box: box-2")
    let file = "\(folder.configuration)/simulation/scenarios/everything-goes-well.yaml"
    try "title:\n  da: x\n  en: [y\n: z\n".write(toFile: file, atomically: true, encoding: .utf8)
    let result = try InspectProgram.run(["run", "--list-scenarios", "--config", folder.configuration])
    #expect(
      result.exit == 78 && result.complaint.hasPrefix("pasboks: \(file):4: found “")
        && result.complaint.contains("well-formed YAML"), "\(result.complaint)")
    #expect(result.complaint.split(separator: "\n").count == 1)
  }

  // MARK: The terminal

  @Test(arguments: ["foot-of-nowhere", "alacritty-of-nowhere", "tmux-of-nowhere", "vt999"])
  func `a box opens on a terminal of a known family that terminfo has no description of`(type: String) throws {
    let box = try BoxOnPseudoTerminal(term: type)
    try box.expect("welcome.heading", "welcome.pressAnyKey")
    try box.press("\r", expect: "languageChoice.heading")
    #expect(try box.stop() == 0)
    #expect(box.folder.complaint.contains("the terminal's type is unknown"))
  }

  @Test(arguments: ["wyse60", "dumb", "of-nowhere"])
  func `a terminal of no family is told, with what to set`(type: String) throws {
    let box = try BoxOnPseudoTerminal(term: type)
    #expect(try box.exit() == 69)
    #expect(box.folder.complaint.contains("TERM=xterm-256color") && box.folder.complaint.contains("TERM=linux"))
  }

  // MARK: Inspect

  /// What is seen otherwise than it is, or not at all, or is obeyed.
  static let unseen: [Unicode.Scalar] =
    (Array(UInt32(1)...0x08) + Array(0x0B...0x0C) + Array(0x0E...0x1F) + Array(0x7F...0x9F)).compactMap(
      Unicode.Scalar.init)
    + [
      "\u{AD}", "\u{34F}", "\u{61C}", "\u{115F}", "\u{180E}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}",
      "\u{200F}",
      "\u{2028}", "\u{2029}", "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2060}", "\u{2066}",
      "\u{2067}",
      "\u{2068}", "\u{2069}", "\u{206A}", "\u{3164}", "\u{FE0F}", "\u{FEFF}", "\u{FFF9}", "\u{FFA0}", "\u{E0001}",
      "\u{E0041}", "\u{E000}", "\u{F0000}", "\u{FFFE}", "\u{10FFFF}", "\u{301}", "\u{20DD}",
    ]

  @Test(arguments: ["cpr", "card", "mrz", "fee"])
  func `what inspect tells of a text has nothing that a terminal obeys or turns about`(kind: String) throws {
    let items =
      Self.unseen.map { "a\($0)b" } + Self.unseen.map { "\($0)" } + Self.unseen.map { "1985-10-06 \($0)x \($0)" }
    let result = try InspectProgram.run(["inspect", kind], input: Data(items.joined(separator: "\n").utf8))
    for scalar in (result.output + result.complaint).unicodeScalars where scalar != "\n" {
      let isPlain: Bool =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .enclosingMark: false
        case _: !scalar.properties.isDefaultIgnorableCodePoint
        }
      #expect(isPlain, "U+\(String(scalar.value, radix: 16))")
    }
    let (values, _) = try InspectProgram.findings([kind], input: items.joined(separator: "\n"))
    #expect(values.count == items.count, "each line is JSON for others too")
  }

  @Test func `letters and their marks stay as they are written`() throws {
    let (values, _) = try InspectProgram.findings(["fee"], input: "Ærø e\u{301}té й")
    let faults = try #require(values.first?["faults"] as? [[String: Any]])
    #expect(faults.contains { ($0["found"] as? String) == "Ærø" })
    let result = try InspectProgram.run(["inspect", "fee"], input: Data("Ærø e\u{301}té й".utf8))
    #expect(result.output.contains("Ærø") && result.output.contains("й"))
  }

  @Test(arguments: ["cpr", "card", "mrz"])
  func `a person's number on the command line is taken, and told`(kind: String) throws {
    let given = try InspectProgram.run(["inspect", kind, "061085-1178"])
    let asked = try InspectProgram.run(["inspect", kind], input: Data("061085-1178\n".utf8))
    #expect(given.output == asked.output && given.exit == asked.exit)
    #expect(given.complaint.contains("seen by everybody") && asked.complaint.isEmpty)
  }

  @Test func `no help teaches a number on the command line`() throws {
    for words in [["--help"], ["inspect", "--help"], ["inspect", "cpr", "--help"], ["inspect", "card", "--help"]] {
      let result = try InspectProgram.run(words)
      #expect(result.exit == 0)
      for line in result.lines where line.contains("inspect cpr") || line.contains("inspect card") {
        #expect(!line.contains("061085"), "\(line)")
      }
    }
    let help = try InspectProgram.run(["inspect", "cpr", "--help"]).output
    #expect(help.contains("pasboks inspect cpr < "))
    #expect(try !InspectProgram.run(["--help"]).output.contains("keep "), "what the box starts by itself is no command")
  }
}
