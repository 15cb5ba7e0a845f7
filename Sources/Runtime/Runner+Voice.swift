import Renewal
import Screens

extension Runner {
  /// Tells the voice's protocol something, and does what it asks for.
  func tellVoice(_ event: Speech.Event) {
    for effect in speech.handle(event) {
      switch effect {
      case .say(let sentences, let presentation, let number):
        let mailbox = mailbox
        environment.voice.say(sentences, presentation) { mailbox.post(.spoken(number)) }
      case .hush: environment.voice.hush()
      case .ringBell: display.ringBell()
      case .restartIdle(let id, let span): timetable.set(.timer(id, .idle), at: environment.clocks.now() + span.count)
      case .endIdle(let id): handle(.timer(id))
      }
    }
  }

  /// Says what the screen says, and to whom.
  func speak(_ screen: Screen) {
    let drawing = Speech.Drawing(sentences: screen.speech, isAside: screen.isAside, reminder: screen.reminder)
    let presentation = box.state.visit.flatMap { $0.presentation.isSpoken ? $0.presentation : nil }
    tellVoice(.drawn(drawing, to: presentation, handedBack: Screens.handedBack(box, in: context)))
  }
}
