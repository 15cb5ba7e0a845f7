import PassportRules
import Quality
package import Renewal

// What an event carries that is nothing personal, with the one form in which it is written and read.

extension StorageRoom: FieldValue {}
extension TimerName: FieldValue {}
extension AccountNews: FieldValue {}
extension ParkedGone: FieldValue {}
extension PINFault: FieldValue {}
extension DeviceState: FieldValue {}
extension MediaState: FieldValue {}
extension PaperState: FieldValue {}
extension Circumstance: FieldValue {}
extension ExceptionReason: FieldValue {}
extension RegisterRemark: FieldValue {}
extension RenewalGrounds: FieldValue {}
extension FeeGroup: FieldValue {}
extension PhotoFault: FieldValue {}
extension Finger: FieldValue {}

/// A value of which there are few, read back by looking for it among them.
private protocol Listed: FieldValue {
  /// All there are.
  static var all: [Self] { get }
}

extension Listed {
  package init?(canonical: Canonical) {
    guard let value = Self.all.first(where: { $0.canonical == canonical }) else { return nil }
    self = value
  }
}

extension RequestTarget: Listed {
  fileprivate static var all: [Self] { [.authority, .store, .accounts] + Device.allCases.map(Self.device) }

  package var canonical: Canonical {
    switch self {
    case .device(let device): device.canonical
    case .authority: "authority"
    case .store: "store"
    case .accounts: "accounts"
    }
  }
}

extension PictureID: WrittenAsAnother {
  package var written: Int { number }
  package init?(written number: Int) { self.init(number) }
}

extension Payment: FieldValue {
  package var canonical: Canonical {
    ["sale": sale.canonical, "attempt": .integer(attempt), "amount": amount.canonical]
  }

  package init?(canonical: Canonical) {
    guard let sale = CaseNumber(canonical: canonical["sale"]), let attempt = canonical["attempt"].integer,
      let amount = Amount(canonical: canonical["amount"])
    else { return nil }
    self.init(sale: sale, attempt: attempt, amount: amount)
  }
}

extension Flag: FieldValue {
  package var canonical: Canonical {
    var payment: Payment?
    if case .moneyOpen(let open) = holding { payment = open }
    return [
      "code": code.canonical, "step": step.canonical, "holding": payment?.canonical ?? holding.canonical,
      "device": device.canonical, "about": about.canonical,
    ]
  }

  package init?(canonical: Canonical) {
    let holding =
      Payment(canonical: canonical["holding"]).map { .moneyOpen($0) } ?? Holding(canonical: canonical["holding"])
    guard let code = FlagCode(canonical: canonical["code"]), let step = StepName?(canonical: canonical["step"]),
      let holding, let device = Device?(canonical: canonical["device"]),
      let about = CaseNumber?(canonical: canonical["about"])
    else { return nil }
    self.init(code, step: step, holding: holding, device: device, about: about)
  }
}

extension DossierNews: FieldValue {
  package var canonical: Canonical {
    switch self {
    case .acknowledged: "acknowledged"
    case .overdue: "overdue"
    case .rejected(let paid): ["rejected": paid.canonical]
    }
  }

  package init?(canonical: Canonical) {
    if canonical == "acknowledged" {
      self = .acknowledged
    } else if canonical == "overdue" {
      self = .overdue
    } else if let paid = Amount(canonical: canonical["rejected"]) {
      self = .rejected(paid: paid)
    } else {
      return nil
    }
  }
}

extension DeviceNotice: Listed {
  fileprivate static var all: [Self] {
    Device.allCases.flatMap { device in DeviceState.allCases.map { .state(device, $0) } }
      + MediaState.allCases.map(Self.media) + PaperState.allCases.map(Self.paper)
      + [.staffSwitch, .callButton, .cabinetOpened]
  }

  package var canonical: Canonical {
    switch self {
    case .state(let device, let state): ["state": state.canonical, "of": device.canonical]
    case .media(let media): ["media": media.canonical]
    case .paper(let paper): ["paper": paper.canonical]
    case .staffSwitch: "staffSwitch"
    case .callButton: "callButton"
    case .cabinetOpened: "cabinetOpened"
    }
  }
}

extension DeviceFault: FieldValue {
  package var canonical: Canonical { ["reason": reason.canonical, "action": action.canonical] }

  package init?(canonical: Canonical) {
    guard let reason = Reason(canonical: canonical["reason"]),
      let action = RecoveryAction(canonical: canonical["action"])
    else { return nil }
    self.init(reason, action)
  }
}

extension WorkItem: FieldValue {
  package var canonical: Canonical {
    switch self {
    case .visit(let number): number.canonical
    case .box: "box"
    }
  }

  package init?(canonical: Canonical) {
    if let number = CaseNumber(canonical: canonical) {
      self = .visit(number)
    } else if canonical == "box" {
      self = .box
    } else {
      return nil
    }
  }
}

extension Fee: FieldValue {
  package var canonical: Canonical {
    [
      "row": row.canonical, "group": group.canonical, "base": base.canonical, "prints": printsPart.canonical,
      "doubled": .flag(doubled), "ordinary": ordinary.canonical,
    ]
  }

  package init?(canonical: Canonical) {
    guard let row = CivilDate(canonical: canonical["row"]), let group = FeeGroup(canonical: canonical["group"]),
      let base = Amount(canonical: canonical["base"]), let printsPart = Amount(canonical: canonical["prints"]),
      let doubled = canonical["doubled"].flag, let ordinary = Amount(canonical: canonical["ordinary"])
    else { return nil }
    self.init(row: row, group: group, base: base, printsPart: printsPart, doubled: doubled, ordinary: ordinary)
  }
}

extension ChosenPhoto: FieldValue {
  package var canonical: Canonical { ["picture": picture.canonical, "score": .integer(score)] }
  package init?(canonical: Canonical) {
    guard let picture = PictureID(canonical: canonical["picture"]), let score = canonical["score"].integer else {
      return nil
    }
    self.init(picture: picture, score: score)
  }
}

extension FingerPrint: FieldValue {
  package var canonical: Canonical {
    ["finger": finger.canonical, "picture": picture.canonical, "score": .integer(score)]
  }
  package init?(canonical: Canonical) {
    guard let finger = Finger(canonical: canonical["finger"]), let picture = PictureID(canonical: canonical["picture"]),
      let score = canonical["score"].integer
    else { return nil }
    self.init(finger: finger, picture: picture, score: score)
  }
}

extension FingerPrints: FieldValue {
  package var canonical: Canonical { ["right": right.canonical, "left": left.canonical] }
  package init?(canonical: Canonical) {
    guard let right = FingerPrint(canonical: canonical["right"]), let left = FingerPrint(canonical: canonical["left"])
    else { return nil }
    self.init(right: right, left: left)
  }
}

extension Signature: WrittenAsAnother {
  package var written: PictureID { picture }
  package init?(written picture: PictureID) { self.init(picture: picture) }
}
