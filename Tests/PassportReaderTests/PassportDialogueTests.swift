import DeviceLines
import Devices
import PassportReader
import Renewal
import Testing

/// What becomes of a page and its chip, of what is taken away, and of readers that are lost.
@Suite struct PassportDialogueTests {
  typealias Effect = PassportDialogue.Effect
  typealias Event = PassportDialogue.Event

  private static let zone = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
  ]

  private static func page(_ chip: ChipReading) -> Delivery { .document(.page(lines: zone, chip: chip, picture: nil)) }
  private static let printed = page(.failed(.silent))
  private static let read = page(.genuine(zone))
  private static func failed(_ id: Int, _ reason: DeviceFault.Reason) -> Effect {
    .deliver(RequestID(id), .answer(.failed(DeviceFault(reason, .reset))))
  }
  private static func job(_ id: Int, _ command: DriverCommand = .readDocument) -> Job {
    Job(id: RequestID(id), command)
  }

  /// Both readers are there, and nothing lies anywhere.
  private static func ready(pages: Bool = true, liesThere: Bool = false) -> PassportDialogue {
    var dialogue = PassportDialogue(hasPageReader: pages)
    _ = dialogue.handle(.started)
    if pages { _ = dialogue.handle(.page(.online)) }
    _ = dialogue.handle(.station(.reader(liesThere: liesThere)))
    return dialogue
  }

  /// The number of the chip's reading that is begun.
  private static func reading(_ effects: [Effect]) -> Int? {
    effects.compactMap { if case .readChip(zone, let number) = $0 { number } else { nil } }.first
  }

  // MARK: A passport

  @Test func `the page's zone opens the chip that lies there`() {
    var dialogue = Self.ready(liesThere: true)
    #expect(dialogue.handle(.asked(Self.job(1))) == [.readPage(Self.job(1))])
    let number = Self.reading(dialogue.handle(.pageRead(RequestID(1), Self.printed)))
    #expect(dialogue.handle(.chipRead(number ?? 0, Self.read)) == [.deliver(RequestID(1), Self.read)])
    #expect(dialogue.handle(.chipRead(number ?? 0, Self.read)).isEmpty, "once")
  }

  @Test func `a passport may be laid on the reader of chips after its page was read`() {
    var dialogue = Self.ready()
    _ = dialogue.handle(.asked(Self.job(1)))
    let waiting = dialogue.handle(.pageRead(RequestID(1), Self.printed))
    guard case .wait(PassportDialogue.Bounds.laying, let turn) = waiting.first else { return lost(waiting) }
    let laid = dialogue.handle(.station(.reader(liesThere: true)))
    #expect(laid.first == .tell(.media(.present)))
    let number = Self.reading(laid)
    #expect(dialogue.handle(.elapsed(turn)).isEmpty, "it is there")
    #expect(dialogue.handle(.chipRead(number ?? 0, Self.read)) == [.deliver(RequestID(1), Self.read)])
  }

  @Test func `a passport that is never laid there has a silent chip`() {
    var dialogue = Self.ready()
    _ = dialogue.handle(.asked(Self.job(1)))
    guard case .wait(_, let turn) = dialogue.handle(.pageRead(RequestID(1), Self.printed)).first else {
      return lost([])
    }
    #expect(dialogue.handle(.elapsed(turn)) == [.deliver(RequestID(1), Self.printed)])
  }

  @Test(arguments: [ReadDocument.upsideDown, .skewed, .twoDocuments, .nothing])
  func `what is no page goes to the box as it is`(document: ReadDocument) {
    var dialogue = Self.ready(liesThere: true)
    _ = dialogue.handle(.asked(Self.job(1)))
    #expect(
      dialogue.handle(.pageRead(RequestID(1), .document(document))) == [.deliver(RequestID(1), .document(document))])
  }

  @Test func `a chip that takes too long is given up`() {
    var dialogue = Self.ready(liesThere: true)
    _ = dialogue.handle(.asked(Self.job(1, .readChip(zone: Self.zone))))
    _ = dialogue.handle(.takenBack(RequestID(1)))
    let effects = dialogue.handle(.asked(Self.job(2, .readChip(zone: Self.zone))))
    guard case .wait(PassportDialogue.Bounds.reading, let turn) = effects.last else { return lost(effects) }
    #expect(dialogue.handle(.elapsed(turn - 1)).isEmpty, "the wait of the reading before")
    #expect(dialogue.handle(.elapsed(turn)) == [.stopChip, .note(.overdue), .deliver(RequestID(2), Self.printed)])
  }

  // MARK: Without a page reader

  @Test func `a zone that was read elsewhere opens the chip`() {
    for hasPages in [true, false] {
      var dialogue = Self.ready(pages: hasPages, liesThere: true)
      let number = Self.reading(dialogue.handle(.asked(Self.job(1, .readChip(zone: Self.zone)))))
      #expect(dialogue.handle(.chipRead(number ?? 0, Self.read)) == [.deliver(RequestID(1), Self.read)])
    }
  }

  @Test func `without a page reader a document is waited for, and then there was none`() {
    var dialogue = Self.ready(pages: false, liesThere: true)
    let effects = dialogue.handle(.asked(Self.job(1)))
    guard effects.count == 1, case .wait(PassportDialogue.Bounds.page, let turn) = effects.first else {
      return lost(effects)
    }
    #expect(dialogue.handle(.elapsed(turn)) == [.deliver(RequestID(1), .document(.nothing))])
  }

  // MARK: What is under way

  @Test func `one command at a time, and none for another device`() {
    var dialogue = Self.ready()
    #expect(dialogue.handle(.asked(Self.job(1, .preview))) == [Self.failed(1, .garbage)])
    _ = dialogue.handle(.asked(Self.job(2)))
    #expect(dialogue.handle(.asked(Self.job(3))) == [Self.failed(3, .busy)])
  }

  @Test func `what is taken back is given up, and nothing of it is told`() {
    var dialogue = Self.ready(liesThere: true)
    _ = dialogue.handle(.asked(Self.job(1)))
    #expect(dialogue.handle(.takenBack(RequestID(1))) == [.stopPage(RequestID(1))])
    #expect(dialogue.handle(.pageRead(RequestID(1), Self.printed)).isEmpty)
    let number = Self.reading(dialogue.handle(.asked(Self.job(2, .readChip(zone: Self.zone)))))
    #expect(dialogue.handle(.takenBack(RequestID(2))) == [.stopChip])
    #expect(dialogue.handle(.chipRead(number ?? 0, Self.read)).isEmpty)
    #expect(dialogue.handle(.takenBack(RequestID(2))).isEmpty)
  }

  @Test func `clearing ends what is under way, and asks the page reader`() {
    var dialogue = Self.ready(liesThere: true)
    _ = dialogue.handle(.asked(Self.job(1, .readChip(zone: Self.zone))))
    #expect(dialogue.handle(.clearWanted(4)) == [.stopChip, Self.failed(1, .busy), .clearPage(4)])
    #expect(dialogue.handle(.pageCleared(4, isClear: true)) == [.cleared(4, isClear: true)])
    var alone = Self.ready(pages: false)
    #expect(alone.handle(.clearWanted(5)) == [.cleared(5, isClear: true)])
  }

  // MARK: Readers that are lost

  @Test func `the device is there when both readers are`() {
    var dialogue = PassportDialogue(hasPageReader: true)
    #expect(dialogue.handle(.started).isEmpty)
    #expect(dialogue.handle(.asked(Self.job(1))) == [Self.failed(1, .disconnected)])
    #expect(dialogue.handle(.page(.online)).isEmpty)
    #expect(
      dialogue.handle(.station(.reader(liesThere: false))) == [
        .note(.station(.reader(liesThere: false))), .tell(.state(.documentReader, .online)), .tell(.media(.notPresent)),
      ])
    #expect(dialogue.handle(.page(.noDevice)) == [.tell(.state(.documentReader, .noDevice))])
    #expect(dialogue.handle(.page(.online)) == [.tell(.state(.documentReader, .online))])
    #expect(dialogue.handle(.station(.noService)).contains(.tell(.state(.documentReader, .offline))))
    #expect(dialogue.handle(.station(.noService)).isEmpty, "told once")
    #expect(dialogue.handle(.station(.noReader)).contains(.tell(.state(.documentReader, .noDevice))))
  }

  @Test func `who waits for a passport is told when the reader of chips is gone`() {
    var dialogue = Self.ready()
    _ = dialogue.handle(.asked(Self.job(1)))
    _ = dialogue.handle(.pageRead(RequestID(1), Self.printed))
    #expect(dialogue.handle(.station(.noReader)).contains(Self.failed(1, .disconnected)))
  }

  @Test func `a technician who tries it out hears what is so`() {
    var dialogue = Self.ready(liesThere: true)
    #expect(
      dialogue.handle(.testWanted) == [
        .testPage, .tell(.state(.documentReader, .online)), .tell(.media(.present)),
      ])
  }

  private func lost(_ effects: [Effect]) { Issue.record("\(effects)") }
}
