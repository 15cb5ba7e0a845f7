import Dispatch
package import Logging
package import Renewal
import Screens

/// What a rehearsal is made of: a box of its own, with invented people. Of the box at which it takes place it has screen, keys and voice.
package struct RehearsalParts: Sendable {
  /// What it obeys.
  package let policy: Policy
  /// What it has from outside: devices, an authority and a store that are nobody's, and no desks.
  package let environment: Environment
  /// Where what it tells goes.
  package let log: Logger
  /// Erases what it wrote; run away from the loop, once it is over.
  package let erase: @Sendable () -> Void

  /// A rehearsal that can begin.
  package init(
    policy: Policy, environment: Environment, log: Logger, erase: @escaping @Sendable () -> Void
  ) {
    self.policy = policy
    self.environment = environment
    self.log = log
    self.erase = erase
  }
}

/// The rehearsal at the box: from the machine's word to its end it has screen and keys, and nothing else of the box.
///
/// It takes its turns within the loop's. The box's own machine is closed meanwhile; desks, devices, upkeep and the supervisor go on.
final class Rehearsal {
  private let shared: LoopContext
  private let machine: Machine
  private let console: Console
  private var stage: (runner: Runner, erase: @Sendable () -> Void)?
  /// Becomes free once what the last one wrote is erased.
  private var erasing: DispatchSemaphore?

  init(_ shared: LoopContext, _ machine: Machine, _ console: Console) {
    self.shared = shared
    self.machine = machine
    self.console = console
  }

  /// The loop's part of the box that is rehearsed at; nothing while none is.
  var runner: Runner? { stage?.runner }

  /// Has its parts made, away from the loop.
  func prepare() {
    let mailbox = shared.mailbox
    let make = shared.environment.rehearsal
    shared.run(on: .measures) { mailbox.post(.rehearsal(make())) }
  }

  /// Begins with what was made, unless the box is wanted for something else by now.
  func begin(_ parts: RehearsalParts?) {
    guard let parts, stage == nil, isWanted else {
      parts?.erase()
      return machine.handle(.rehearsalOver)
    }
    let runner = console.lend { display, context in
      Runner(
        policy: parts.policy, environment: parts.environment, display: display, context: context, log: parts.log,
        within: shared.mailbox)
    }
    stage = (runner, parts.erase)
    runner.start()
  }

  /// Takes a turn, and gives screen and keys back once it is over, or the box is wanted for something else.
  func turn() {
    guard let stage else { return }
    stage.runner.turn()
    guard stage.runner.end != nil || !isWanted else { return }
    self.stage = nil
    let erased = DispatchSemaphore(value: 0)
    stage.runner.leave { [erase = stage.erase] in
      erase()
      erased.signal()
    }
    erasing = erased
    console.takeBack()
    machine.handle(.rehearsalOver)
  }

  /// How long the end of the program may wait for the last rehearsal's traces to go, in seconds: its store may just be making accounts, which a
  /// busy machine takes long for; systemd gives a box three minutes to end.
  private static let longestEnd = 60

  /// Waits until nothing of the last rehearsal is left; a disk that hangs does not keep the process.
  func finish() { _ = erasing?.wait(timeout: .now() + .seconds(Self.longestEnd)) }

  private var isWanted: Bool { machine.box.outOfService == .rehearsal }
}
