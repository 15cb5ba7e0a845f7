import Foundation
import Glibc
import TestSupport
import Testing

/// The programs that the configuration names: the one that reaches a librarian, and the one that speaks.
@Suite(.serialized)
struct DeskCommandsTests {
  /// Writes a script into a box's folder.
  private func script(_ text: String, in folder: BoxFolder, as name: String = "script.sh") throws -> String {
    let file = folder.url.appendingPathComponent(name)
    try "#!/bin/sh\n\(text)\n".write(to: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
    return file.path
  }

  private func told(_ folder: BoxFolder) -> String {
    (try? String(contentsOf: folder.url.appendingPathComponent("told"), encoding: .utf8)) ?? ""
  }

  /// A voice in a process of its own, once it answers.
  private func startVoice(of folder: BoxFolder, on socket: String) throws -> Process {
    let voice = Process()
    voice.executableURL = URL(fileURLWithPath: BoxFolder.program)
    voice.arguments = ["voice", "--config", folder.configuration, "--socket", socket]
    voice.standardOutput = FileHandle.nullDevice
    voice.standardError = FileHandle.nullDevice
    try voice.run()
    try wait(for: "the socket") { FileManager.default.fileExists(atPath: socket) }
    return voice
  }

  /// Ends it as systemd does.
  private func end(_ voice: Process) {
    voice.terminate()
    voice.waitUntilExit()
  }

  private func callPerson(_ box: BoxOnPseudoTerminal) throws {
    try box.begin()
    try box.press("*", expect: "help.heading")
    try box.press("1", expect: "calling.helpRequested")
  }

  @Test func `a librarian is reached with code, severity and box, and nothing else`() throws {
    let folder = try BoxFolder()
    let script = try script(#"echo "$#:$1:$2:$3" >> "$(dirname "$0")/told""#, in: folder)
    try folder.configure("notifyCommand: []", as: "notifyCommand: [\(script)]")
    let box = try BoxOnPseudoTerminal(in: folder)
    try callPerson(box)
    try box.wait(for: "the command") { _ in told(folder) == "3:helpRequested:help:box-1\n" }
    #expect(try box.stop() == 0)
  }

  @Test(arguments: ["exit 3", "sleep 60 & wait"])
  func `a command that fails or hangs is logged, and the box goes on`(text: String) throws {
    let folder = try BoxFolder()
    let script = try script(text, in: folder)
    try folder.configure("notifyCommand: []", as: "notifyCommand: [\(script)]")
    let box = try BoxOnPseudoTerminal(in: folder)
    try callPerson(box)
    try box.wait(for: "the log") { _ in folder.complaint.contains("nobody was reached") }
    try box.press("-", expect: "start.heading")
    #expect(children(of: box.number).isEmpty, "no child is left")
    #expect(try box.stop() == 0)
  }

  @Test func `a command that is not there is logged`() throws {
    let folder = try BoxFolder()
    try folder.configure("notifyCommand: []", as: "notifyCommand: [/nowhere/ring]")
    let box = try BoxOnPseudoTerminal(in: folder)
    try callPerson(box)
    try box.wait(for: "the log") { _ in folder.complaint.contains("cannot be started") }
    #expect(try box.stop() == 0)
  }

  @Test func `the speech engine gets language, pace, volume and the screen's sentences`() throws {
    let folder = try BoxFolder()
    let script = try script(#"{ echo "$*"; cat; } >> "$(dirname "$0")/told""#, in: folder)
    try folder.configure(
      BoxFolder.silentVoice, as: #"speechCommand: [\#(script), "-v", "{language}", "-s", "{pace}", "-a", "{volume}"]"#)
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    try box.press("\r", expect: "languageChoice.heading")
    try box.press("1", expect: "languageChoice.speechHeading")
    try box.press("1", expect: "privacy.heading")
    try box.wait(for: "the speech") { _ in
      told(folder).contains("-v da -s 170 -a 100\n") && told(folder).contains("Må vi bruge dine oplysninger?")
    }
    #expect(try box.stop() == 0)
  }

  @Test func `a voice in a process of its own says the screen's sentences, and is missed when it is gone`() throws {
    let folder = try BoxFolder()
    // Each sentence lasts until it is cut off, or its voice is gone.
    let script = try script(#"cat >> "$(dirname "$0")/told"; exec tail --pid=$PPID -f /dev/null"#, in: folder)
    let socket = folder.url.appendingPathComponent("voice").path
    try folder.configure(BoxFolder.silentVoice, as: "speechCommand: [\(script)]\nspeechSocket: \(socket)")
    let voice = try startVoice(of: folder, on: socket)
    defer { end(voice) }
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.begin(withSpeech: true)
    try box.wait(for: "the speech") { _ in told(folder).contains("Har du en kode") }
    kill(voice.processIdentifier, SIGKILL)
    voice.waitUntilExit()
    try box.expect("calling.helpRequested")
    #expect(folder.complaint.contains("the voice is lost"))
    #expect(try box.stop() == 0)
  }

  @Test func `whoever plugs a headset in hears the box at once, sounds and words`() throws {
    let folder = try BoxFolder()
    let speaker = try script(#"cat >> "$(dirname "$0")/told""#, in: folder)
    let (socket, jack) = (folder.url.appendingPathComponent("voice").path, folder.url.appendingPathComponent("jack"))
    #expect(mkfifo(jack.path, 0o600) == 0)
    let player = try script(#"cat "$1" > "$(dirname "$0")/sound"; exit 1"#, in: folder, as: "player.sh")
    try folder.configure(
      BoxFolder.silentVoice,
      as: """
        speechCommand: [\(speaker)]
        speechSocket: \(socket)
        speechPlayer: [\(player), "{file}"]
        speechSounds: true
        headsetJack: \(jack.path)
        """)
    let voice = try startVoice(of: folder, on: socket)
    defer { end(voice) }
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    let kernel = open(jack.path, O_RDWR)
    defer { close(kernel) }
    let plugged = [UInt8](repeating: 0, count: 16) + [5, 0, 2, 0, 1, 0, 0, 0]
    _ = write(kernel, plugged, plugged.count)
    try box.expect("languageChoice.heading")
    try box.wait(for: "the speech") { _ in told(folder).contains("Dansk") }
    for _ in 0..<4 {
      try box.press("1", expect: "privacy.heading")
      try box.press("-", expect: "languageChoice.heading")
    }
    let sound = folder.url.appendingPathComponent("sound")
    try box.wait(for: "a sound") { _ in (try? Data(contentsOf: sound))?.starts(with: Data("RIFF".utf8)) == true }
    #expect(!folder.complaint.contains("the voice is lost"), "a player that fails is no voice that is lost")
    #expect(try box.stop() == 0)
    end(voice)
    #expect(!FileManager.default.fileExists(atPath: socket), "a voice that ends takes its socket's file along")
  }

  @Test func `a speech engine that does not listen is not heard after its screen, nor what it started`() throws {
    let folder = try BoxFolder()
    let script = try script(
      #"trap '' TERM; sleep 200 & echo $$ $! >> "$(dirname "$0")/told"; sleep 200"#, in: folder)
    try folder.configure(BoxFolder.silentVoice, as: "speechCommand: [\(script)]")
    let box = try BoxOnPseudoTerminal(in: folder)
    try box.expect("welcome.heading")
    try box.press("\r", expect: "languageChoice.heading")
    try box.press("1", expect: "languageChoice.speechHeading")
    try box.press("1", expect: "privacy.heading")
    try box.wait(for: "the speech") { _ in told(folder).contains("\n") }
    try box.press("1", expect: "start.heading")
    let first = try #require(told(folder).split(separator: "\n").first).split(separator: " ").compactMap { pid_t($0) }
    #expect(first.count == 2)
    try box.wait(for: "silence") { _ in first.allSatisfy { kill($0, 0) != 0 } }
    #expect(try box.stop() == 0)
  }

  /// The processes whose parent is the box, ended ones too.
  private func children(of number: Int) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.filter { name in
      guard Int(name) != nil, let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
        let rest = stat.split(separator: ")").last?.split(separator: " ")
      else { return false }
      return rest.count > 1 && rest[1] == "\(number)"
    }
  }
}
