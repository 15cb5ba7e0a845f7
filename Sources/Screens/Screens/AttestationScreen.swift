import Renewal

/// The texts of the citizen's side of the attestation.
package enum AttestationText: String, TextGroup {
  case heading, headingAway, headingHelped, why, here, waiting, waitingHelped, away, later, keep
  case staffLogIn
  case sealingHeading, sealing, parkingHeading, parking, savingWait

  package static let section = "attestation"

  package var placeholders: [String] {
    switch self {
    case .headingHelped: ["name"]
    case .heading, .headingAway, .why, .here, .waiting, .waitingHelped, .away, .later, .keep, .staffLogIn,
      .sealingHeading, .sealing,
      .parkingHeading, .parking, .savingWait:
      []
    }
  }
}

/// The citizen waits for an authorised person, then for the case to be on disk.
enum AttestationScreen: StepScreen {
  typealias Text = AttestationText

  static func page(_ step: AttestationStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step {
    case .waiting: waiting(visit, render)
    case .sealing: saving(AttestationText.sealingHeading, AttestationText.sealing, render)
    case .parking: saving(AttestationText.parkingHeading, AttestationText.parking, render)
    }
  }

  static func waiting(_ visit: Visit, _ render: RenderContext) -> Page {
    let isHere = render.box.hours.hasOfficer
    let keep = (Intent.keepCase, render(AttestationText.keep))
    let staff = (Intent.logIn, render(AttestationText.staffLogIn))
    var page: Page
    if let claim = visit.claim {
      let name: [String: SpokenValue] = ["name": .plain(claim.session.firstName)]
      page = Page(.attestation, render, heading: render(AttestationText.headingHelped, name), enter: nil)
    } else {
      let heading = isHere ? AttestationText.heading : AttestationText.headingAway
      page = Page(.attestation, render, heading: render(heading), enter: nil)
    }
    page.addSilence(visit, render)
    page.add(.text(render(AttestationText.why)))
    if isHere || visit.claim != nil {
      page.add(.text(render(AttestationText.here)), gap: false)
      page.addWhatIfNobodyComes(.attestationWanted, visit, render)
      page.add(.prompt(render(visit.claim == nil ? AttestationText.waiting : .waitingHelped)))
    } else {
      page.add(.text(render(AttestationText.away)), gap: false)
      page.add(.text(render(AttestationText.later)), gap: false)
      page.addWhatIfNobodyComes(.attestationWanted, visit, render)
      page.add(.prompt(render(AttestationText.waiting)))
    }
    page.add(.choices(render.choices([keep, staff])))
    return page
  }

  private static func saving(_ heading: AttestationText, _ text: AttestationText, _ render: RenderContext) -> Page {
    var page = Page(.attestation, render, heading: render(heading), enter: nil, back: nil)
    page.add(.text(render(text)))
    page.add(.prompt(render(AttestationText.savingWait)))
    return page
  }
}
