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
enum AttestationScreen {
  static func page(_ step: AttestationStep, _ visit: Visit, _ setting: Setting) -> Page {
    switch step {
    case .waiting: waiting(visit, setting)
    case .sealing: saving(AttestationText.sealingHeading, AttestationText.sealing, setting)
    case .parking: saving(AttestationText.parkingHeading, AttestationText.parking, setting)
    }
  }

  static func waiting(_ visit: Visit, _ setting: Setting) -> Page {
    let isHere = setting.box.hours.hasOfficer
    let keep = (Intent.keepCase, setting(AttestationText.keep))
    let staff = (Intent.logIn, setting(AttestationText.staffLogIn))
    var page: Page
    if let claim = visit.claim {
      let name: [String: Value] = ["name": .plain(claim.session.firstName)]
      page = Page(.attestation, setting, heading: setting(AttestationText.headingHelped, name), enter: nil)
    } else {
      let heading = isHere ? AttestationText.heading : AttestationText.headingAway
      page = Page(.attestation, setting, heading: setting(heading), enter: nil)
    }
    page.add(.text(setting(AttestationText.why)))
    if isHere || visit.claim != nil {
      page.add(.text(setting(AttestationText.here)), gap: false)
      page.add(.prompt(setting(visit.claim == nil ? AttestationText.waiting : .waitingHelped)))
      page.add(.choices(setting.choices([staff, keep])))
    } else {
      page.add(.text(setting(AttestationText.away)), gap: false)
      page.add(.text(setting(AttestationText.later)), gap: false)
      page.add(.prompt(setting(AttestationText.waiting)))
      page.add(.choices(setting.choices([keep, staff])))
    }
    return page
  }

  private static func saving(_ heading: AttestationText, _ text: AttestationText, _ setting: Setting) -> Page {
    var page = Page(.attestation, setting, heading: setting(heading), enter: nil, back: nil)
    page.add(.text(setting(text)))
    page.add(.prompt(setting(AttestationText.savingWait)))
    return page
  }
}
