import Cases
import Renewal
import Screens

extension Event {
  /// Whether it tells that something in the store changed, which the machine need not know of.
  var isOfStore: Bool {
    if case .dossier = self { true } else { false }
  }
}

extension Runner {
  /// How long figures gather before they are written, in milliseconds.
  private static let gathering = 5_000

  /// The figures changed: they are written soon, once.
  func planFigures() {
    guard environment.publish != nil, !timetable.has(.figures) else { return }
    timetable.set(.figures, at: environment.clocks.now() + Self.gathering)
  }

  /// Writes the figures, away from the loop.
  func publishFigures() {
    guard let publish = environment.publish else { return }
    let snapshot = (figures, box, startedAt, waitsSince, facts.freeMegabytes, environment.version)
    let store = store
    environment.executor.run(on: .store) {
      let (figures, box, startedAt, waitsSince, freeMegabytes, version) = snapshot
      let metrics = Metrics(
        figures, box, store: store.flatMap { try? $0.figures() }, startedAt: startedAt, waitsSince: waitsSince,
        freeMegabytes: freeMegabytes,
        version: version)
      publish(metrics.written)
    }
  }

  /// Since when the oldest flag waits, Unix time in milliseconds.
  private var waitsSince: Int? {
    flagAges.oldest.map { environment.clocks.unix() - (environment.clocks.now() - $0) }
  }
}
