import Devices
import Renewal

// What the box asks of a driver, and how each command ends.

extension DriverLink {
  mutating func ask(_ job: Job) -> [Effect] {
    guard job.command.device == device else { return [.deliver(job.id, Self.failed(.garbage))] }
    guard let greeting else { return [.deliver(job.id, Self.failed(.disconnected))] }
    guard greeting.capabilities.contains(job.command.name) else {
      return [.deliver(job.id, .answer(.failed(DeviceFault(.inoperable, .configuration))))]
    }
    guard let current else { return begin(job) }
    guard current.isTakenBack, next == nil else { return [.deliver(job.id, Self.failed(.busy))] }
    next = job
    return [.wait(Bounds.ending, .ending(current.job.id))]
  }

  mutating func begin(_ job: Job) -> [Effect] {
    current = UnderWay(job: job)
    return [.send(.command(job.id, job.command)), .wait(Bounds.acknowledgement, .acknowledgement(job.id))]
  }

  mutating func takeBack(_ id: RequestID) -> [Effect] {
    if let next, next.id == id {
      self.next = nil
      // It was never sent, so that nothing happened.
      return finish(next, Self.failed(.inoperable), isSilent: true)
    }
    guard current?.job.id == id, current?.isTakenBack == false else { return [] }
    current?.isTakenBack = true
    return [.send(.cancel(id))]
  }

  mutating func complete(_ ended: UnderWay, _ delivery: Delivery, isSilent: Bool = false) -> [Effect] {
    let effects = finish(ended.job, delivery, isSilent: isSilent)
    current = nil
    guard let job = next else { return effects }
    next = nil
    return effects + begin(job)
  }

  /// The end of a command; nobody waits for one without an effect that was taken back.
  func finish(_ job: Job, _ delivery: Delivery, isSilent: Bool = false) -> [Effect] {
    isSilent && job.command.effectClass == .none ? [] : [.deliver(job.id, delivery)]
  }

  /// What a command came to whose end is not known: it did nothing to the world, or nobody knows.
  static func lost(_ job: Job, _ reason: DeviceFault.Reason) -> Delivery {
    switch job.command.effectClass {
    case .none: failed(reason)
    case .physical, .financial: .answer(.indeterminate)
    }
  }

  static func failed(_ reason: DeviceFault.Reason) -> Delivery {
    .answer(.failed(DeviceFault(reason, .reset)))
  }
}
