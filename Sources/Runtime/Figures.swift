import Cases
import Renewal

/// What the box counts for whoever watches it from afar; since its start, and nothing personal.
struct Figures {
  private(set) var visits = 0
  private(set) var endings: [Ending.Kind: Int] = [:]
  private(set) var flags: [FlagCode: Int] = [:]
  private(set) var assists: [Bool: Int] = [:]
  private(set) var failures: [Device: Int] = [:]

  /// Counts a fact.
  mutating func count(_ fact: Fact) {
    switch fact {
    case .visitOpened: visits += 1
    case .visitEnded(_, let ending): endings[ending.kind, default: 0] += 1
    case .flagRaised(_, let flag): flags[flag.code, default: 0] += 1
    case .assistEnded(_, _, _, let learned): assists[learned, default: 0] += 1
    case .deviceFailed(_, let device, _): failures[device, default: 0] += 1
    // The others are not counted.
    default: break
    }
  }
}

/// The box at a moment, as OpenMetrics text. Ages are told as the times since when, so that nothing has to be written while nothing
/// happens.
struct Metrics {
  private var text = ""

  /// The text of figures, box and store. Times are Unix time in milliseconds; `waitsSince` is since when the oldest flag waits.
  init(
    _ figures: Figures, _ box: Box, store: StoreFigures?, startedAt: Int, waitsSince: Int?, freeMegabytes: Int?,
    version: String
  ) {
    // node_exporter reads the older text format besides, and refuses a file with a type that it did not have, such as `info`.
    family("pasboks_build_info", "gauge", "The program.", [(["version": version], 1)])
    family("pasboks_start_time_seconds", "gauge", "When the box was started.", [([:], Self.seconds(startedAt))])
    family("pasboks_light", "gauge", "What a light over the box shows.", [(["colour": box.light.rawValue], 1)])
    family("pasboks_open", "gauge", "Whether a visit is on or can start now.", [([:], box.isOpenForVisits ? 1 : 0)])
    family(
      "pasboks_closed", "gauge", "Why no visit can start.",
      box.closedReason.map { [(["reason": $0], 1)] } ?? [])
    family("pasboks_visits_started", "counter", "Visits begun.", [([:], Double(figures.visits))], suffix: "_total")
    family(
      "pasboks_visits", "counter", "Visits ended, by how.",
      figures.endings.map { (name: $0.key.rawValue, count: $0.value) }.sorted { $0.name < $1.name }
        .map { (["ending": $0.name], Double($0.count)) }, suffix: "_total")
    family(
      "pasboks_flags", "counter", "Flags raised, by code.",
      FlagCode.allCases.compactMap { code in figures.flags[code].map { (["code": code.rawValue], Double($0)) } },
      suffix: "_total")
    family(
      "pasboks_assists", "counter", "Assists ended, by whether the citizen learned it.",
      [true, false].map { (["learned": "\($0)"], Double(figures.assists[$0] ?? 0)) }, suffix: "_total")
    family(
      "pasboks_device_failures", "counter", "Commands that a device failed.",
      figures.failures.sorted { $0.key < $1.key }.map { (["device": $0.key.rawValue], Double($0.value)) },
      suffix: "_total")
    family(
      "pasboks_device_state", "gauge", "The state each device reported last.",
      box.devices.sorted { $0.key < $1.key }.map { (["device": $0.key.rawValue, "state": $0.value.rawValue], 1) })
    family("pasboks_printer_paper", "gauge", "The printer's paper.", [(["state": box.paper.rawValue], 1)])
    family(
      "pasboks_dropped_answers", "counter", "Answers of devices that nobody waited for.", [([:], Double(box.dropped))],
      suffix: "_total")
    family(
      "pasboks_storage_room", "gauge", "Whether the disk has room for another visit: enough, low or short.",
      [(["state": box.storageRoom.rawValue], 1)])
    family(
      "pasboks_storage_free_bytes", "gauge", "What is free where the store lies.",
      freeMegabytes.map { [([:], Double($0) * 1_000_000)] } ?? [])
    queue(box, waitsSince)
    if let store { add(store) }
    text += "# EOF\n"
  }

  /// The whole text, ended as OpenMetrics wants it.
  var written: String { text }

  private mutating func queue(_ box: Box, _ waitsSince: Int?) {
    let open = Dictionary(grouping: box.queue, by: \.flag.code)
    family(
      "pasboks_queue_flags", "gauge", "Flags that wait for staff, by code.",
      FlagCode.allCases.compactMap { code in open[code].map { (["code": code.rawValue], Double($0.count)) } })
    family(
      "pasboks_queue_oldest_timestamp_seconds", "gauge", "Since when the oldest of them waits.",
      waitsSince.map { [([:], Self.seconds($0))] } ?? [])
  }

  private mutating func add(_ store: StoreFigures) {
    family("pasboks_outbox_dossiers", "gauge", "Dossiers without an acknowledgement.", [([:], Double(store.outbox))])
    family(
      "pasboks_outbox_oldest_timestamp_seconds", "gauge", "Since when the oldest of them waits.",
      store.outboxSince.map { [([:], Self.seconds($0))] } ?? [])
    family("pasboks_parked_cases", "gauge", "Cases kept for later.", [([:], Double(store.parked))])
    family("pasboks_open_money", "gauge", "Payments nobody knows the end of.", [([:], Double(store.openMoney))])
    family("pasboks_journal_rows", "gauge", "The journal's last row.", [([:], Double(store.journalRow))])
  }

  /// A family with its samples; one that has none is not told of.
  private mutating func family(
    _ name: String, _ type: String, _ help: String, _ samples: [([String: String], Double)], suffix: String = ""
  ) {
    guard !samples.isEmpty else { return }
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    for (labels, value) in samples {
      let inner = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
      let braces = inner.isEmpty ? "" : "{\(inner.joined(separator: ","))}"
      text += "\(name)\(suffix)\(braces) \(value == value.rounded() ? String(Int(value)) : String(value))\n"
    }
  }

  private static func seconds(_ milliseconds: Int) -> Double { Double(milliseconds) / 1000 }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

extension Box {
  fileprivate var closedReason: String? {
    if case .closed(let reason) = state { reason.name } else { nil }
  }

  fileprivate var isOpenForVisits: Bool {
    switch state {
    case .welcome, .visit: true
    case .closed, .logIn, .attended, .maintenance: false
    }
  }
}
