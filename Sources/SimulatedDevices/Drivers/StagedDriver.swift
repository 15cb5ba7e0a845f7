import Devices
import Renewal
import Synchronization

/// A device that does what the one behind it does, until it fails: as the scenario says, or because somebody has it so. What it is told, and
/// what it tells of itself, can be seen.
final class StagedDriver: Driver {
  private struct Contents {
    var failure: DeviceFailure?
    /// What it told last of itself.
    var state: DeviceState?
    /// The commands it was given.
    var begun = 0
    /// How often each of them was.
    var begunByName: [DeviceCommand.Name: Int] = [:]
    /// After how many of them it fails.
    var failsAt = 0
    /// The command under way, and whom it is told what comes of it.
    var current: Job?
    var deliver: (@Sendable (RequestID, Delivery) -> Void)?
    var hasFailed = false
    /// Whether it failed and was brought back, or what happened is told; then it works for good.
    var isOver = false
    /// Whether it says that it could not be cleared.
    var keepsVisit = false
    var tell: (@Sendable (DeviceNotice) -> Void)?

    /// Whether it fails now that so many commands were given.
    func isDue(after commands: Int) -> Bool { failure != nil && !isOver && commands >= failsAt }
  }

  /// How long somebody needs to get a jammed document out by hand, in seconds.
  private static let untilFreed = 75.0

  let device: Device
  private let behind: any Driver
  private let pacing: Pacing
  private let contents = Mutex(Contents())

  /// A device in front of one that works, and how it fails, if it does.
  init(_ behind: any Driver, _ failure: DeviceFailure? = nil, pacing: Pacing) {
    device = behind.device
    self.behind = behind
    self.pacing = pacing
    contents.withLock { ($0.failure, $0.failsAt) = (failure, failure?.failsAfter ?? 0) }
  }

  /// What can be seen of it: its state, the commands it was given, and the one under way.
  var look: (state: DeviceState?, commands: Int, current: Job?) {
    contents.withLock { ($0.hasFailed ? $0.failure?.state ?? $0.state : $0.state, $0.begun, $0.current) }
  }

  /// How often it was given a command.
  func count(of name: DeviceCommand.Name) -> Int { contents.withLock { $0.begunByName[name, default: 0] } }

  /// Fails so from now on, whatever was planned; the commands are counted anew.
  func fail(_ failure: DeviceFailure) {
    contents.withLock { contents in
      contents.failure = failure
      (contents.failsAt, contents.hasFailed, contents.isOver) = (contents.begun + failure.failsAfter, false, false)
    }
    guard failure.failsAfter == 0, failure.kind != .jammed else { return }
    fail()
    // What it was in the middle of goes with it.
    let (job, deliver) = contents.withLock { ($0.hasFailed ? $0.current : nil, $0.deliver) }
    guard let job, let deliver else { return }
    behind.cancel(job.id)
    end(job, deliver)
  }

  /// Works again, and tells so.
  func bringBack() {
    contents.withLock { contents in
      contents.failure = nil
      (contents.hasFailed, contents.isOver, contents.keepsVisit) = (false, false, false)
    }
    behind.start { notice in self.pass(notice) }
  }

  /// Something happens to it that it tells unasked.
  func happen(_ notice: DeviceNotice) { notify(notice) }

  func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { $0.tell = tell }
    behind.start { notice in self.pass(notice) }
    guard let failure = contents.withLock({ $0.failure }) else { return }
    if failure.failsAfter == 0, failure.kind != .jammed { pacing.after(0.5) { self.fail() } }
  }

  func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    let (isDue, hasFailed, before) = contents.withLock { contents in
      contents.begun += 1
      contents.begunByName[job.command.name, default: 0] += 1
      defer { (contents.current, contents.deliver) = (job, deliver) }
      return (contents.isDue(after: contents.begun - 1), contents.hasFailed, contents.current)
    }
    if hasFailed {
      pacing.after(0.5) { self.end(job, deliver) }
    } else if isDue, contents.withLock({ $0.failure?.state }) != nil {
      if let before { behind.cancel(before.id) }
      pacing.after(1.5) {
        self.fail()
        self.end(job, deliver)
      }
    } else {
      behind.perform(job) { id, delivery in
        // A device that is gone shows and answers nothing any more.
        guard self.contents.withLock({ !$0.hasFailed && $0.current?.id == id }) else { return }
        deliver(id, delivery)
        if delivery.isCompletion { self.completed(id) }
      }
    }
  }

  /// What happens after so many commands happens a moment after the last of them; a document jams when the next one is laid down.
  private func completed(_ id: RequestID) {
    let isDue = contents.withLock { contents in
      if contents.current?.id == id { contents.current = nil }
      return contents.isDue(after: contents.begun) && !contents.hasFailed && contents.failure?.kind != .jammed
    }
    if isDue { pacing.after(0.3) { self.fail() } }
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
      let isJam = contents.withLock { $0.failure?.kind } == .jammed
      deliver(job.id, .answer(.failed(DeviceFault(isJam ? .mediaJam : .disconnected, isJam ? .clear : .maintenance))))
    case .physical, .financial: deliver(job.id, .answer(.indeterminate))
    }
  }

  private func fail() {
    let failure = contents.withLock { contents -> DeviceFailure? in
      guard let failure = contents.failure, !contents.hasFailed, !contents.isOver else { return nil }
      if failure.state == nil { contents.isOver = true } else { contents.hasFailed = true }
      return failure
    }
    guard let failure else { return }
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
    if contents.withLock({ $0.failure?.mending }) == .clear, mend() { behind.start { notice in self.pass(notice) } }
    let keepsVisit = contents.withLock { $0.keepsVisit }
    behind.clear { isClear in then(isClear && !keepsVisit) }
  }

  func test(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { $0.tell = tell }
    if contents.withLock({ $0.failure?.mending }) == .test {
      _ = mend()
      contents.withLock { $0.keepsVisit = false }
    }
    behind.test { notice in self.pass(notice) }
    guard let state = contents.withLock({ $0.hasFailed ? $0.failure?.state : nil }) else { return }
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
    let tell = contents.withLock { contents in
      if case .state(_, let state) = notice { contents.state = state }
      return contents.tell
    }
    tell?(notice)
  }
}
