import Cases
import Logging
import Renewal

/// Who stands around the machine: sees what became of it, and carries out what it asks for.
protocol MachineDelegate: AnyObject {
  /// The machine is about to handle an event.
  func willHandle(_ event: Event)
  /// The box is no longer what it was: by an event, or because a transition was taken back.
  func boxChanged(from before: Box, by event: Event?)
  /// Effects are to be carried out, in order; the facts before them are on disk.
  func carryOut(_ effects: [Effect])
  /// An event was handled, and its effects are carried out unless its facts are still being written.
  func didHandle(_ event: Event)
  /// A fact is on disk.
  func recorded(_ fact: Fact)
}

/// The box, one transition after the other. Each is one transaction: its facts are on disk before anything else of it happens.
final class Machine {
  /// The box as it stands.
  private(set) var box: Box
  /// Who stands around it.
  weak var delegate: (any MachineDelegate)?
  private var transitions = TransitionQueue()
  private let storage: Storage
  private let log: Logger
  private let watcher: (any TransitionWatcher)?

  init(_ box: Box, storage: Storage, _ shared: LoopContext) {
    self.box = box
    self.storage = storage
    log = shared.log
    watcher = shared.environment.watcher
  }

  /// Whether a transition is being written: until that has ended nothing else is taken in.
  var isWriting: Bool { transitions.isWriting }

  /// Handles an event, now or as soon as the transition before is on disk; `isDropped` hears afterwards whether the machine had not
  /// waited for it.
  func handle(_ event: Event, isDropped: ((Bool) -> Void)? = nil) {
    transitions.append(.event(event, isDropped: isDropped))
    takeTransitions()
  }

  /// Writes facts in their order among the machine's own.
  func write(_ facts: [Fact]) {
    transitions.append(.facts(facts))
    takeTransitions()
  }

  private func takeTransitions() {
    while let next = transitions.next() {
      switch next {
      case .event(let event, let isDropped):
        let dropped = box.dropped
        step(event)
        isDropped?(box.dropped > dropped)
      case .facts(let facts): open(OpenTransition(facts: facts, before: nil, effects: []))
      }
    }
  }

  private func step(_ event: Event) {
    let before = box
    delegate?.willHandle(event)
    let effects = box.handle(event)
    log.log(event, effects)
    watcher?.handled(event, from: before, to: box)
    delegate?.boxChanged(from: before, by: event)
    if case .record(let facts)? = effects.first {
      open(OpenTransition(facts: facts, before: before, effects: Array(effects.dropFirst())))
    } else {
      delegate?.carryOut(effects)
    }
    delegate?.didHandle(event)
  }

  // MARK: The disk

  private func open(_ transition: OpenTransition) {
    guard storage.write(transition.facts) else {
      delegate?.carryOut(transition.effects)
      return
    }
    transitions.write(transition)
  }

  /// The transition that was being written is on disk, and goes on; or it is not.
  func writingEnded(_ fault: StoreError?) {
    guard let transition = transitions.endWriting() else { return }
    switch fault {
    case nil:
      for fact in transition.facts { delegate?.recorded(fact) }
      delegate?.carryOut(transition.effects)
    case .unauthorised(let staff)?: takeBack(transition, refusedTo: staff)
    case .refused(let refusal)?:
      log.critical("the store refused what the machine says", metadata: ["REASON": "\(refusal.rawValue)"])
      goOn(transition, without: .contradicted)
    case let fault?:
      log.critical("a fact could not be written", metadata: ["REASON": "\(fault)"])
      storage.fail()
      goOn(transition, without: .recordFailed)
    }
    takeTransitions()
  }

  /// Somebody's account may not do what the transition says: nothing of it happened, and it is their session that ends.
  private func takeBack(_ transition: OpenTransition, refusedTo staff: StaffID) {
    log.warning("an act was refused, for the account may not do it")
    if let before = transition.before {
      let after = box
      box = before
      watcher?.tookBack(to: box)
      delegate?.boxChanged(from: after, by: nil)
    }
    transitions.putFirst([.revoked(staff)])
  }

  /// The transition happened and is not on disk: what would move money or ask the store is not sent, and fails.
  private func goOn(_ transition: OpenTransition, without news: Event) {
    let unsent = transition.effects.filter(\.mustBeOnDisk)
    delegate?.carryOut(transition.effects.filter { !$0.mustBeOnDisk })
    transitions.putFirst([news] + unsent.compactMap(\.failed))
  }
}

extension Effect {
  /// Whether it must not be done when the facts before it are not on disk.
  fileprivate var mustBeOnDisk: Bool {
    switch self {
    case .command(_, let command): command.effectClass == .financial
    case .store: true
    case .cancel, .giveTime, .ask, .logIn, .changePIN, .startTimer, .stopTimer, .record, .discard, .wipe, .speakAgain,
      .keepNote, .refuse, .test, .notify, .send, .rehearse, .practise, .exit:
      false
    }
  }

  /// What the machine hears when it was not done.
  fileprivate var failed: Event? {
    switch self {
    case .command(let id, _): .answer(id, .failed(DeviceFault(.inoperable, .maintenance)))
    case .store(let id, _): .store(id, .failed)
    case .cancel, .giveTime, .ask, .logIn, .changePIN, .startTimer, .stopTimer, .record, .discard, .wipe, .speakAgain,
      .keepNote, .refuse, .test, .notify, .send, .rehearse, .practise, .exit:
      nil
    }
  }
}
