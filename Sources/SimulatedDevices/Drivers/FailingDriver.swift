import Devices
import Renewal
import Synchronization

/// A device that does what the one behind it does, until it fails as the scenario says.
final class FailingDriver: Driver {
  private struct Contents {
    var begun = 0
    /// The command under way.
    var current: Job?
    var hasFailed = false
    /// Whether it failed and was brought back, or what happened is told; then it works for good.
    var isOver = false
    /// Whether it says that it could not be cleared.
    var keepsVisit = false
    var tell: (@Sendable (DeviceNotice) -> Void)?
  }

  /// How long somebody needs to get a jammed document out by hand, in seconds.
  private static let untilFreed = 75.0

  let device: Device
  private let behind: any Driver
  private let failure: DeviceFailure
  private let pacing: Pacing
  private let contents = Mutex(Contents())

  /// A device in front of one that works.
  init(_ behind: any Driver, _ failure: DeviceFailure, pacing: Pacing) {
    device = behind.device
    self.behind = behind
    self.failure = failure
    self.pacing = pacing
  }

  func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { $0.tell = tell }
    behind.start { notice in self.pass(notice) }
    if failure.failsAfter == 0, failure.kind != .jammed { pacing.after(0.5) { self.fail() } }
  }

  func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    let (isDue, hasFailed, before) = contents.withLock { contents in
      contents.begun += 1
      defer { contents.current = job }
      return (!contents.isOver && contents.begun > failure.failsAfter, contents.hasFailed, contents.current)
    }
    if hasFailed {
      pacing.after(0.5) { self.end(job, deliver) }
    } else if isDue, failure.state != nil {
      if let before { behind.cancel(before.id) }
      pacing.after(1.5) {
        self.fail()
        self.end(job, deliver)
      }
    } else {
      behind.perform(job) { id, delivery in
        deliver(id, delivery)
        if delivery.isCompletion { self.completed(id) }
      }
    }
  }

  /// What happens after so many commands happens a moment after the last of them; a document jams when the next one is laid down.
  private func completed(_ id: RequestID) {
    let isDue = contents.withLock { contents in
      if contents.current?.id == id { contents.current = nil }
      return !contents.isOver && !contents.hasFailed && contents.begun >= failure.failsAfter
    }
    if isDue, failure.kind != .jammed { pacing.after(0.3) { self.fail() } }
  }

  /// A command to a device that is gone: money and paper may have moved, of the rest nothing happened.
  private func end(_ job: Job, _ deliver: @Sendable (RequestID, Delivery) -> Void) {
    let isWanted = contents.withLock { contents in
      defer { if contents.current == job { contents.current = nil } }
      return contents.current == job
    }
    guard isWanted else { return }
    switch job.command.effectClass {
    case .none:
      let isJam = failure.kind == .jammed
      deliver(job.id, .answer(.failed(DeviceFault(isJam ? .mediaJam : .disconnected, isJam ? .clear : .maintenance))))
    case .physical, .financial: deliver(job.id, .answer(.indeterminate))
    }
  }

  private func fail() {
    let isFirst = contents.withLock { contents in
      guard !contents.hasFailed, !contents.isOver else { return false }
      if failure.state == nil { contents.isOver = true } else { contents.hasFailed = true }
      return true
    }
    guard isFirst else { return }
    switch failure.kind {
    case .offline, .powerOff, .noDevice, .hardwareError: break
    case .paperLow: notify(.paper(.low))
    case .cabinetOpened: notify(.cabinetOpened)
    case .notCleared: contents.withLock { $0.keepsVisit = true }
    case .jammed:
      notify(.media(.jammed))
      if pacing.pace > 0 { pacing.after(Self.untilFreed) { self.notify(.media(.notPresent)) } }
    }
    if let state = failure.state { notify(.state(device, state)) }
  }

  func cancel(_ id: RequestID) {
    // Money and paper have an end whether they are given up or not.
    contents.withLock { if let job = $0.current, job.id == id, job.command.effectClass == .none { $0.current = nil } }
    behind.cancel(id)
  }

  func clear(then: @escaping @Sendable (Bool) -> Void) {
    if failure.mending == .clear, mend() { behind.start { notice in self.pass(notice) } }
    let keepsVisit = contents.withLock { $0.keepsVisit }
    behind.clear { isClear in then(isClear && !keepsVisit) }
  }

  func test(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { $0.tell = tell }
    if failure.mending == .test {
      _ = mend()
      contents.withLock { $0.keepsVisit = false }
    }
    behind.test { notice in self.pass(notice) }
    guard contents.withLock({ $0.hasFailed }), let state = failure.state else { return }
    pacing.after(0.2) { tell(.state(self.device, state)) }
  }

  private func mend() -> Bool {
    contents.withLock { contents in
      guard contents.hasFailed else { return false }
      contents.hasFailed = false
      contents.isOver = true
      return true
    }
  }

  /// A device that is gone tells nothing of its own any more.
  private func pass(_ notice: DeviceNotice) {
    if contents.withLock({ !$0.hasFailed }) { notify(notice) }
  }

  private func notify(_ notice: DeviceNotice) {
    let tell = contents.withLock { $0.tell }
    tell?(notice)
  }
}
