import Renewal

/// What keys mean at a desk: an action's number is taken only when it was pressed at a drawing of the very flag it is about.
struct DeskPlace: Hashable {
  private enum Meaning: Hashable {
    case logIn
    case queue([FlagMark])
    case flag(FlagMark?)
    case guidance(WorkItem)
    case note(WorkItem)
    case secondPerson(FlagCode, StaffAction)
    case reason(FlagCode, StaffAction)
    case learned(FlagCode, StaffAction)
    case faces(FlagCode)
    case gone
  }

  private let meaning: Meaning

  init(_ desk: Desk, _ box: Box) {
    meaning =
      switch desk.state {
      case .logIn: .logIn
      case .gone: .gone
      case .queue: .queue(box.queue.map(FlagMark.init))
      case .helping(_, let workItem, let page): Self.meaning(of: page, workItem, box)
      }
  }

  private static func meaning(of page: Desk.Page, _ workItem: WorkItem, _ box: Box) -> Meaning {
    switch page {
    case .work(.flag(let place)):
      let flags = box.flags(of: workItem)
      return .flag(flags.indices.contains(place) ? FlagMark(flags[place], of: workItem) : nil)
    case .work(.note): return .note(workItem)
    case .guidance, .watching: return .guidance(workItem)
    case .work(.secondPerson(let code, let action, _)): return .secondPerson(code, action)
    case .work(.reason(let code, let action)): return .reason(code, action)
    case .work(.learned(let code, let action)): return .learned(code, action)
    case .work(.faces(let code, _)): return .faces(code)
    }
  }
}
