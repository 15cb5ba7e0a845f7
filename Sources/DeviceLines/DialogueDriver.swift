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

/// What happens to a driver whose device is only listened to.
package protocol ListeningEvent: DialogueEvent {
  associatedtype Wait: LineWait
  /// A wait is over.
  static func elapsed(_ wait: Wait) -> Self
}

/// A driver whose device is only listened to.
package protocol ListeningDriver: DialogueDriver where Event: ListeningEvent {
  var scheduler: any Scheduler { get }
  /// Has the dialogue judge an event.
  func judge(_ event: Event) -> [ListeningEffect<Event.Wait>]
  /// Opens a line in place of the one before.
  func open()
  /// Ends the line.
  func close()
  /// Asks the device what is so now.
  func askNow()
  /// Tells the log.
  func tell(_ note: LineNote)
}

extension ListeningDriver {
  package func askNow() {}

  package func handle(_ event: Event) {
    for effect in judge(event) {
      switch effect {
      case .open: open()
      case .close: close()
      case .wait(let span, let wait): scheduler.after(span) { [weak self] in self?.post(.elapsed(wait)) }
      case .tell(let notice): box.tell(notice)
      case .deliver(let id, let delivery): box.deliver(id, delivery)
      case .cleared(let number): box.cleared(number, isClear: true)
      case .askNow: askNow()
      case .note(let note): tell(note)
      }
    }
  }
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
