import Cases
import Logging
import Renewal

/// What the box tells those who watch it from afar: figures for a collector, and to the supervisor that it is well.
final class Telemetry {
  /// How long figures gather before they are written, in milliseconds.
  private static let gathering = 5_000

  private let shared: LoopContext
  private let storage: Storage
  /// When the box was started, Unix time in milliseconds.
  private let startedAt: Int
  private var figures = Figures()
  /// What the supervisor heard last of what the box is doing.
  private var statusTold = ""
  /// Whether the box may be doing something else than was told.
  private var mustTellStatus = true
  /// What is free where the store lies, in megabytes; nothing when it cannot be told.
  var freeMegabytes: Int?

  init(_ shared: LoopContext, _ storage: Storage) {
    self.shared = shared
    self.storage = storage
    startedAt = shared.environment.clocks.unix()
  }

  // MARK: Figures

  /// A fact is on disk, and counts.
  func count(_ fact: Fact) { figures.count(fact) }

  /// The box is no longer what it was, or the store is not.
  func boxChanged(to box: Box, from before: Box, by event: Event?) {
    mustTellStatus = true
    guard let event else { return }
    let isOfStore = if case .dossier = event { true } else { false }
    if isOfStore || box != before { planFigures() }
  }

  /// The figures changed: they are written soon, once.
  func planFigures() {
    guard shared.environment.publish != nil, !shared.timers.has(.figures) else { return }
    shared.set(.figures, in: Self.gathering)
  }

  /// Writes the figures, away from the loop; the oldest flag waits since a moment of the steady clock.
  func publishFigures(of box: Box, oldestFlag: Int?) {
    guard let publish = shared.environment.publish else { return }
    let waitsSince = oldestFlag.map { shared.environment.clocks.unix() - (shared.now - $0) }
    let snapshot = (figures, startedAt, freeMegabytes, shared.environment.version)
    let store = storage.store
    shared.run(on: .store) {
      let (figures, startedAt, freeMegabytes, version) = snapshot
      let metrics = Metrics(
        figures, box, store: store.flatMap { try? $0.figures() }, startedAt: startedAt, waitsSince: waitsSince,
        freeMegabytes: freeMegabytes, version: version)
      publish(metrics.written)
    }
  }

  // MARK: The supervisor

  /// The first screen stands: the supervisor hears so, and from now on that the box is well, twice in its patience.
  func tellReady() {
    shared.environment.supervisor.notify(.ready)
    tellWell()
  }

  /// Tells the supervisor that the loop turned and no work hangs. While work hangs it hears nothing, and starts the box anew.
  func tellWell() {
    let supervisor = shared.environment.supervisor
    guard let patience = supervisor.patience else { return }
    shared.set(.supervisor, in: max(1, patience.count / 2))
    guard let hung = shared.environment.executor.hung else { return supervisor.notify(.well) }
    shared.log.critical("work hangs; the supervisor is not told that the box is well", metadata: ["PLACE": "\(hung)"])
  }

  /// Tells the supervisor what the box is doing, when that is not what it heard last.
  func tellStatus(of box: Box) {
    guard mustTellStatus else { return }
    mustTellStatus = false
    let now = BoxSummary(box).words
    guard now != statusTold else { return }
    statusTold = now
    shared.environment.supervisor.notify(.status(now))
    if box.state == .closed(.stopping) { shared.environment.supervisor.notify(.stopping) }
  }
}

/// What the box is doing, for administrators: no more than somebody who walks past it may know.
private struct BoxSummary {
  private let box: Box

  init(_ box: Box) { self.box = box }

  /// A few words for `systemctl status`, such as `visit 17, step photo; 1 flag`.
  var words: String { ([doing] + flags).joined(separator: "; ") }

  private var doing: String {
    switch box.state {
    case .closed(let reason): "closed (\(reason.name))"
    case .welcome: "open, nobody here"
    case .visit(let visit): "visit \(visit.number), step \(visit.step.name.rawValue)"
    case .logIn: "staff log in"
    case .attended: box.state.visit.map { "staff with visit \($0.number)" } ?? "staff at the box"
    case .maintenance: "maintenance"
    }
  }

  private var flags: [String] {
    let count = box.flags.count + (box.state.visit?.flags.count ?? 0)
    return count == 0 ? [] : [count == 1 ? "1 flag" : "\(count) flags"]
  }
}
