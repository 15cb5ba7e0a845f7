/// Where a question goes; each place has one question at a time.
package enum RequestTarget: Hashable, Sendable, Comparable {
  case device(Device)
  case authority
  case store
  case accounts

  private var order: String {
    switch self {
    case .device(let device): device.rawValue
    case .authority: "~authority"
    case .store: "~store"
    case .accounts: "~accounts"
    }
  }

  package static func < (one: Self, other: Self) -> Bool { one.order < other.order }
}

/// The timers the machine uses; each runs once at a time.
package enum TimerName: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Nobody presses a key.
  case idle
  /// The question whether somebody is here.
  case warning
  /// The step's own: the steady second, a pause, the last screen, the terminal's next question.
  case step
  /// Somebody of staff comes.
  case staff
  /// Staff's session.
  case session
  /// A rehearsal at the box.
  case rehearsal

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// Questions and timers whose answers are still wanted; whatever else arrives changes nothing.
package struct PendingRequests: Hashable, Sendable {
  /// The open question at each place.
  package var requests: [RequestTarget: RequestID] = [:]
  /// What each device with an open question was told to do.
  package var commands: [Device: DeviceCommand] = [:]
  /// What the store was asked.
  package var storeQuestion: StoreQuestion?
  /// The running timers.
  package var timers: [TimerName: TimerID] = [:]
  /// The number the next question or timer gets.
  package var next = 1

  /// Nothing asked.
  package init() {}
}
