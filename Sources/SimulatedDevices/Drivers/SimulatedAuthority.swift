package import Devices
import PassportRules
package import Renewal
import Synchronization

/// The authority's register and its receiving end, out of reach when the scenario says so.
package final class SimulatedAuthority: Authority {
  private let world: World
  private let received = Mutex<Set<String>>([])

  /// An authority in a world.
  package init(_ world: World) { self.world = world }

  package func ask(_ question: AuthorityQuestion, reply: @escaping @Sendable (AuthorityAnswer) -> Void) {
    switch world.play.next(\.authority, "line") ?? .answers {
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
    let line = world.play.next(\.authority, "outbox") ?? .answers
    guard line != .offline else {
      world.pacing.after(1) { reply(.unavailable) }
      return
    }
    guard line != .rejects else {
      world.pacing.after(1) { reply(.rejected) }
      return
    }
    let isNew = received.withLock { $0.insert(key).inserted }
    world.pacing.after(1) { reply(isNew ? .acknowledged : .duplicate) }
  }
}
