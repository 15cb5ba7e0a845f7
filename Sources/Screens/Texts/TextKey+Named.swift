package import PassportRules
package import Quality
package import Renewal

/// Texts that are named by what they tell of: a new flag, fault or device asks for its text by itself.
extension TextKey {
  /// A step's name.
  package static func step(_ step: StepName) -> TextKey { named("steps", step, .citizen) }
  /// What a line of the page with everything is called.
  package static func review(_ line: ReviewLine) -> TextKey { named("review", line, .citizen) }
  /// What a step is about, for who asks for help there.
  package static func about(_ step: StepName) -> TextKey { named("about", step, .citizen) }
  /// The one thing to know about a step next time.
  package static func nextTime(_ step: StepName) -> TextKey { named("nextTime", step, .citizen) }
  /// Why a new passport is wanted.
  package static func grounds(_ grounds: RenewalGrounds) -> TextKey { named("grounds", grounds, .citizen) }
  /// The same in two or three words, where there is little room.
  package static func briefly(_ grounds: RenewalGrounds) -> TextKey { named("groundsBriefly", grounds, .citizen) }
  /// What to do about a fault in a photo.
  package static func advice(_ fault: PhotoFault) -> TextKey { named("photoAdvice", fault, .citizen) }
  /// Why a photo that was taken did not pass.
  package static func failed(_ fault: PhotoFault) -> TextKey { named("photoFailed", fault, .citizen) }
  /// What to do about a fault in a print.
  package static func advice(_ fault: PrintFault) -> TextKey { named("printAdvice", fault, .citizen) }
  /// What to do about a fault in a signature.
  package static func advice(_ fault: SignatureFault) -> TextKey { named("signatureAdvice", fault, .citizen) }
  /// What the citizen reads while staff are called: kind and neutral, nobody shall learn anything over a shoulder.
  package static func calling(_ code: FlagCode) -> TextKey { named("calling", code, .citizen) }
  /// Why the terminal did not take the money.
  package static func declined(_ reason: DeclineReason) -> TextKey { named("declined", reason, .citizen) }
  /// What staff read about a flag.
  package static func flag(_ code: FlagCode) -> TextKey { named("flags", code, .staff) }
  /// What an action of staff is called; of those that need more words than one, `ActionText` has them.
  package static func action(_ kind: StaffAction.Kind) -> TextKey { named("actions", kind, .staff) }
  /// The ground on which something is taken as met.
  package static func reason(_ reason: ExceptionReason) -> TextKey { named("reasons", reason, .staff) }
  /// Why something is done that cannot be undone; what several acts have in common has one text.
  package static func why(_ reason: some ActReason) -> TextKey { named("why", reason, .staff) }
  /// What the bank says about a payment.
  package static func bank(_ answer: BankAnswer) -> TextKey { named("bank", answer, .staff) }
  /// A role of staff.
  package static func role(_ role: StaffRole) -> TextKey { named("roles", role, .staff) }
  /// A device's name.
  package static func device(_ device: Device) -> TextKey { named("devices", device, .staff) }
  /// The state of a device.
  package static func state(_ state: DeviceState) -> TextKey { named("deviceStates", state, .staff) }
  /// The state of the paper.
  package static func paper(_ state: PaperState) -> TextKey { named("paper", state, .staff) }

  static func named(_ section: String, _ value: some RawRepresentable<String>, _ audience: Audience) -> TextKey {
    TextKey(section: section, name: value.rawValue, audience: audience)
  }

  /// A finger's name, such as `right index finger`.
  package static func finger(_ finger: Finger) -> TextKey {
    let name =
      switch finger {
      case .rightThumb: "rightThumb"
      case .rightIndex: "rightIndex"
      case .rightMiddle: "rightMiddle"
      case .rightRing: "rightRing"
      case .leftThumb: "leftThumb"
      case .leftIndex: "leftIndex"
      case .leftMiddle: "leftMiddle"
      case .leftRing: "leftRing"
      }
    return TextKey(section: "fingers", name: name, audience: .citizen)
  }
}
