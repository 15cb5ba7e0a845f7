import Foundation
import Glibc
import TestSupport
import Testing

/// The built program `pasboks run` on a pseudo-terminal of its own: keys go in, and a person's screen comes out.
///
/// A test presses keys and waits for what must be seen; it never waits for time.
final class BoxOnPseudoTerminal {
  /// How long anything may take before it is held for missing, in milliseconds: far more than it ever needs.
  private static let bound = 100_000

  /// glibc's POSIX_SPAWN_SETSID, which its headers show to GNU sources only.
  private static let leadsSession: Int16 = 0x80

  /// Whether every box that plays a scenario has its world in another process: the same tests, over the wire.
  static let isWired = ProcessInfo.processInfo.environment["PASBOKS_WIRED"] != nil

  let folder: BoxFolder
  /// The citizen's language; staff's screens stay in the box's own.
  var language: String

  private let ownLanguage: String
  private let transcript: String
  private let terminal: PseudoTerminal
  private let before: termios
  private var program: pid_t = 0
  private var status: Int32?
  private var emulator: TerminalEmulator
  private var unfinished: [UInt8] = []
  private var fingers: Fingers
  /// Everything the program ever wrote to the terminal.
  private(set) var written: [UInt8] = []

  /// Starts the program, in a folder of its own whose store was opened before unless another is given; nothing is waited for yet.
  init(
    _ scenario: String = "everything-goes-well", language: String = "da", in folder: BoxFolder? = nil,
    columns: Int = 80, rows: Int = 24, term: String = "xterm-256color", command: String = "run",
    arguments: [String]? = nil, pace: String = "0", environment: [String] = [], transcript: String? = nil
  ) throws {
    let folder = try folder ?? .used()
    self.folder = folder
    fingers = Fingers(quiet: folder.quiet)
    self.language = language
    ownLanguage = language
    self.transcript = transcript ?? "\(command)-\(scenario)"
    emulator = TerminalEmulator(columns: columns, rows: rows)
    terminal = try #require(PseudoTerminal(columns: columns, rows: rows))
    var found = termios()
    tcgetattr(terminal.near, &found)
    before = found
    _ = fcntl(terminal.near, F_SETFD, FD_CLOEXEC)
    let played =
      Self.isWired && command == "run" && arguments == nil
      ? ["--world", try folder.play(scenario, pace: pace)] : ["--scenario", scenario, "--pace", pace]
    let usual = ["--language", language] + played
    let configuration = ["run", "replay"].contains(command) ? ["--config", folder.configuration] : []
    let state = command == "replay" ? [] : ["--state", folder.state]
    let all = [BoxFolder.program, command] + configuration + state + (arguments ?? usual)
    program = try Self.spawn(
      all, on: terminal.near, complaints: folder.complaints,
      environment: ["TERM=\(term)", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", "HOME=\(folder.url.path)"] + environment)
  }

  deinit {
    guard status == nil, program > 0 else { return }
    kill(program, SIGKILL)
    waitpid(program, nil, 0)
  }

  /// The program leads a session of its own, whose controlling terminal is the pseudo-terminal.
  private static func spawn(
    _ arguments: [String], on terminal: Int32, complaints: String, environment: [String]
  ) throws -> pid_t {
    var name = [CChar](repeating: 0, count: 128)
    try #require(ttyname_r(terminal, &name, name.count) == 0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_addopen(&actions, 2, complaints, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)  // a test's thread has every signal blocked
    posix_spawnattr_setflags(&attributes, Self.leadsSession | Int16(POSIX_SPAWN_SETSIGMASK))
    var given: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for text in given + variables { free(text) } }
    // What the tests have open is nothing to the program.
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      if let descriptor = Int32(name), descriptor > 2 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }
    var child: pid_t = 0
    let path = try #require(arguments.first)
    try #require(posix_spawn(&child, path, &actions, &attributes, &given, &variables) == 0, "cannot start \(path)")
    return child
  }

  // MARK: The citizen's side

  /// Presses keys, one character each; `\r` is Enter.
  ///
  /// None is pressed again before a person would have looked; and the last one only after another key, which means nothing here: that
  /// shows that it was let go, where a person would take the time to read.
  func press(_ keys: String) {
    let isAgain = fingers.last == keys.first && !takesAnyKey
    pressAlone(isAgain ? "x" + keys : keys)
  }

  /// Presses keys, each again no sooner than a person would have looked.
  func pressAlone(_ keys: String) {
    while let rest = fingers.rest(before: keys, at: Self.now()), !isOver { hear(within: rest) }
    deliver(keys)
  }

  /// Types keys that the program finds all at once, however late the system brings them: it stands still meanwhile.
  private func deliver(_ keys: String) {
    guard !isOver else { return }
    kill(program, SIGSTOP)
    var found = siginfo_t()
    waitid(P_PID, id_t(program), &found, WSTOPPED | WEXITED | WNOWAIT)
    // A terminal holds 4,095 bytes for a program that does not read; who sends more only shows that nothing of it does harm.
    if !isOver, keys.utf8.count < 1024 { terminal.deliver(keys) } else { terminal.type(keys) }
    fingers.pressed(keys, at: Self.now())
    kill(program, SIGCONT)
  }

