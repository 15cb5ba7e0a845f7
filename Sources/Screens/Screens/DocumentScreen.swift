import PassportRules
import Renewal

/// The texts of the old passport.
package enum DocumentText: String, TextGroup {
  case heading, open, lay, waiting, readingNow, noPassport, broken, newNumber
  case nothing, upsideDown, skewed, twoDocuments, unreadable, readerFailed, differs
  case stoppedHeading, startAgain
  case lookingUpHeading, lookingUp, lookingUpWait
  case removingHeading, removing, removingWait
  case pausingHeading, pausing, pausingWait
  case doneHeading, done, doneByStaff, mayBeExtended, readAgain

  package static let section = "document"
}

/// The old passport on the reader, then the register.
enum DocumentScreen {
  static func page(_ step: DocumentStep, _ visit: Visit, _ setting: Setting) -> Page {
    switch step.situation {
    case .reading: reading(step, visit, setting)
    // An officer is called while it differs; nothing of this is seen then.
    case .stopped, .differing: stopped(step, visit, setting)
    case .lookingUp, .lookingUpByProof:
      waiting(DocumentText.lookingUpHeading, DocumentText.lookingUp, DocumentText.lookingUpWait, setting)
    case .removing: waiting(DocumentText.removingHeading, DocumentText.removing, DocumentText.removingWait, setting)
    case .pausing: waiting(DocumentText.pausingHeading, DocumentText.pausing, DocumentText.pausingWait, setting)
    case .done: done(visit, setting)
    }
  }

  private static func reading(_ step: DocumentStep, _ visit: Visit, _ setting: Setting) -> Page {
    var page = Page(.document, setting, heading: setting(DocumentText.heading), enter: nil)
    page.notice(.bad, notice(step.notice, setting))
    page.add(.text(setting(DocumentText.open)))
    page.add(.text(setting(DocumentText.lay)), gap: false)
    page.add(.prompt(setting(visit.media.isInReader ? DocumentText.readingNow : .waiting)))
    page.add(.choices(declarations(setting)))
    return page
  }

  private static func declarations(_ setting: Setting) -> [Choice] {
    setting.choices([
      (.declare(.noPassport), setting(DocumentText.noPassport)),
      (.declare(.brokenPassport), setting(DocumentText.broken)),
      (.declare(.newNumber), setting(DocumentText.newNumber)),
    ])
  }

  private static func stopped(_ step: DocumentStep, _ visit: Visit, _ setting: Setting) -> Page {
    var page = Page(.document, setting, heading: setting(DocumentText.stoppedHeading), enter: .keyStart)
    page.notice(.bad, notice(step.notice, setting))
    page.add(.text(setting(DocumentText.open)), .should)
    page.add(.text(setting(DocumentText.lay)), .should, gap: false)
    page.action(.start, setting(DocumentText.startAgain), setting)
    page.add(.choices(declarations(setting)))
    return page
  }

  private static func waiting(
    _ heading: DocumentText, _ text: DocumentText, _ wait: DocumentText, _ setting: Setting
  ) -> Page {
    var page = Page(.document, setting, heading: setting(heading), enter: nil, back: nil)
    page.add(.text(setting(text)))
    page.add(.prompt(setting(wait)))
    return page
  }

  private static func done(_ visit: Visit, _ setting: Setting) -> Page {
    let isRead = visit.application.document.value != nil
    var page = Page(.document, setting, heading: setting(DocumentText.doneHeading))
    page.add(.notice(.good, setting(isRead ? DocumentText.done : DocumentText.doneByStaff)))
    if canBeExtended(visit.application, setting) { page.add(.text(setting(DocumentText.mayBeExtended)), .should) }
    page.action(.goOn, setting(CommonText.keyOn), setting)
    page.add(.choices(setting.choices([(.redo, setting(DocumentText.readAgain))])), gap: false)
    return page
  }

  private static func canBeExtended(_ application: Application, _ setting: Setting) -> Bool {
    guard let expiry = application.document.value?.expiry, let date = setting.box.date else { return false }
    return setting.box.policy.rules.canBeExtended(expiredOn: expiry, on: date)
  }

  private static func notice(_ notice: DocumentStep.Notice?, _ setting: Setting) -> SpokenText? {
    switch notice {
    case nil: nil
    case .nothing: setting(DocumentText.nothing)
    case .upsideDown: setting(DocumentText.upsideDown)
    case .skewed: setting(DocumentText.skewed)
    case .twoDocuments: setting(DocumentText.twoDocuments)
    case .unreadable: setting(DocumentText.unreadable)
    case .readerFailed: setting(DocumentText.readerFailed)
    case .differs: setting(DocumentText.differs)
    }
  }
}
