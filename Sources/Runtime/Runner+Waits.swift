import Devices
import Renewal
import Screens

/// What a drawing told by ear.
struct Told {
  private(set) var speech: [String] = []
  private(set) var isAside = false
  private(set) var reminder: Reminder?

  /// Nothing yet.
  init() {}

  init(_ screen: Screen) {
    speech = screen.speech
    isAside = screen.isAside
    reminder = screen.reminder
  }
}

extension Runner {
  // MARK: The voice

  /// Says what the screen says, when it says something else than before, and what a countdown has to tell since then. The screen
  /// tells the two apart, so that what is said is not begun anew each second.
  func speak(_ screen: Screen) {
    let before = told
    told = Told(screen)
    let reminder = screen.reminder == before.reminder ? nil : screen.reminder
    if reminder != nil { display.ringBell() }
    guard screen.speech != before.speech else {
      if let reminder, let presentation { say(reminder.speech, presentation) }
      return
    }
    guard let presentation, !screen.speech.isEmpty else { return hush() }
    let isTheirsAgain = before.isAside && !screen.isAside
    let handedBack = isTheirsAgain ? Screens.handedBack(box, in: context).map { [$0] } ?? [] : []
    say(handedBack + screen.speech, presentation)
  }

  /// Says the screen once more.
  func speakAgain() {
    guard let screen, let presentation = box.state.visit?.presentation else { return }
    say(screen.speech, presentation)
  }

  /// How the box speaks to the citizen; nothing when it does not.
  private var presentation: Presentation? {
    box.state.visit.flatMap { $0.presentation.isSpoken ? $0.presentation : nil }
  }

  private func say(_ sentences: [String], _ presentation: Presentation) {
    guard !sentences.isEmpty else { return }
    saying += 1
    isSpeaking = true
    let number = saying
    let mailbox = mailbox
    environment.voice.say(sentences, presentation) { mailbox.post(.spoken(number)) }
  }

  func hush() {
    saying += 1
    isSpeaking = false
    environment.voice.hush()
  }

  /// Something was said to its end: the citizen's time begins now.
  func spoken(_ number: Int) {
    guard number == saying, isSpeaking else { return }
    isSpeaking = false
    guard let idle, timetable.has(.timer(idle.id, .idle)) else { return }
    timetable.set(.timer(idle.id, .idle), at: environment.clocks.now() + idle.span.count)
  }

  /// Puts the question whether somebody is here off while the box is speaking.
  func putOff(_ id: TimerID) -> Bool {
    guard isSpeaking, let idle, idle.id == id else { return false }
    timetable.set(.timer(id, .idle), at: environment.clocks.now() + idle.span.count)
    return true
  }

  // MARK: Waits on the screen

  /// The next moment at which a wait on the screen is a second longer.
  var nextSecondOfWait: Int {
    let now = environment.clocks.now()
    return stateSince + (max(0, now - stateSince) / 1000 + 1) * 1000
  }

  /// Whether the wait on the screen is a second longer than was drawn.
  var wasSecondOfWait: Bool {
    Screens.showsPassing(box) && (environment.clocks.now() - stateSince) / 1000 != secondDrawn
  }

  // MARK: Technicians

  /// How many failures of devices a technician reads.
  private static let mostFaults = 8

  /// Whether a technician is at the box.
  var isMaintained: Bool {
    switch box.state {
    case .maintenance: true
    case .closed, .welcome, .visit, .logIn, .attended: false
    }
  }

  /// Keeps the last failures of devices, and looks after the disk when a technician has come.
  func note(_ event: Event) {
    switch event {
    case .answer(let id, .failed(let fault)):
      guard let device = box.pending.commands.first(where: { box.pending.requests[.device($0.key)] == id })?.key else {
        return
      }
      facts.faults = Array(([MaintenanceFacts.Fault(device, fault)] + facts.faults).prefix(Self.mostFaults))
    case .accounts(_, .welcome(let session)): if session.role == .technician { lookAtSpace() }
    case .started, .date, .clockDoubted, .storageRoom, .hours, .key, .scan, .timer, .answer, .advice, .authority,
      .store, .dossier,
      .accounts, .desk, .device, .recordsDiffer, .recordFailed, .contradicted, .revoked, .terminate:
      break
    }
  }

  /// Tries a device out: its driver begins anew and reports the state.
  func test(_ device: Device) {
    let mailbox = mailbox
    guard let driver = driver(device) else {
      mailbox.post(.event(.device(.state(device, .noDevice))))
      return
    }
    driver.test { notice in mailbox.post(.event(.device(notice))) }
  }
}