  /// Holds a key down: it comes at once, after a first delay, and then every 30 ms. Later is as good, for a key that is held, and so are
  /// several at once; but the program must not stand still between them.
  func hold(_ key: String, delay: Int, times: Int) {
    while let rest = fingers.rest(before: key, at: Self.now()), !isOver { hear(within: rest) }
    for (number, span) in ([0, delay] + Array(repeating: 30, count: times - 1)).enumerated() {
      let end = Self.now() + span
      while Self.now() < end { hear(within: max(1, end - Self.now())) }
      if number < times { terminal.type(key) } else { deliver(key) }
    }
  }

  /// Whether the screen goes on with whatever key.
  private var takesAnyKey: Bool {
    ["welcome.pressAnyKey", "farewell.belongings", "idle.anyKey", "attendance.contactHint"]
      .contains { (try? shows($0)) == true }
  }

  /// Sends bytes as a keyboard, a reader or a cat on the keyboard would.
  func send(_ bytes: [UInt8]) { terminal.type(bytes) }

  /// Waits until all of these stand on the screen: names of texts such as `welcome.heading`, or words.
  func expect(_ wanted: String..., at place: SourceLocation = #_sourceLocation) throws {
    try expect(wanted, after: "", at: place)
  }

  /// Presses keys, then waits until all of these stand on the screen. Some of it must be new there, or nothing would be waited for.
  func press(_ keys: String, expect wanted: String..., at place: SourceLocation = #_sourceLocation) throws {
    look()
    // What is there may be half drawn.
    if try Self.holds(plainScreen, words(of: wanted)), try Self.holds(Self.plain(quietScreen), words(of: wanted)) {
      Issue.record("\(wanted) stood there before \(keys.debugDescription)", sourceLocation: place)
    }
    press(keys)
    try expect(wanted, after: " after \(keys.debugDescription)", at: place)
  }

  /// Presses keys that change nothing of this on the screen.
  func press(_ keys: String, expectStill wanted: String..., at place: SourceLocation = #_sourceLocation) throws {
    press(keys)
    _ = quietScreen
    try expect(wanted, after: " after \(keys.debugDescription)", at: place)
  }

  /// Waits for the field with this label.
  func expectField(_ label: String, at place: SourceLocation = #_sourceLocation) throws {
    let words = try words(of: [label]).joined(separator: " ")
    try wait(for: "the field “\(words)”", at: place) { $0.contains("\(words) [") }
  }

  private func expect(_ wanted: [String], after keys: String, at place: SourceLocation) throws {
    let words = try words(of: wanted)
    try wait(for: "\(wanted)\(keys)", at: place) { Self.holds($0, words) }
  }

  /// Waits until the screen, its lines joined and blanks made single, is as wanted.
  func wait(
    for what: String, at place: SourceLocation = #_sourceLocation, until isSo: (String) throws -> Bool
  ) throws {
    let end = Self.now() + Self.bound
    while true {
      look()
      if try isSo(plainScreen) {
        noticeReading()
        return keep()
      }
      guard Self.now() < end, !isOver else {
        throw NotSeen(what: what, place: place, screen: screen, complaint: folder.complaint, status: status)
      }
      hear(within: 50)
    }
  }

  /// Adds the screen to the file that `PASBOKS_TRANSCRIPT` names, or to one for each box when it names a folder, for people who
  /// want to see what the tests saw.
  private func keep() {
    guard var file = ProcessInfo.processInfo.environment["PASBOKS_TRANSCRIPT"] else { return }
    let screen = quietScreen
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue {
      file += "/\(transcript)-\(program).txt"
    }
    let text = Array((screen + "\n" + String(repeating: "=", count: emulator.columns) + "\n").utf8)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    _ = Glibc.write(descriptor, text, text.count)
    close(descriptor)
  }

  /// Whether all of these stand on the screen now.
  func shows(_ wanted: String...) throws -> Bool {
    look()
    return try Self.holds(plainScreen, words(of: wanted))
  }

  /// What stands in a text's placeholders on the screen.
  func values(of name: String) throws -> [String] {
    try texts(of: name).values(of: name, on: plainScreen)
  }

  private func words(of wanted: [String]) throws -> [String] {
    try wanted.flatMap { try parts(of: $0) }.map(Self.plain)
  }

  private static func holds(_ screen: String, _ words: [String]) -> Bool { words.allSatisfy { screen.contains($0) } }

  private func parts(of wanted: String) throws -> [String] { try texts(of: wanted).parts(of: wanted) }

  private static let staffSections: Set<String> = [
    "logIn", "attendance", "flags", "actions", "reasons", "roles", "maintenance", "devices", "welcome", "closed",
    "desk", "severities", "guidanceNames", "refusals",
  ]

  private func texts(of name: String) throws -> BoxTexts {
    let section = String(name.prefix { $0 != "." })
    return try BoxTexts(language: Self.staffSections.contains(section) ? ownLanguage : language)
  }

  // MARK: The screen

