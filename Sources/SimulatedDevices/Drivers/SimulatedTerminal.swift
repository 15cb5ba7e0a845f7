package import Devices
import PassportRules
package import Renewal
import Synchronization

/// A payment terminal that remembers by reference what it took, and loses words on the line as the scenario says.
package final class SimulatedTerminal: Driver {
  private struct Contents {
    var commands = CommandLog()
    var scenes: [String: PaymentScene] = [:]
    var questions: [String: Int] = [:]
    var reversals: [String: Int] = [:]
    var cancelled: Set<RequestID> = []
  }

  package let device = Device.paymentTerminal
  private let world: World
  private let contents = Mutex(Contents())

  /// A terminal in a world.
  package init(_ world: World) { self.world = world }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    world.pacing.after(0.4) { tell(.state(.paymentTerminal, .online)) }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    contents.withLock { $0.commands.begin(job.id) }
    switch job.command {
    case .pay(let payment):
      let scene = contents.withLock { contents in
        let scene = world.play.next(\.payments, "payment") ?? PaymentScene()
        contents.scenes[payment.reference] = scene
        return scene
      }
      world.pacing.after(4) { self.finish(job.id, self.pay(payment, scene, job.id), deliver) }
    case .paymentStatus(let payment):
      world.pacing.after(1) { self.finish(job.id, self.status(payment), deliver) }
    case .reverse(let payment):
      world.pacing.after(1.5) { self.finish(job.id, self.reverse(payment), deliver) }
    // Commands of other devices.
    default:
      finish(job.id, .answer(.failed(DeviceFault(.garbage, .reset))), deliver)
    }
  }

  private func finish(_ id: RequestID, _ delivery: Delivery, _ deliver: @Sendable (RequestID, Delivery) -> Void) {
    if contents.withLock({ $0.commands.end(id) }) { deliver(id, delivery) }
  }

  /// The same reference twice is one payment: the first outcome is told again.
  private func pay(_ payment: Payment, _ scene: PaymentScene, _ id: RequestID) -> Delivery {
    let isPulled = world.play.takePulledCard()
    return contents.withLock { contents in
      if scene.losesRequest { return .answer(.indeterminate) }
      let known = world.memory.outcome(payment.reference)
      let outcome = known ?? Self.outcome(payment, scene, isPulled || contents.cancelled.contains(id))
      if known == nil { world.memory.keep(outcome, of: payment.reference) }
      return scene.losesAnswer ? .answer(.indeterminate) : .answer(.payment(outcome))
    }
  }

  private static func outcome(_ payment: Payment, _ scene: PaymentScene, _ isCancelled: Bool) -> PaymentAnswer {
    if isCancelled { return .declined(.cancelled) }
    switch scene.course {
    case .pays: return .approved(scene.takesInstead.map { Amount(kroner: $0) } ?? payment.amount)
    case .cardRefused: return .declined(.refused)
    case .wrongPIN: return .declined(.wrongPIN)
    case .cancels: return .declined(.cancelled)
    case .terminalBusy: return .declined(.terminalBusy)
    case .bankOutOfReach: return .declined(.hostUnreachable)
    }
  }

  private func status(_ payment: Payment) -> Delivery {
    contents.withLock { contents in
      let asked = contents.questions[payment.reference, default: 0]
      contents.questions[payment.reference] = asked + 1
      let words = scene(of: payment, contents)?.status ?? []
      switch words.indices.contains(asked) ? words[asked] : .truth {
      case .lost: return .answer(.indeterminate)
      case .inProgress: return .answer(.payment(.inProgress))
      case .truth: return .answer(.payment(world.memory.outcome(payment.reference) ?? .notFound))
      }
    }
  }

  private func reverse(_ payment: Payment) -> Delivery {
    contents.withLock { contents in
      let tried = contents.reversals[payment.reference, default: 0]
      contents.reversals[payment.reference] = tried + 1
      let plan = scene(of: payment, contents)?.reversals ?? [.works]
      switch plan[min(tried, plan.count - 1)] {
      case .lost: return .answer(.indeterminate)
      case .refused: return .answer(.payment(.reversalRefused))
      case .works:
        guard let outcome = world.memory.outcome(payment.reference) else { return .answer(.payment(.notFound)) }
        if case .approved = outcome { world.memory.keep(.reversed, of: payment.reference) }
        return .answer(.payment(.reversed))
      }
    }
  }

  /// A payment from before the program was killed is on the line of the first one now.
  private func scene(of payment: Payment, _ contents: Contents) -> PaymentScene? {
    contents.scenes[payment.reference] ?? world.scenario.payments.first
  }

  /// The citizen is asked to stop; a payment that is through already stays so.
  package func cancel(_ id: RequestID) { contents.withLock { _ = $0.cancelled.insert(id) } }

  package func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }
}
