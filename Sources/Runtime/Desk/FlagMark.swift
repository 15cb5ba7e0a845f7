package import Renewal

/// One flag among those of the queue, to tell a new one from one that was there and is only brought up to date.
package struct FlagMark: Hashable, Sendable {
  private let workItem: WorkItem
  private let code: FlagCode
  private let device: Device?
  private let about: CaseNumber?
  private let payment: Payment?

  /// The mark of an entry of the queue.
  package init(_ entry: QueueEntry) { self.init(entry.flag, of: entry.workItem) }

  /// The mark of a flag and of what it is about.
  package init(_ flag: Flag, of workItem: WorkItem) {
    self.workItem = workItem
    code = flag.code
    device = flag.device
    about = flag.about
    payment =
      switch flag.holding {
      case .moneyOpen(let payment): payment
      case .nothing, .documentInReader, .owes: nil
      }
  }
}