  /// The screen's lines.
  var screen: String { emulator.text }
  /// The screen once nothing more comes.
  var quietScreen: String {
    var count = -1
    while count != written.count {
      count = written.count
      hear(within: 200)
    }
    return screen
  }

  /// Waits for a screen that was seen before.
  func expectAgain(_ before: String, at place: SourceLocation = #_sourceLocation) throws {
    try wait(for: "this screen again:\n\(before)\n", at: place) { _ in self.screen == before }
  }

  /// The terminal as it is seen.
  var seen: TerminalEmulator { emulator }
  /// The screen without pictures, its lines joined and blanks made single.
  var plainScreen: String { Self.plain(screen) }

  private static func plain(_ text: String) -> String {
    let pictures: ClosedRange<Unicode.Scalar> = "\u{2500}"..."\u{259F}"
    return text.unicodeScalars.split { $0 == " " || $0 == "\n" || $0 == "\u{A0}" || pictures.contains($0) }
      .map { String(Substring($0)) }.joined(separator: " ")
  }

  /// Shows what has come; half a sequence waits for its other half.
  func look() { hear(within: 0) }

  private func hear(within milliseconds: Int) {
    heard(terminal.arrived(within: milliseconds))
    noticeReading()
  }

  private func noticeReading() {
    if terminal.unread == 0 { fingers.allRead(at: Self.now()) }
  }

  private func heard(_ bytes: [UInt8]) {
    written += bytes
    unfinished += bytes
    let whole = Self.whole(unfinished)
    emulator.feed(Array(unfinished[..<whole]))
    unfinished.removeFirst(whole)
  }

  /// How many bytes there are up to the last that ends a character or a sequence.
  private static func whole(_ bytes: [UInt8]) -> Int {
    if let escape = bytes.lastIndex(of: 0x1B) {
      let rest = bytes[(escape + 1)...]
      let isWhole: Bool =
        switch rest.first {
        case nil: false
        case 0x5B: rest.dropFirst().contains { (0x40...0x7E).contains($0) }
        case 0x5D: rest.contains(0x07)
        case 0x28, 0x29: rest.count > 1
        case 0x50, 0x5F: false
        case _: true
        }
      if !isWhole { return escape }
    }
    guard let start = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return bytes.count }
    let length =
      switch bytes[start] {
      case 0xC0...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...: 4
      case _: 1
      }
    return bytes.count - start < length ? start : bytes.count
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  // MARK: What happens to the box

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) {
    look()
    emulator.resize(columns: columns, rows: rows)
    terminal.resize(columns: columns, rows: rows)
  }

  /// Gives the terminal a size that no screen is compared with, whatever it is.
  func resizeTerminalAlone(columns: Int, rows: Int) {
    look()
    terminal.resize(columns: columns, rows: rows)
  }

  /// The line goes dead.
  func hangUp() { terminal.hangUp() }

  /// Sends the program a signal.
  func signal(_ signal: Int32) { kill(program, signal) }

  /// The program's process number.
  var number: Int { Int(program) }

  /// Whether the program has ended.
  var isOver: Bool {
    if status != nil { return true }
    var raw: Int32 = 0
    guard waitpid(program, &raw, WNOHANG) == program else { return false }
    status = raw
    return true
  }

  /// Waits for the end; the exit code, or minus the signal that ended it.
  func exit(at place: SourceLocation = #_sourceLocation) throws -> Int32 {
    let end = Self.now() + Self.bound
    while !isOver {
      guard Self.now() < end else {
        throw NotSeen(what: "the end", place: place, screen: screen, complaint: folder.complaint, status: nil)
      }
      hear(within: 20)
    }
    heard(terminal.take())
    let raw = status ?? 0
    return raw & 0x7F == 0 ? raw >> 8 & 0xFF : -(raw & 0x7F)
  }

  /// Asks the program to end, and waits for it.
  func stop(at place: SourceLocation = #_sourceLocation) throws -> Int32 {
    signal(SIGTERM)
    return try exit(at: place)
  }

  /// The processor time the program has used, in clock ticks.
  var ticks: Int {
    let fields = ((try? String(contentsOfFile: "/proc/\(program)/stat", encoding: .utf8)) ?? "").split(separator: " ")
    return fields.count > 14 ? (Int(fields[13]) ?? 0) + (Int(fields[14]) ?? 0) : 0
  }

  /// Whether the terminal's settings are those it had before the program came.
  var hasItsSettings: Bool {
    var now = termios()
    tcgetattr(terminal.near, &now)
    return now.c_iflag == before.c_iflag && now.c_oflag == before.c_oflag && now.c_cflag == before.c_cflag
      && now.c_lflag == before.c_lflag
  }
}

/// Something that never came to be seen, with the last screen.
struct NotSeen: Error, CustomStringConvertible {
  let what: String
  let place: SourceLocation
  let screen: String
  let complaint: String
  let status: Int32?

  var description: String {
    let end = status.map { "; the program had ended (\($0))" } ?? ""
    let told = complaint.isEmpty ? "" : "\nstandard error: \(complaint)"
    return "\(place.fileID):\(place.line): never seen: \(what)\(end)\(told)\n\(screen)"
  }
}
