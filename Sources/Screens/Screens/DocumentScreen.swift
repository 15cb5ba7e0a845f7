import PassportRules
import Renewal

/// The texts of the old passport.
package enum DocumentText: String, TextGroup {
  case heading, open, lay, waiting, readingNow, noPassport, broken, newNumber
  case nothing, upsideDown, skewed, twoDocuments, unreadable, readerFailed, differs
  case chipSilent, chipLocked, takenAway
  case stoppedHeading, startAgain
  case lookingUpHeading, lookingUp, lookingUpWait
  case removingHeading, removing, removingWait
  case pausingHeading, pausing, pausingWait
  case doneHeading, done, doneByStaff, mayBeExtended, readAgain
  case bookingKnown, bookingUnknown

  package static let section = "document"
}

/// The old passport on the reader, then the register.
enum DocumentScreen: StepScreen {
  typealias Text = DocumentText

  static func page(_ step: DocumentStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step.situation {
    case .reading, .readingChip: reading(step, visit, render)
    // An officer is called while it differs; nothing of this is seen then.
    case .stopped, .differing: stopped(step, visit, render)
    case .lookingUp, .lookingUpByProof:
      waiting(DocumentText.lookingUpHeading, DocumentText.lookingUp, DocumentText.lookingUpWait, render)
    case .removing:
      waiting(
        DocumentText.removingHeading, DocumentText.removing, DocumentText.removingWait, render, showing: .takePassport,
        visit.application.bookingAnswer)
    case .pausing: waiting(DocumentText.pausingHeading, DocumentText.pausing, DocumentText.pausingWait, render)
    case .done: done(visit, render)
    }
  }

  private static func reading(_ step: DocumentStep, _ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(.document, render, heading: render(DocumentText.heading), enter: nil)
    page.side = Side(CaptionedFigure(.act(.layPassport)), .may)
    page.notice(.bad, notice(step.notice, render))
    page.add(.text(render(DocumentText.open)))
    page.add(.text(render(DocumentText.lay)), gap: false)
    page.add(.prompt(render(visit.media.isInReader ? DocumentText.readingNow : .waiting)))
    page.add(.choices(declarations(render)))
    return page
  }

  private static func declarations(_ render: RenderContext) -> [Choice] {
    render.choices([
      (.declare(.noPassport), render(DocumentText.noPassport)),
      (.declare(.brokenPassport), render(DocumentText.broken)),
      (.declare(.newNumber), render(DocumentText.newNumber)),
    ])
  }

  private static func stopped(_ step: DocumentStep, _ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(.document, render, heading: render(DocumentText.stoppedHeading), enter: .keyStart)
    page.side = Side(CaptionedFigure(.act(.layPassport)), .may)
    page.notice(.bad, notice(step.notice, render))
    page.add(.text(render(DocumentText.open)), .should)
    page.add(.text(render(DocumentText.lay)), .should, gap: false)
    page.action(.start, render(DocumentText.startAgain), render)
    page.add(.choices(declarations(render)))
    return page
  }

  private static func waiting(
    _ heading: DocumentText, _ text: DocumentText, _ wait: DocumentText, _ render: RenderContext,
    showing act: ActDrawing? = nil, _ answer: BookingAnswer? = nil
  ) -> Page {
    var page = Page(.document, render, heading: render(heading), enter: nil, back: nil)
    page.side = act.map { Side(CaptionedFigure(.act($0)), .may) }
    page.add(.text(render(text)))
    page.addBooking(answer, render)
    page.add(.prompt(render(wait)))
    return page
  }

  private static func done(_ visit: Visit, _ render: RenderContext) -> Page {
    let isRead = visit.application.document.value != nil
    var page = Page(.document, render, heading: render(DocumentText.doneHeading))
    page.add(.notice(.good, render(isRead ? DocumentText.done : DocumentText.doneByStaff)))
    page.addBooking(visit.application.bookingAnswer, render)
    if render.canBeExtended(visit.application) { page.add(.text(render(DocumentText.mayBeExtended)), .should) }
    page.action(.goOn, render(CommonText.keyOn), render)
    page.add(.choices(render.choices([(.redo, render(DocumentText.readAgain))])), gap: false)
    return page
  }

  private static func notice(_ notice: DocumentStep.Notice?, _ render: RenderContext) -> SpokenText? {
    switch notice {
    case nil: nil
    case .nothing: render(DocumentText.nothing)
    case .upsideDown: render(DocumentText.upsideDown)
    case .skewed: render(DocumentText.skewed)
    case .twoDocuments: render(DocumentText.twoDocuments)
    case .unreadable: render(DocumentText.unreadable)
    case .readerFailed: render(DocumentText.readerFailed)
    case .differs: render(DocumentText.differs)
    case .chip(.silent): render(DocumentText.chipSilent)
    case .chip(.locked): render(DocumentText.chipLocked)
    case .chip(.takenAway): render(DocumentText.takenAway)
    // Whether a suspicion holds is said by whoever comes.
    case .chip(.altered), .chip(.unknownSigner), .chip(.cloned): nil
    }
  }

  /// The line of the old passport on the page with everything.
  static func reviewValue(_ application: Application, _ render: RenderContext) -> ReviewValue {
    let number = application.document.value?.number
    return .settled(
      application.document, number.map { render.personal($0, CommonText.yourDocument, toOneself: Texts.spelled($0)) },
      render)
  }
}

extension Page {
  /// Whether the booking code was known; said only once the register has matched the document in hand with who came.
  fileprivate mutating func addBooking(_ answer: BookingAnswer?, _ render: RenderContext) {
    switch answer {
    case nil: break
    case .known: add(.notice(.good, render(DocumentText.bookingKnown)), .should)
    case .unknown: add(.notice(.attention, render(DocumentText.bookingUnknown)), .should)
    }
  }
}

extension RenderContext {
  /// Whether the old passport expired so lately that it can be extended instead of renewed.
  func canBeExtended(_ application: Application) -> Bool {
    guard let expiry = application.document.value?.expiry, let date = box.date else { return false }
    return box.policy.rules.canBeExtended(expiredOn: expiry, on: date)
  }
}
