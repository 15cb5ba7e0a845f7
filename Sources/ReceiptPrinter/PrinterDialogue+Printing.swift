import Devices
import Renewal

// A receipt: when it may go out, what proves that it came out, and what is done about one that may be left in the printer.

extension PrinterDialogue {
  /// The receipt that is on its way, or looked for.
  var printed: RequestID? {
    switch work {
    case .printing(let id), .proving(let id): id
    case .settling, nil: nil
    }
  }

  /// Whether a receipt is on its way: then a printer that cannot do two things at once answers only when it is through.
  var isPrinting: Bool { if case .printing = work { true } else { false } }

  mutating func ask(_ job: Job) -> [Effect] {
    guard job.command.name == .print else { return [.deliver(job.id, Self.failed(.garbage))] }
    guard self.job == nil, printed == nil else { return [.deliver(job.id, Self.failed(.busy))] }
    guard line != .none else { return [.deliver(job.id, Self.failed(.disconnected))] }
    self.job = job
    return goOn()
  }

  /// What was sent cannot be taken back; what was not has not happened.
  mutating func takeBack(_ id: RequestID) -> [Effect] {
    guard job?.id == id else { return [] }
    job = nil
    return [.deliver(id, Self.failed(.inoperable))]
  }

  static func failed(_ reason: DeviceFault.Reason, _ action: RecoveryAction = .reset) -> PlainAnswer {
    .failed(DeviceFault(reason, action))
  }

  /// What is next when nothing is under way; by a look, where that has just ended.
  mutating func goOn(_ status: PrinterStatus? = nil) -> [Effect] {
    guard work == nil else { return [] }
    let effects = remains == .nothing ? answerClearings(isClear: true) : []
    switch line {
    case .none: return effects + answerClearings(isClear: false)
    case .opening: return effects
    case .resting: return clearings.isEmpty && job == nil ? effects : effects + open()
    case .up: return look == nil ? effects + goOnWithLine(status) : effects
    }
  }

  private mutating func goOnWithLine(_ status: PrinterStatus?) -> [Effect] {
    if let job, status == nil || status?.isReady == false {
      guard let status else { return startLook() }
      self.job = nil
      return [.deliver(job.id, Self.refusal(by: status))] + goOn(status)
    }
    if remains != .nothing, !wasSettled || !clearings.isEmpty || job != nil { return settle() }
    guard let job else { return lookLater(Bounds.idle) }
    self.job = nil
    return print(job)
  }

  /// Why a printer that is not ready prints nothing.
  private static func refusal(by status: PrinterStatus) -> PlainAnswer {
    switch status.paper {
    case .out: failed(.paperOut, .maintenance)
    case .jammed: failed(.paperJam, .clear)
    case .full, .low: failed(.inoperable, status.state == .userError ? .clear : .maintenance)
    }
  }

  private mutating func print(_ job: Job) -> [Effect] {
    work = .printing(job.id)
    remains = .receipt
    marks += 1
    workWaits += 1
    return [.send(encoder.bytes(of: job.paper) + EscPos.mark), .wait(Bounds.printing, .printing(workWaits))]
      + lookLater(Bounds.busy)
  }

  /// The last mark was answered: nothing of what was sent before it is left in the printer.
  mutating func marked() -> [Effect] {
    remains = .nothing
    switch work {
    case .printing(let id):
      work = .proving(id)
      guard look != nil else { return startLook() }
      look?.isStale = true
      return []
    case .settling: return settled()
    case .proving, nil: return []
    }
  }

  /// What a look means for a receipt on its way.
  mutating func judge(_ id: RequestID, by status: PrinterStatus) -> [Effect] {
    switch status.paper {
    case .out: return finish(id, .receipt(.paperOut))
    case .jammed: return finish(id, .receipt(.jammed))
    case .full, .low: break
    }
    if work == .proving(id), status.isReady { return finish(id, .receipt(.printed)) }
    // Some say that they are offline while they have all they can hold.
    return status.isReady || status.state == .offline ? lookLater(Bounds.busy) : finish(id, .indeterminate)
  }

  /// There is no proof in time.
  mutating func overdue() -> [Effect] { printed.map { finish($0, .indeterminate) } ?? [] }

  private mutating func finish(_ id: RequestID, _ answer: PlainAnswer) -> [Effect] {
    work = nil
    let end: [Effect] = (answer == .indeterminate ? [.note(.unproven)] : []) + [.deliver(id, answer)]
    // A line on which nothing may be left, and no question either, is as good as before.
    return end + (remains != .nothing || look != nil ? reopen() : goOn())
  }

  // MARK: What may be left

  mutating func clear(_ wanted: Int) -> [Effect] {
    clearings.append(wanted)
    return goOn()
  }

  mutating func answerClearings(isClear: Bool) -> [Effect] {
    defer { clearings = [] }
    return clearings.map { .cleared($0, isClear: isClear) }
  }

  /// Has the printer throw away what it holds, and waits for its word that it holds nothing. One that does not know how, and waits for the rest of a
  /// picture, gets that in white.
  private mutating func settle() -> [Effect] {
    (work, wasSettled) = (.settling, true)
    marks += 1
    workWaits += 1
    let white = [UInt8](repeating: 0, count: encoder.longestPicture)
    let bytes = EscPos.discard + white + EscPos.initialise + EscPos.mark
    return [.send(bytes), .wait(Bounds.settling, .settling(workWaits))]
  }

  mutating func settled() -> [Effect] {
    (work, remains) = (nil, .nothing)
    return goOn()
  }

  /// It did not say so: nothing more is printed until it does.
  mutating func notSettled() -> [Effect] {
    work = nil
    var effects: [Effect] = [.note(.notEmptied)] + answerClearings(isClear: false)
    if let job { effects.append(.deliver(job.id, Self.failed(.inoperable, .clear))) }
    job = nil
    return effects + goOn()
  }
}

extension Job {
  /// What is printed, from its upper end; nothing where it is another command.
  fileprivate var paper: [ReceiptElement] { if case .print(let paper) = command { paper } else { [] } }
}
