/// What a desk can claim: one desk holds it at a time.
package enum WorkItem: Hashable, Sendable {
  /// The visit at the box, by its case.
  case visit(CaseNumber)
  /// The box itself: what an earlier visit left, or a device.
  case box
}

/// One connection of a desk, counted up by the box while it runs.
package struct DeskID: Hashable, Comparable, Sendable {
  /// Counted up from 1.
  package let number: Int
  /// The desk with that number.
  package init(_ number: Int) { self.number = number }
  package static func < (one: Self, other: Self) -> Bool { one.number < other.number }
}

/// A work item in one desk's hands.
package struct Claim: Hashable, Sendable {
  /// Which desk.
  package let desk: DeskID
  /// Who is there.
  package let session: StaffSession

  /// A claim of a desk.
  package init(desk: DeskID, session: StaffSession) {
    self.desk = desk
    self.session = session
  }
}

/// A flag as it waits in the queue; nothing personal.
package struct QueueEntry: Hashable, Sendable {
  /// What it is about.
  package let workItem: WorkItem
  /// Its place among the work item's flags.
  package let place: Int
  /// The flag.
  package let flag: Flag
  /// Who has the work item.
  package let claim: Claim?
}

extension Box {
  /// The open flags, the most urgent first, the visit's before the box's own.
  package var queue: [QueueEntry] {
    var entries: [QueueEntry] = []
    if let visit = state.visit {
      entries += visit.flags.enumerated().map {
        QueueEntry(workItem: .visit(visit.number), place: $0.offset, flag: $0.element, claim: visit.claim)
      }
    }
    entries += flags.enumerated().map {
      QueueEntry(workItem: .box, place: $0.offset, flag: $0.element, claim: claim)
    }
    let order = entries.enumerated().sorted {
      ($1.element.flag.code.severity, $0.offset) < ($0.element.flag.code.severity, $1.offset)
    }
    return order.map(\.element)
  }

  /// Who has a work item; nothing when nobody has, or it is over.
  package func claim(of workItem: WorkItem) -> Claim? {
    switch workItem {
    case .visit(let number): state.visit.flatMap { $0.number == number ? $0.claim : nil }
    case .box: claim
    }
  }

  /// The visit that a work item is; nothing for the box itself, or when it is over.
  package func visit(of workItem: WorkItem) -> Visit? {
    switch workItem {
    case .visit(let number): state.visit.flatMap { $0.number == number ? $0 : nil }
    case .box: nil
    }
  }

  /// The open flags of a work item, in the order in which they were raised.
  package func flags(of workItem: WorkItem) -> [Flag] {
    switch workItem {
    case .visit(let number): state.visit.flatMap { $0.number == number ? $0.flags : nil } ?? []
    case .box: flags
    }
  }
}
