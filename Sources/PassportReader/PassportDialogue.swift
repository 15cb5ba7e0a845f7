import DeviceLines
package import Devices
package import Renewal

/// What is said between the box, a page reader and a reader of chips, as a value: what was heard goes in, what is to be done comes out.
///
/// The page's zone is the key to the chip, so the page comes first. Where there is no page reader, the box brings the zone, which came from
/// a hand-held reader; until then a document is waited for in vain.
package struct PassportDialogue: Hashable, Sendable {
  /// What is so at the reader of chips.
  package enum Station: Hashable, Sendable {
    /// The service that has the readers does not answer.
    case noService
    /// No reader is there, or none of its name.
    case noReader
    /// A reader is there, and whether something lies on it.
    case reader(liesThere: Bool)
  }

  /// Something that happened.
  package enum Event: Hashable, Sendable, DialogueEvent {
    case started
    case asked(Job)
    case takenBack(RequestID)
    case clearWanted(Int)
    case testWanted
    /// What the page reader tells of itself.
    case page(DeviceState)
    /// What came of the page that was asked for.
    case pageRead(RequestID, Delivery)
    /// Whether the page reader has nothing of a visit any more.
    case pageCleared(Int, isClear: Bool)
    case station(Station)
    /// What came of a chip that was read, by the number of its reading.
    case chipRead(Int, Delivery)
    case elapsed(Int)
  }

  /// Something to be done.
  package enum Effect: Hashable, Sendable {
    case readPage(Job)
    case stopPage(RequestID)
    case clearPage(Int)
    case testPage
    /// Read the chip with this zone; the answer bears the number.
    case readChip([String], Int)
    case stopChip
    case wait(Milliseconds, Int)
    case tell(DeviceNotice)
    case deliver(RequestID, Delivery)
    case cleared(Int, isClear: Bool)
    case note(Note)
  }

  /// What a technician reads in the log.
  package enum Note: Hashable, Sendable {
    case station(Station)
    /// A chip was not read in time, and its reading was ended.
    case overdue
  }

  /// How patient the driver is.
  package enum Bounds {
    /// How long a passport whose page was read may take to be laid on the reader of chips.
    package static let laying = Milliseconds.seconds(12)
    /// How long a chip may take.
    package static let reading = Milliseconds.seconds(45)
    /// How long a document is waited for where nothing can read its page.
    package static let page = Milliseconds.seconds(25)
  }

  private enum Work: Hashable {
    case page
    /// Nothing reads pages here: for the box to bring a zone.
    case zone
    /// For a chip to be laid on the reader.
    case laying([String])
    case chip([String])
  }

  private let hasPageReader: Bool
  private var pageState: DeviceState?
  private var station: Station?
  private var toldState: DeviceState?
  private var toldLying: Bool?
  private var job: RequestID?
  private var work: Work?
  /// Counts waits and readings, so that what belongs to an earlier one changes nothing.
  private var turn = 0

  /// Nothing is known yet.
  package init(hasPageReader: Bool) { self.hasPageReader = hasPageReader }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started, .testWanted:
      (toldState, toldLying) = (nil, nil)
      let isTest = event == .testWanted
      return (isTest ? end(.disconnected) : []) + (isTest && hasPageReader ? [.testPage] : []) + tell()
    case .asked(let new): return ask(new)
    case .takenBack(let id): return id == job ? stop() : []
    case .clearWanted(let number):
      return end(.busy) + (hasPageReader ? [.clearPage(number)] : [.cleared(number, isClear: true)])
    case .pageCleared(let number, let isClear): return [.cleared(number, isClear: isClear)]
    case .page(let state):
      pageState = state
      return tell()
    case .pageRead(let id, let delivery): return id == job && work == .page ? take(delivery) : []
    case .station(let station): return change(station)
    case .chipRead(turn, let delivery):
      guard case .chip = work else { return [] }
      return finish(delivery)
    case .elapsed(turn): return elapsed()
    case .chipRead, .elapsed: return []
    }
  }

  // MARK: The box

  private mutating func ask(_ new: Job) -> [Effect] {
    guard job == nil else { return [.deliver(new.id, Self.failed(.busy))] }
    guard state == .online else { return [.deliver(new.id, Self.failed(.disconnected))] }
    switch new.command {
    case .readDocument where hasPageReader:
      (job, work) = (new.id, .page)
      return [.readPage(new)]
    case .readDocument:
      (job, work) = (new.id, .zone)
      return wait(Bounds.page)
    case .readChip(let zone):
      job = new.id
      return begin(zone)
    default: return [.deliver(new.id, Self.failed(.garbage))]
    }
  }

  /// The page's zone opens the chip; what is no page goes to the box as it is.
  private mutating func take(_ delivery: Delivery) -> [Effect] {
    guard case .document(.page(let lines, _, _)) = delivery else { return finish(delivery) }
    return begin(lines)
  }

  private mutating func begin(_ lines: [String]) -> [Effect] {
    guard station == .reader(liesThere: true) else {
      work = .laying(lines)
      return wait(Bounds.laying)
    }
    work = .chip(lines)
    let waiting = wait(Bounds.reading)
    return [.readChip(lines, turn)] + waiting
  }

  private mutating func wait(_ span: Milliseconds) -> [Effect] {
    turn += 1
    return [.wait(span, turn)]
  }

  private mutating func elapsed() -> [Effect] {
    switch work {
    case .zone: finish(.document(.nothing))
    case .laying(let lines): finish(Self.silent(lines))
    case .chip(let lines): [.stopChip, .note(.overdue)] + finish(Self.silent(lines))
    case nil, .page: []
    }
  }

  private static func silent(_ lines: [String]) -> Delivery {
    .document(.page(lines: lines, chip: .failed(.silent), picture: nil))
  }

  private static func failed(_ reason: DeviceFault.Reason) -> Delivery { .answer(.failed(DeviceFault(reason, .reset))) }

  /// Who waits is told what came, and waits no more.
  private mutating func finish(_ delivery: Delivery) -> [Effect] {
    turn += 1
    work = nil
    return job.take().map { [.deliver($0, delivery)] } ?? []
  }

  /// What is under way is given up.
  private mutating func stop() -> [Effect] {
    defer { (job, work, turn) = (nil, nil, turn + 1) }
    switch work {
    case .page: return job.map { [.stopPage($0)] } ?? []
    case .chip: return [.stopChip]
    case nil, .zone, .laying: return []
    }
  }

  /// What is under way is given up, and who waits for it is told why.
  private mutating func end(_ reason: DeviceFault.Reason) -> [Effect] {
    let waiting = job
    return stop() + (waiting.map { [.deliver($0, Self.failed(reason))] } ?? [])
  }

  // MARK: The readers

  private mutating func change(_ new: Station) -> [Effect] {
    guard station != new else { return [] }
    let isNoted = station.map { $0.isThere != new.isThere || !new.isThere } ?? true
    station = new
    var effects: [Effect] = (isNoted ? [.note(.station(new))] : []) + tell()
    switch work {
    case .laying(let lines) where new == .reader(liesThere: true): effects += begin(lines)
    case .laying where !new.isThere: effects += end(.disconnected)
    // A reading that is under way finds out itself what became of the reader.
    case nil, .page, .zone, .laying, .chip: break
    }
    return effects
  }

  /// The worse of both readers; nothing while one of them has not told.
  private var state: DeviceState? {
    let chips: DeviceState? =
      switch station {
      case nil: nil
      case .noService: .offline
      case .noReader: .noDevice
      case .reader: .online
      }
    guard hasPageReader, pageState != .online else { return chips }
    return pageState
  }

  private mutating func tell() -> [Effect] {
    var effects: [Effect] = []
    if let state, state != toldState {
      toldState = state
      effects.append(.tell(.state(.documentReader, state)))
    }
    if case .reader(let liesThere) = station, liesThere != toldLying {
      toldLying = liesThere
      effects.append(.tell(.media(liesThere ? .present : .notPresent)))
    }
    return effects
  }
}

extension PassportDialogue.Station {
  fileprivate var isThere: Bool { if case .reader = self { true } else { false } }
}
