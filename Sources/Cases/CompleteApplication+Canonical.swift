import PassportRules
package import Renewal

extension CompleteApplication {
  /// The pictures that belong into the dossier, by the names their evidence bears; each hand's print under its own finger.
  package var pictures: [(name: String, picture: PictureID)] {
    var pictures = [(name: "photo", picture: picture)]
    if let prints = prints.value {
      pictures += [prints.right, prints.left].map { (name: "print-\($0.finger.name)", picture: $0.picture) }
    }
    if let signature = signature.value { pictures.append((name: "signature", picture: signature.picture)) }
    return pictures
  }

  /// The one written form, for a case; `binding` makes a digest of it impossible to guess from a person's data.
  package func canonical(_ number: CaseNumber, binding: [UInt8]) -> Canonical {
    [
      "case": .text(number.description),
      "binding": .text(binding.hexadecimal),
      "grounds": .text(grounds.rawValue),
      "cpr": .text(identity.cpr.digits),
      "name": name.canonical,
      "document": document.canonical { document in
        [
          "number": .text(document.number), "name": document.name.canonical,
          "expiry": Canonical(document.expiry?.description), "isRegistered": .flag(document.isRegistered),
        ]
      },
      "photo": photo.canonical { ["score": .integer($0.score)] },
      "prints": prints.canonical { ["right": $0.right.canonical, "left": $0.left.canonical] },
      "signature": signature.canonical { _ in [:] },
      "details": [
        "height": .integer(details.height), "mobile": Canonical(details.mobile),
        "pickUpPlace": .integer(details.pickUpPlace),
      ],
      "accepted": .object(
        Dictionary(
          accepted.map { ($0.key.rawValue, Canonical.acceptance($0.value.by, $0.value.reason)) },
          uniquingKeysWith: { $1 })),
      "fee": [
        "row": .text(fee.row.description), "group": .text(fee.group.rawValue), "base": .integer(fee.base.ore),
        "printsPart": .integer(fee.printsPart.ore), "doubled": .flag(fee.doubled),
        "ordinary": .integer(fee.ordinary.ore), "date": .text(feeDate.description),
      ],
    ]
  }

  /// Whom to call, and where, while the authority has not acknowledged the dossier.
  package var contact: ContactSlip { ContactSlip(name: name, mobile: details.mobile) }
}

extension Canonical {
  fileprivate static func acceptance(_ by: StaffID, _ reason: ExceptionReason) -> Canonical {
    ["by": .text(by.digits), "reason": .text(reason.rawValue)]
  }
}

extension Requirement {
  fileprivate func canonical(_ written: (Value) -> Canonical) -> Canonical {
    switch self {
    case .missing: .null
    case .met(let value): ["met": written(value)]
    case .excepted(let by, let reason): ["excepted": .acceptance(by, reason)]
    }
  }
}

extension PersonName {
  fileprivate var canonical: Canonical { ["given": .text(given), "surname": .text(surname)] }
}

extension FingerPrint {
  fileprivate var canonical: Canonical {
    ["finger": .text(finger.name), "code": .integer(finger.rawValue), "score": .integer(score)]
  }
}

extension Finger {
  /// The finger's stable name in evidence.
  package var name: String {
    switch self {
    case .rightThumb: "right-thumb"
    case .rightIndex: "right-index"
    case .rightMiddle: "right-middle"
    case .rightRing: "right-ring"
    case .leftThumb: "left-thumb"
    case .leftIndex: "left-index"
    case .leftMiddle: "left-middle"
    case .leftRing: "left-ring"
    }
  }
}
