import PassportRules
import Renewal

/// The texts about what to have ready before a person comes.
package enum ReadyText: String, TextGroup {
  case heading, lost, stolen, newName, authorityError, firstPassport, child, childPaper, childOne
  case now, later, missing, call, goOn

  package static let section = "ready"

  /// What to have ready for grounds; nothing where nobody need come.
  init?(_ grounds: RenewalGrounds) {
    switch grounds {
    case .expired, .expiring, .full, .damaged: return nil
    case .lost: self = .lost
    case .stolen: self = .stolen
    case .newName: self = .newName
    case .authorityError: self = .authorityError
    case .firstPassport: self = .firstPassport
    }
  }
}

extension Page {
  /// What to have ready, before a person is called; who lacks something has lost nothing, and `-` leads back.
  init(ready texts: [ReadyText], at step: StepName, callsAtOnce: Bool, _ render: RenderContext) {
    self.init(step, render, heading: render(ReadyText.heading))
    next = nil
    for (place, text) in texts.enumerated() { add(.text(render(text)), gap: place == 0) }
    add(.text(render(callsAtOnce ? ReadyText.now : .later)), .should)
    if !render.box.hours.hasOfficer { add(.notice(.attention, render(AttestationText.away)), .should, gap: false) }
    add(.text(render(ReadyText.missing), .quiet), .should, gap: false)
    action(.confirmCall, render(callsAtOnce ? ReadyText.call : .goOn), render)
  }
}
