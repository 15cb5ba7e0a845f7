import Renewal

/// The texts of the citizen's side of the attestation.
package enum AttestationText: String, TextGroup {
  case heading, headingAway, why, here, waiting, later, staffLogIn
  case sealingHeading, sealing, parkingHeading, parking, savingWait

  package static let section = "attestation"
}

/// The citizen waits for an authorised person, then for the case to be on disk.
enum AttestationScreen {
  static func page(_ step: AttestationStep, _ setting: Setting) -> Page {
    switch step {
    case .waiting: waiting(setting)
    case .sealing: saving(AttestationText.sealingHeading, AttestationText.sealing, setting)
    case .parking: saving(AttestationText.parkingHeading, AttestationText.parking, setting)
    }
  }

  static func waiting(_ setting: Setting) -> Page {
    let isHere = setting.box.hours.hasOfficer
    var page = Page(
      .attestation, setting, heading: setting(isHere ? AttestationText.heading : AttestationText.headingAway),
      enter: nil)
    page.add(.text(setting(AttestationText.why)))
    page.add(.text(setting(isHere ? AttestationText.here : AttestationText.later)), gap: false)
    page.add(.prompt(setting(AttestationText.waiting)))
    page.add(.choices([Choice(9, setting(AttestationText.staffLogIn))]))
    return page
  }

  private static func saving(_ heading: AttestationText, _ text: AttestationText, _ setting: Setting) -> Page {
    var page = Page(.attestation, setting, heading: setting(heading), enter: nil, back: nil)
    page.add(.text(setting(text)))
    page.add(.prompt(setting(AttestationText.savingWait)))
    return page
  }
}
