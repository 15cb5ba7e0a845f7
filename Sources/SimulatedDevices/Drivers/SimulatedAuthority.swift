package import Devices
import PassportRules
package import Renewal
import Synchronization

/// The authority's register and its receiving end, out of reach when the scenario says so.
package final class SimulatedAuthority: Authority {
  private struct Contents {
    var commands = CommandLog()
    var received: Set<String> = []
  }

  private let world: World
  private let contents = Mutex(Contents())

  /// An authority in a world.
  package init(_ world: World) { self.world = world }

  package func ask(_ question: AuthorityQuestion, reply: @escaping @Sendable (AuthorityAnswer) -> Void) {
    switch contents.withLock({ $0.commands.next(of: world.scenario.authority, "line") ?? .answers }) {
    case .answers, .rejects: world.pacing.after(1.2) { reply(self.answer(question)) }
    case .slow: world.pacing.after(12) { reply(self.answer(question)) }
    case .offline: world.pacing.after(2) { reply(.unavailable) }
    }
  }

  private func answer(_ question: AuthorityQuestion) -> AuthorityAnswer {
    switch question {
    case .lookUp(let cpr, let documentNumber, let booking):
      guard let person = world.register.person(cpr) else { return .unknown }
      return .person(person.record(document: documentNumber, booking: booking, on: world.date))
    }
  }

  package func submit(_ dossier: [UInt8], key: String, reply: @escaping @Sendable (SubmissionAnswer) -> Void) {
    let line = contents.withLock { $0.commands.next(of: world.scenario.authority, "outbox") ?? .answers }
    guard line != .offline else {
      world.pacing.after(1) { reply(.unavailable) }
      return
    }
    guard line != .rejects else {
      world.pacing.after(1) { reply(.rejected) }
      return
    }
    let isNew = contents.withLock { $0.received.insert(key).inserted }
    world.pacing.after(1) { reply(isNew ? .acknowledged : .duplicate) }
  }
}
