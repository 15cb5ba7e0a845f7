import Devices
import Renewal
import Synchronization

/// Runs everything at once, one thing after the other, in the order in which it was asked for.
final class AtOnce: Scheduler {
  private struct Contents {
    var waiting: [@Sendable () -> Void] = []
    var isRunning = false
  }

  private let contents = Mutex(Contents())

  func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
    let starts = contents.withLock { contents in
      contents.waiting.append(work)
      defer { contents.isRunning = true }
      return !contents.isRunning
    }
    guard starts else { return }
    while let next = contents.withLock({ contents in
      if contents.waiting.isEmpty { contents.isRunning = false }
      return contents.waiting.isEmpty ? nil : contents.waiting.removeFirst()
    }) {
      next()
    }
  }
}

/// What a driver delivered, in order.
final class Deliveries: Sendable {
  private let contents = Mutex<[(RequestID, Delivery)]>([])

  var all: [Delivery] { contents.withLock { $0.map(\.1) } }
  var completions: [Delivery] { all.filter(\.isCompletion) }

  func take(_ id: RequestID, _ delivery: Delivery) { contents.withLock { $0.append((id, delivery)) } }
}

extension Driver {
  /// Carries a command out and says what came of it.
  func outcome(_ command: DeviceCommand, id: Int = 1, paper: [ReceiptElement] = []) -> Delivery? {
    let deliveries = Deliveries()
    perform(Job(id: RequestID(id), command: command, paper: paper)) { deliveries.take($0, $1) }
    return deliveries.completions.count == 1 ? deliveries.completions.first : nil
  }
}
