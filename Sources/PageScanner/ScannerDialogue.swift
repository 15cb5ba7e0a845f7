package import DeviceLines
package import Devices
package import Renewal

/// The driver's end of a page reader: what becomes of a command, of what is read, and of a device that is lost; without a device or a clock.
///
/// A reading is what comes without a pause. What began to come before the box asked is no part of it and is kept by nobody: it may be another citizen's.
package struct ScannerDialogue: Hashable, Sendable {
  /// What happened.
  package enum Event: Hashable, ListeningEvent {
    case started
    case opened
    /// There is none to be had.
    case refused(DeviceLine.Refusal)
    case lost
    /// It sent characters.
    case heard([UInt8])
    /// Something that it sent was lost.
    case missed
    case asked(Job)
    case takenBack(RequestID)
    case clearWanted(Int)
    case testWanted
    case elapsed(Wait)
  }

  /// What to do.
  package typealias Effect = ListeningEffect<Wait>

  /// What is waited for.
  package enum Wait: LineWait {
    case nextLine(Int)
    /// For nothing more to come.
    case end(Int)
  }

  /// How patient the driver is.
  package enum Bounds {
    /// How long nothing comes after a zone. A slow serial line sends a character a millisecond, a keyboard some milliseconds each.
    package static let end = Milliseconds(300)
    /// How long nothing comes after what is no whole zone: a reader may falter.
    package static let unfinished = Milliseconds.seconds(1)
  }

  private var line = ListenedDevice<Wait>(.documentReader, .readDocument)
  private var text = ZoneText()
  private var endWaits = 0

  /// Nothing was opened yet.
  package init() {}

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started: return line.start()
    case .opened:
      text = ZoneText()
      return line.found()
    case .refused(let refusal): return line.refused(refusal)
    case .lost: return line.isUp ? end(.disconnected) + line.lost() : []
    case .heard(let bytes): return hear { $0.append(bytes) }
    case .missed: return hear { $0.spoil() }
    case .asked(let job):
      // The zone is known, and of a chip there is nothing to be read here.
      if case .readChip(let zone) = job.command {
        return [.deliver(job.id, .document(.page(lines: zone, chip: .failed(.silent), picture: nil)))]
      }
      return line.ask(job)
    case .takenBack(let id):
      if id == line.job, line.finish() != nil { forget() }
      return []
    case .clearWanted(let number): return end(.busy) + [.cleared(number)]
    case .testWanted: return end(.disconnected) + line.test()
    case .elapsed(.nextLine(let number)): return line.elapsed(number)
    case .elapsed(.end(endWaits)): return end()
    case .elapsed: return []
    }
  }

  private mutating func hear(_ take: (inout ZoneText) -> Void) -> [Effect] {
    guard line.isUp else { return [] }
    if line.job == nil { text.discard() }
    take(&text)
    endWaits += 1
    return [.wait(text.hasZone ? Bounds.end : Bounds.unfinished, .end(endWaits))]
  }

  /// Nothing more came: it was a reading.
  private mutating func end() -> [Effect] {
    let document = text.document
    text = ZoneText()
    guard let document, let job = line.finish() else { return [] }
    return [.deliver(job, .document(document))]
  }

  /// Nothing comes of the command any more.
  private mutating func end(_ reason: DeviceFault.Reason) -> [Effect] {
    forget()
    return line.fail(reason)
  }

  /// What is being sent is nobody's any more, to its end.
  private mutating func forget() { if !text.isEmpty { text.discard() } }
}

extension ScannerDialogue {
  /// What is wrong, and where to look.
  static func words(_ note: LineNote) -> String {
    switch note {
    case .found: "the page reader is there"
    case .lost: "the page reader is gone"
    case .refused(.absent):
      "there is no page reader: is its cable in, and is it the device that is named (/dev/serial/by-id, /dev/input/by-id)?"
    case .refused(.unreachable):
      "the page reader cannot be opened: may this user open it, and has another program seized it?"
    case .refused(.unsuitable(let lack)): "this is no page reader: \(lack)"
    }
  }
}
