import Cases
import Logging
import Renewal

extension Runner {
  /// The first screen stands: the supervisor hears so, and from now on that the box is well, twice in its patience.
  func tellReady() {
    environment.supervisor.tell(.ready)
    tellWell()
  }

  /// Tells the supervisor that the loop turned and no work hangs. While work hangs it hears nothing, and starts the box anew.
  func tellWell() {
    guard let patience = environment.supervisor.patience else { return }
    timetable.set(.supervisor, at: environment.clocks.now() + max(1, patience.count / 2))
    guard let hung = environment.executor.hung else { return environment.supervisor.tell(.well) }
    log.critical("work hangs; the supervisor is not told that the box is well", metadata: ["PLACE": "\(hung)"])
  }

  /// Tells the supervisor what the box is doing, when that is not what it heard last.
  func tellStatus() {
    let now = BoxSummary(box).words
    guard now != statusTold else { return }
    statusTold = now
    environment.supervisor.tell(.status(now))
    if box.state == .closed(.stopping) { environment.supervisor.tell(.stopping) }
  }
}

/// What the box is doing, for administrators: no more than somebody who walks past it may know.
struct BoxSummary {
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
