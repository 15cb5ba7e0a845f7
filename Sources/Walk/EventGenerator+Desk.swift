import PassportRules
import Renewal

extension EventGenerator {
  /// What two desks, one of an officer and one of a librarian, can wish now; a wish that must be refused is one of them.
  func deskWishes(_ box: Box) -> [Event] {
    let officer = Fixtures.staff(.officer)
    let librarian = Fixtures.staff(.librarian)
    var wishes: [(Int, StaffSession, DeskEvent)] = []
    let workItems = Set(box.queue.map(\.workItem))
    if let visit = box.state.visit, workItems.contains(.visit(visit.number)) {
      wishes += [(1, officer, .claim(.visit(visit.number))), (2, librarian, .claim(.visit(visit.number)))]
    }
    if workItems.contains(.box) { wishes.append((1, officer, .claim(.box))) }
    for (desk, session) in [(1, officer), (2, librarian)] {
      wishes += held(by: DeskID(desk), box).map { (desk, session, $0) }
    }
    return wishes.map { .desk(DeskID($0.0), $0.1, $0.2) }
  }

  private func held(by desk: DeskID, _ box: Box) -> [DeskEvent] {
    var wishes: [DeskEvent] = []
    if let visit = box.state.visit, visit.claim?.desk == desk {
      wishes += [.release, .guide(.comingNow)]
      if visit.step.isWaitingForAttestation { wishes.append(.takeFrame) }
      wishes += acts(visit.flags)
    }
    if box.claim?.desk == desk { wishes += [.release] + acts(box.flags) }
    return wishes
  }

  private func acts(_ flags: [Flag]) -> [DeskEvent] {
    flags.flatMap { flag in
      // One of the reasons for an act stands for all, but each of the bank's answers for itself.
      flag.code.deskActions.filter { hasExceptions || !$0.isException }.flatMap { action in
        action.kind == .settleMoney ? action.asked(about: flag.code) : [action.forAReason(about: flag.code)]
      }.map { .act(flag, $0, countersignedBy: nil, learned: true) }
    }
  }
}
