import Foundation
import Glibc
import TestSupport
import Testing

/// The programs that the box starts: what they get of it, and that nothing of them stays.
@Suite(.serialized)
struct ChildrenTests {
  /// Small programs for `/bin/sh -c`, each with a mark that all they start bear on their command lines: `sleep` takes any figures.
  struct Program: CustomTestStringConvertible {
    let name: String
    let text: String
    var testDescription: String { name }

    /// Runs, and goes on until it is ended.
    static let lasting = [
      Program(name: "a plain one", text: "sleep MARK"),
      Program(name: "one that does not listen", text: "trap '' TERM HUP INT; sleep MARK; sleep MARK"),
      Program(name: "one with children", text: "sleep MARK & sleep MARK & wait"),
      Program(name: "one whose children do not listen", text: "(trap '' TERM; sleep MARK; sleep MARK) & wait"),
      Program(name: "one with a session of its own", text: "setsid sleep MARK & wait"),
      Program(name: "one that forked twice", text: "( sleep MARK & ); ( setsid sleep MARK & ); sleep MARK"),
      Program(
        name: "a daemon's daemon",
        text: "setsid sh -c \"setsid sh -c 'trap \\\"\\\" TERM; sleep MARK; sleep MARK' & sleep MARK\" & wait"),
      Program(name: "one that is stopped", text: "(sleep MARK & kill -STOP $!); kill -STOP $$; sleep MARK"),
      Program(name: "one that closes its input", text: "exec 0<&-; sleep MARK"),
      Program(name: "one that closes all", text: "exec 0<&- 1>&- 2>&-; sleep MARK"),
    ]

    /// Ends by itself, or was never one, and perhaps leaves something.
    static let brief = [
      Program(name: "one that ends at once", text: "exit 0"),
      Program(name: "one that leaves a daemon", text: "( setsid sleep MARK & ); exit 0"),
      Program(name: "one that leaves one that does not listen", text: "( trap '' TERM; setsid sleep MARK & ); exit 3"),
      Program(name: "one that kills itself", text: "sleep MARK & kill -KILL $$"),
      Program(name: "one that starts for ever", text: "while :; do sleep MARK & done"),
      Program(name: "one that starts for ever, each on its own", text: "while :; do setsid sleep MARK & done"),
    ]

