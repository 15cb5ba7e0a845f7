import Glibc
import Logging
import Renewal
import Runtime
import Synchronization
import Testing

/// What an administrator sees from afar: the log's fields, and the figures.
@Suite struct WatchingTests {
  @Test func `a visit is in the log with its fields, and nobody is named`() throws {
    let sink = Kept()
    let box = try VirtualBox(scenario: "everything-goes-well", log: SystemJournal(sink, box: "box-1"))
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let told = try Citizen().visit(box)
    #expect(told.ending == .completed)
    let entries = sink.entries
    let steps = entries.filter { $0.message == "stepDone" }
    #expect(steps.count > 8)
    for entry in steps { #expect(entry.fields.map(\.name) == ["CASE", "STEP"]) }
    let flag = try #require(entries.first { $0.message == "flagRaised" })
    #expect(flag.level == .notice)
    #expect(flag.text.contains("FLAG=attestationWanted"))
    let all = entries.map(\.text).joined(separator: "\n")
    for secret in [box.cpr, String(box.cpr.suffix(4)), "Karim", "246820"] { #expect(!all.contains(secret)) }
  }

  @Test func `at debug each turn is told by the names of its event and its effects, and no value`() throws {
    let sink = Kept()
    var log = SystemJournal(sink, box: "box-1")
    log.logLevel = .debug
    let box = try VirtualBox(scenario: "everything-goes-well", log: log)
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let told = try Citizen().visit(box)
    #expect(told.ending == .completed)
    let turns = sink.entries.filter { $0.message == "transition" }
    #expect(turns.count > 50 && turns.allSatisfy { $0.level == .debug })
    for turn in turns { #expect(turn.fields.map(\.name) == ["EFFECTS", "EVENT"]) }
    let words = turns.flatMap { $0.fields.flatMap { $0.value.split(separator: " ") } }
    #expect(Set(words).isSuperset(of: ["key", "timer", "answer", "command", "record", "startTimer"]))
    #expect(words.allSatisfy { word in word.allSatisfy { $0.isASCII && $0.isLetter } }, "names alone")
  }

  @Test func `an entry is one datagram with a line a field, whatever is in it`() throws {
    let sink = Kept()
    var log = Logger(label: "test", factory: { _ in SystemJournal(sink, box: "box-1") })
    log[metadataKey: "case"] = "17"
    log.warning("two\nlines", metadata: ["2nd odd-name": "a\u{1B}[2Jb\u{9B}c", "STEP": "photo"])
    let entry = try #require(sink.entries.first)
    #expect(
      String(decoding: entry.datagram, as: UTF8.self) == """
        MESSAGE=two\u{FFFD}lines CASE=17 F2ND_ODD_NAME=a\u{FFFD}[2Jb\u{FFFD}c STEP=photo
        PRIORITY=4
        SYSLOG_IDENTIFIER=pasboks
        BOX=box-1
        CASE=17
        F2ND_ODD_NAME=a\u{FFFD}[2Jb\u{FFFD}c
        STEP=photo

        """)
    #expect(entry.text.utf8.count < 500)
  }

  @Test func `only a descriptor that systemd names is the journal's`() throws {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    var file = stat()
    fstat(ends[1], &file)
    #expect(JournalSocket.isJournal("\(file.st_dev):\(file.st_ino)", descriptor: ends[1]))
    for other in [nil, "", "1:2", "\(file.st_dev):\(file.st_ino + 1)"] {
      #expect(!JournalSocket.isJournal(other, descriptor: ends[1]))
    }
  }

  @Test func `what the journal does not take goes to standard error, with its priority`() throws {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    LogLines(ends[1]).write(LogEntry(level: .critical, message: "gone", fields: [], box: "box-1"))
    close(ends[1])
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(ends[0], &buffer, buffer.count)
    close(ends[0])
    #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "<2>gone\n")
  }

  @Test func `the figures count a visit, its flags and its help, and stand still while nothing happens`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    #expect(try Citizen().visit(box).ending == .completed)
    try box.wait("welcome again") { $0.state.visit == nil }
    box.time.advance(to: box.time.now() + 6_000)
    box.settle()
    let text = try #require(box.published.all.last)
    for line in [
      "pasboks_open 1", "pasboks_light{colour=\"inService\"} 1", "pasboks_visits_started_total 1",
      "pasboks_visits_total{ending=\"completed\"} 1",
      "pasboks_flags_total{code=\"attestationWanted\"} 1", "pasboks_device_state{device=\"camera\",state=\"online\"} 1",
      "pasboks_outbox_dossiers 0", "pasboks_open_money 0", "# EOF",
    ] {
      #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)\n\(text)")
    }
    #expect(!text.contains(box.cpr))
    let names = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: " ").first }
    #expect(Set(names).count == names.count, "each sample once")
    let count = box.published.all.count
    box.time.advance(to: box.time.now() + 60_000)
    box.settle()
    #expect(box.published.all.count == count)
  }
}

/// A log that is kept.
final class Kept: LogSink {
  private let contents = Mutex<[LogEntry]>([])
  var entries: [LogEntry] { contents.withLock { $0 } }
  func write(_ entry: LogEntry) { contents.withLock { $0.append(entry) } }
}
