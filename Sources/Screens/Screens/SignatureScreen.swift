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
enum SignatureScreen: StepScreen {
  typealias Text = SignatureText

  static func page(_ step: SignatureStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step.situation {
    case .signing: signing(step, render)
    case .stopped: stopped(step, render)
    case .shown(let signature): shown(signature, render)
    case .done: done(visit, render)
    }
  }

  private static func signing(_ step: SignatureStep, _ render: RenderContext) -> Page {
    var page = Page(.signature, render, heading: render(SignatureText.heading), enter: nil)
    for notice in notices(step, render) { page.add(.notice(.bad, notice)) }
    page.add(.text(render(SignatureText.hint)), .should, gap: false)
    page.add(.prompt(render(SignatureText.waiting)))
    page.add(.gallery([CaptionedFigure(.ink(render.context.pictures.liveInk))]))
    page.add(.choices(render.choices([(.declare(.cannotSign), render(SignatureText.cannot))])))
    return page
  }

  private static func stopped(_ step: SignatureStep, _ render: RenderContext) -> Page {
    var page = Page(.signature, render, heading: render(SignatureText.stoppedHeading), enter: .keyStart)
    for notice in notices(step, render) { page.add(.notice(.bad, notice)) }
    page.action(.start, render(SignatureText.startAgain), render)
    page.add(.choices(render.choices([(.declare(.cannotSign), render(SignatureText.cannot))])), gap: false)
    return page
  }

  private static func shown(_ signature: Signature, _ render: RenderContext) -> Page {
    var page = Page(.signature, render, heading: render(SignatureText.shownHeading))
    page.keys.back = render(SignatureText.again)
    page.add(.gallery([CaptionedFigure(.ink(render.context.pictures.ink(signature.picture)))]))
    page.action(.goOn, render(SignatureText.take), render)
    return page
  }

  private static func done(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(.signature, render, heading: render(SignatureText.doneHeading))
    let signature = visit.application.signature.value
    page.add(.notice(.good, render(signature == nil ? SignatureText.doneByStaff : SignatureText.done)))
    if let signature {
      page.add(.gallery([CaptionedFigure(.ink(render.context.pictures.ink(signature.picture)))]), .may)
    }
    page.action(.goOn, render(CommonText.keyOn), render)
    page.add(.choices(render.choices([(.redo, render(SignatureText.signAgain))])), gap: false)
    return page
  }

  private static func notices(_ step: SignatureStep, _ render: RenderContext) -> [SpokenText] {
    switch step.notice {
    case nil: []
    case .nothing: [render(SignatureText.nothing)]
    case .poor(let faults): faults.prefix(1).map { render(TextKey.advice($0)) }
    case .padFailed: [render(SignatureText.padFailed)]
    }
  }
}