    func command(_ mark: String) -> String {
      let script = text.replacingOccurrences(of: "MARK", with: mark)
      return "[/bin/sh, -c, \(Self.quoted(script)), \(mark)]"
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "''") + "'" }
  }

  private static func mark() -> String { "86399.\(UInt32.random(in: 100_000_000...999_999_999))" }

  /// The processes with a mark on their command line, ended ones too.
  private func marked(_ mark: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.filter { name in
      guard Int(name) != nil, let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
        return false
      }
      return String(decoding: line, as: UTF8.self).contains(mark)
    }
  }

  private func told(_ folder: BoxFolder) -> String {
    (try? String(contentsOf: folder.url.appendingPathComponent("told"), encoding: .utf8)) ?? ""
  }

  private func callPerson(_ box: BoxOnPseudoTerminal) throws {
    try box.press("*", expect: "help.heading")
    try box.press("1", expect: "calling.helpRequested")
  }

  // MARK: What they get

  @Test(arguments: ["speechCommand", "notifyCommand"])
  func `a program gets three descriptors, no terminal, and nothing of the unit's`(key: String) throws {
    let folder = try BoxFolder()
    let told = folder.url.appendingPathComponent("told").path
    let rest = folder.url.appendingPathComponent("rest.sh").path
    let script = """
      exec >> "$1"
      if (exec 3< /dev/tty) 2> /dev/null; then echo tty; fi
      cut -d' ' -f7 /proc/$$/stat
      grep Sig /proc/self/status
      env
      mv "$1" "\(told)"
      """
    try script.write(toFile: rest, atomically: true, encoding: .utf8)
    // What `ls` has is what the shell got, and the folder that it lists.
    try folder.configureProgram(
      key, as: #"[/bin/sh, -c, 'ls /proc/self/fd > "$1"; exec sh "$2" "$1"', sh, \#(told).part, \#(rest)]"#)
    let unit = [
      "CREDENTIALS_DIRECTORY=/run/credentials/kiosk.service", "NOTIFY_SOCKET=/nowhere/notify",
      "STATE_DIRECTORY=\(folder.state)",
      "RUNTIME_DIRECTORY=\(folder.url.path)", "CONFIGURATION_DIRECTORY=/etc/pasboks", "WATCHDOG_USEC=10000000",
      "JOURNAL_STREAM=8:1", "INVOCATION_ID=5", "LISTEN_FDS=1", "SWIFT_BACKTRACE=enable=no", "SECRET=sesame",
      "TZ=Europe/Copenhagen",
      "LC_MESSAGES=da_DK.UTF-8", "XDG_RUNTIME_DIR=/run/user/0",
    ]
    let box = try BoxOnPseudoTerminal(in: folder, environment: unit)
    try box.begin(withSpeech: key == "speechCommand")
    if key == "notifyCommand" { try callPerson(box) }
    try box.wait(for: "the program") { _ in self.told(folder).contains("PATH=") }
    let lines = self.told(folder).split(separator: "\n").map(String.init)
    #expect(lines.prefix(4) == ["0", "1", "2", "3"], "\(lines)")
    #expect(lines.dropFirst(4).first == "0", "no terminal: \(lines)")
    #expect(!lines.contains("tty"))
    // SIGTERM, SIGPIPE, SIGTSTP and the rest are as usual: none is held back or ignored. (Above 31 are those of the library.)
    for name in ["SigBlk", "SigIgn"] {
      let line = try #require(lines.first { $0.hasPrefix("\(name):") })
      #expect((UInt64(line.suffix(16), radix: 16) ?? 1) & 0x7FFF_FFFF == 0, "\(line)")
    }
    let names = Set(lines.drop { !$0.contains("=") }.map { String($0.prefix { $0 != "=" }) })
    #expect(
      names.subtracting(["PWD", "OLDPWD", "SHLVL", "_"]) == [
        "PATH", "HOME", "LANG", "TZ", "LC_MESSAGES", "XDG_RUNTIME_DIR",
      ])
    #expect(try box.stop() == 0)
  }

  @Test func `every descriptor of the box but its terminal's three is closed by exec`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.begin()
    try callPerson(box)
    let desk = try BoxOnPseudoTerminal(
      in: folder, command: "desk", arguments: ["--socket", "\(folder.state)/staff.sock"])
    try desk.expect("desk.logInHeading")
    for program in [box, desk] {
      let place = "/proc/\(program.number)/fdinfo"
      for name in try FileManager.default.contentsOfDirectory(atPath: place) where (Int(name) ?? 0) > 2 {
        // One that was closed meanwhile is none.
        guard let info = try? String(contentsOfFile: "\(place)/\(name)", encoding: .utf8) else { continue }
        let flags = info.split(separator: "\n").first { $0.hasPrefix("flags:") }?.split(separator: "\t").last ?? ""
        let target =
          (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(program.number)/fd/\(name)")) ?? ""
        #expect((Int(flags, radix: 8) ?? 0) & 0o2000000 != 0, "\(name) \(target) \(flags)")
      }
    }
    #expect(try box.stop() == 0)
  }

  // MARK: How they end

  @Test(arguments: Program.lasting)
  func `of a voice nothing is left when its screen is gone`(program: Program) throws {
    let mark = Self.mark()
    let folder = try BoxFolder()
    try folder.configure(BoxFolder.silentVoice, as: "speechCommand: \(program.command(mark))")
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.begin(withSpeech: true)
    try box.wait(for: "the voice") { _ in !self.marked(mark).isEmpty }
    try box.press("*", expect: "help.heading")
    try box.press("4", expect: "help.louder")
    try box.press("5", expect: "help.readAloud")
    try box.wait(for: "silence") { _ in self.marked(mark).isEmpty }
    #expect(try box.stop() == 0)
  }

  @Test(arguments: Program.lasting)
  func `of a program nothing is left when the box is killed`(program: Program) throws {
    try expectNothingLeft(of: program, after: SIGKILL)
  }

  @Test(arguments: Program.lasting.prefix(2))
  func `of a program nothing is left when the box ends`(program: Program) throws {
    try expectNothingLeft(of: program, after: SIGTERM)
  }

  private func expectNothingLeft(of program: Program, after signal: Int32) throws {
    let mark = Self.mark()
    let folder = try BoxFolder()
    try folder.configure("notifyCommand: []", as: "notifyCommand: \(program.command(mark))")
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.begin()
    try callPerson(box)
    try box.wait(for: "the program") { _ in !self.marked(mark).isEmpty }
    box.signal(signal)
    _ = try box.exit()
    try wait(for: "its end") { marked(mark).isEmpty }
  }

  @Test(arguments: Program.brief)
  func `of a program that ended, or was too much, nothing is left, and the box goes on`(program: Program) throws {
    let mark = Self.mark()
    let folder = try BoxFolder()
    let ran = folder.url.appendingPathComponent("told").path
    let noted = Program(name: program.name, text: "echo ran > \(ran); " + program.text)
    try folder.configure("notifyCommand: []", as: "notifyCommand: \(noted.command(mark))")
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.begin()
    try callPerson(box)
    try box.wait(for: "the program") { _ in self.told(folder) == "ran\n" }
    try box.wait(for: "its end") { _ in self.marked(mark).isEmpty }
    if program.text.hasPrefix("while") {
      try box.wait(for: "the log") { _ in folder.complaint.contains("it started") }
    }
    try box.press("-", expect: "start.heading")
    #expect(try box.stop() == 0)
  }

  @Test(arguments: ["/nowhere/speak", "/etc/passwd", "/tmp"])
  func `a program that cannot be started costs a line of the log`(program: String) throws {
    for key in ["speechCommand", "notifyCommand"] {
      let folder = try BoxFolder()
      try folder.configureProgram(key, as: "[\(program)]")
      let box = try BoxOnPseudoTerminal(in: folder)
      // A voice that is not there is found at the start, and offered to nobody.
      if key == "speechCommand" {
        try box.wait(for: "the loss") { _ in folder.complaint.contains("the voice is lost") }
      }
      try box.begin(hasVoice: key != "speechCommand")
      try callPerson(box)
      try box.wait(for: "the log") { _ in folder.complaint.contains("cannot be started") }
      try box.press("-", expect: "start.heading")
      #expect(try box.stop() == 0)
    }
  }

  @Test func `many calls start a few programs at a time, and many screens one voice`() throws {
    let (rings, speaks) = (Self.mark(), Self.mark())
    let deaf = Program.lasting[1]
    let folder = try BoxFolder()
    try folder.configure("notifyCommand: []", as: "notifyCommand: \(deaf.command(rings))")
    try folder.configure(BoxFolder.silentVoice, as: "speechCommand: \(deaf.command(speaks))")
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.begin(withSpeech: true)
    var most = (rings: 0, speaks: 0)
    for _ in 1...25 {
      try callPerson(box)
      // Of each program: the keeper, the shell, and its sleep.
      most = (max(most.rings, marked(rings).count), max(most.speaks, marked(speaks).count))
      try box.press("-", expect: "start.heading")
    }
    #expect((1...3 * 4).contains(most.rings), "\(most.rings)")
    #expect((1...3).contains(most.speaks), "\(most.speaks)")
    try box.wait(for: "the log") { _ in folder.complaint.contains("of them run already") }
    #expect(try box.stop() == 0)
    try wait(for: "their end") { marked(rings).isEmpty && marked(speaks).isEmpty }
  }
}
