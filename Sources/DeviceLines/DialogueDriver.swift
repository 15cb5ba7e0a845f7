package import Devices
package import Dispatch
package import Renewal

/// What the box does to a driver, as its dialogue is told.
package protocol DialogueEvent: Sendable {
  /// The box begins to listen.
  static var started: Self { get }
  /// The box gives a command.
  static func asked(_ job: Job) -> Self
  /// The box takes a command back.
  static func takenBack(_ id: RequestID) -> Self
  /// The box wants the device cleared; its answer bears the number.
  static func clearWanted(_ number: Int) -> Self
  /// A technician tries the device out.
  static var testWanted: Self { get }
}

/// A driver whose judgement is a dialogue: a value without a device or a clock. What happens becomes its events, handled one after the other on a queue.
package protocol DialogueDriver: Driver, AnyObject {
  associatedtype Event: DialogueEvent
  /// Events are handled on it.
  var queue: DispatchQueue { get }
  /// What the box waits for.
  var box: BoxRequests { get }
  /// Has the dialogue judge an event, and does what it says; on the queue.
  func handle(_ event: Event)
}

extension DialogueDriver {
  /// Has an event handled when those before it are.
  package func post(_ event: Event) { queue.async { self.handle(event) } }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    box.listen(tell)
    post(.started)
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    box.awaitEnd(of: job.id, deliver)
    post(.asked(job))
  }

  package func cancel(_ id: RequestID) { post(.takenBack(id)) }

  package func clear(then: @escaping @Sendable (Bool) -> Void) { post(.clearWanted(box.awaitClearing(then))) }

  package func test(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    box.listen(tell)
    post(.testWanted)
  }
}
