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
  package init?(json: JSON) {
    guard let value = Self.all.first(where: { $0.json == json }) else { return nil }
    self = value
  }
}

extension RequestTarget: Listed {
  fileprivate static var all: [Self] { [.authority, .store, .accounts] + Device.allCases.map(Self.device) }

  package var json: JSON {
    switch self {
    case .device(let device): device.json
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
  package var json: JSON {
    ["sale": sale.json, "attempt": .integer(attempt), "amount": amount.json]
  }

  package init?(json: JSON) {
    guard let sale = CaseNumber(json: json["sale"]), let attempt = json["attempt"].integer,
      let amount = Amount(json: json["amount"])
    else { return nil }
    self.init(sale: sale, attempt: attempt, amount: amount)
  }
}

extension Flag: FieldValue {
  package var json: JSON {
    var payment: Payment?
    if case .moneyOpen(let open) = holding { payment = open }
    return [
      "code": code.json, "step": step.json, "holding": payment?.json ?? holding.json,
      "device": device.json, "about": about.json,
    ]
  }

  package init?(json: JSON) {
    let holding =
      Payment(json: json["holding"]).map { .moneyOpen($0) } ?? Holding(json: json["holding"])
    guard let code = FlagCode(json: json["code"]), let step = StepName?(json: json["step"]),
      let holding, let device = Device?(json: json["device"]),
      let about = CaseNumber?(json: json["about"])
    else { return nil }
    self.init(code, step: step, holding: holding, device: device, about: about)
  }
}

extension DossierNews: FieldValue {
  package var json: JSON {
    switch self {
    case .acknowledged: "acknowledged"
    case .overdue: "overdue"
    case .rejected(let paid): ["rejected": paid.json]
    }
  }

  package init?(json: JSON) {
    if json == "acknowledged" {
      self = .acknowledged
    } else if json == "overdue" {
      self = .overdue
    } else if let paid = Amount(json: json["rejected"]) {
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

  package var json: JSON {
    switch self {
    case .state(let device, let state): ["state": state.json, "of": device.json]
    case .media(let media): ["media": media.json]
    case .paper(let paper): ["paper": paper.json]
    case .staffSwitch: "staffSwitch"
    case .callButton: "callButton"
    case .cabinetOpened: "cabinetOpened"
    }
  }
}

extension DeviceFault: FieldValue {
  package var json: JSON { ["reason": reason.json, "action": action.json] }

  package init?(json: JSON) {
    guard let reason = Reason(json: json["reason"]),
      let action = RecoveryAction(json: json["action"])
    else { return nil }
    self.init(reason, action)
  }
}

extension WorkItem: FieldValue {
  package var json: JSON {
    switch self {
    case .visit(let number): number.json
    case .box: "box"
    }
  }

  package init?(json: JSON) {
    if let number = CaseNumber(json: json) {
      self = .visit(number)
    } else if json == "box" {
      self = .box
    } else {
      return nil
    }
  }
}

extension Fee: FieldValue {
  package var json: JSON {
    [
      "row": row.json, "group": group.json, "base": base.json, "prints": printsPart.json,
      "doubled": .flag(doubled), "ordinary": ordinary.json,
    ]
  }

  package init?(json: JSON) {
    guard let row = CivilDate(json: json["row"]), let group = FeeGroup(json: json["group"]),
      let base = Amount(json: json["base"]), let printsPart = Amount(json: json["prints"]),
      let doubled = json["doubled"].flag, let ordinary = Amount(json: json["ordinary"])
    else { return nil }
    self.init(row: row, group: group, base: base, printsPart: printsPart, doubled: doubled, ordinary: ordinary)
  }
}

extension ChosenPhoto: FieldValue {
  package var json: JSON { ["picture": picture.json, "score": .integer(score)] }
  package init?(json: JSON) {
    guard let picture = PictureID(json: json["picture"]), let score = json["score"].integer else {
      return nil
    }
    self.init(picture: picture, score: score)
  }
}

extension FingerPrint: FieldValue {
  package var json: JSON {
    ["finger": finger.json, "picture": picture.json, "score": .integer(score)]
  }
  package init?(json: JSON) {
    guard let finger = Finger(json: json["finger"]), let picture = PictureID(json: json["picture"]),
      let score = json["score"].integer
    else { return nil }
    self.init(finger: finger, picture: picture, score: score)
  }
}

extension FingerPrints: FieldValue {
  package var json: JSON { ["right": right.json, "left": left.json] }
  package init?(json: JSON) {
    guard let right = FingerPrint(json: json["right"]), let left = FingerPrint(json: json["left"])
    else { return nil }
    self.init(right: right, left: left)
  }
}

extension Signature: WrittenAsAnother {
  package var written: PictureID { picture }
  package init?(written picture: PictureID) { self.init(picture: picture) }
}
