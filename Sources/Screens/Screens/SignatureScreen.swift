import Quality
import Renewal

/// The texts of the signature.
package enum SignatureText: String, TextGroup {
  case heading, hint, waiting, cannot
  case stoppedHeading, startAgain, nothing, padFailed
  case shownHeading, take, again
  case doneHeading, done, doneByStaff, signAgain

  package static let section = "signature"
}

/// The signature on the pad; the strokes appear as they are written.
enum SignatureScreen {
  static func page(_ step: SignatureStep, _ visit: Visit, _ setting: Setting) -> Page {
    switch step.situation {
    case .signing: signing(step, setting)
    case .stopped: stopped(step, setting)
    case .shown(let signature): shown(signature, setting)
    case .done: done(visit, setting)
    }
  }

  private static func signing(_ step: SignatureStep, _ setting: Setting) -> Page {
    var page = Page(.signature, setting, heading: setting(SignatureText.heading), enter: nil)
    for notice in notices(step, setting) { page.add(.notice(.bad, notice)) }
    page.add(.text(setting(SignatureText.hint)), .should, gap: false)
    page.add(.prompt(setting(SignatureText.waiting)))
    page.add(.gallery([CaptionedFigure(.ink(setting.context.pictures.liveInk))]))
    page.add(.choices(setting.choices([(.declare(.cannotSign), setting(SignatureText.cannot))])))
    return page
  }

  private static func stopped(_ step: SignatureStep, _ setting: Setting) -> Page {
    var page = Page(.signature, setting, heading: setting(SignatureText.stoppedHeading), enter: .keyStart)
    for notice in notices(step, setting) { page.add(.notice(.bad, notice)) }
    page.action(.start, setting(SignatureText.startAgain), setting)
    page.add(.choices(setting.choices([(.declare(.cannotSign), setting(SignatureText.cannot))])), gap: false)
    return page
  }

  private static func shown(_ signature: Signature, _ setting: Setting) -> Page {
    var page = Page(.signature, setting, heading: setting(SignatureText.shownHeading))
    page.keys.back = setting(SignatureText.again)
    page.add(.gallery([CaptionedFigure(.ink(setting.context.pictures.ink(signature.picture)))]))
    page.action(.goOn, setting(SignatureText.take), setting)
    return page
  }

  private static func done(_ visit: Visit, _ setting: Setting) -> Page {
    var page = Page(.signature, setting, heading: setting(SignatureText.doneHeading))
    let signature = visit.application.signature.value
    page.add(.notice(.good, setting(signature == nil ? SignatureText.doneByStaff : SignatureText.done)))
    if let signature {
      page.add(.gallery([CaptionedFigure(.ink(setting.context.pictures.ink(signature.picture)))]), .may)
    }
    page.action(.goOn, setting(CommonText.keyOn), setting)
    page.add(.choices(setting.choices([(.redo, setting(SignatureText.signAgain))])), gap: false)
    return page
  }

  private static func notices(_ step: SignatureStep, _ setting: Setting) -> [SpokenText] {
    switch step.notice {
    case nil: []
    case .nothing: [setting(SignatureText.nothing)]
    case .poor(let faults): faults.prefix(1).map { setting(TextKey.advice($0)) }
    case .padFailed: [setting(SignatureText.padFailed)]
    }
  }
}
