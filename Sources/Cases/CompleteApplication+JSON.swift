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
  package func json(_ number: CaseNumber, binding: [UInt8]) -> JSON {
    [
      "case": .text(number.description),
      "binding": .text(binding.hexadecimal),
      "grounds": .text(grounds.rawValue),
      "cpr": .text(identity.cpr.digits),
      "name": name.json,
      "document": document.json { document in
        [
          "number": .text(document.number), "name": document.name.json,
          "expiry": document.expiry.json, "isRegistered": .flag(document.isRegistered),
        ]
      },
      "photo": photo.json { ["score": .integer($0.score)] },
      "prints": prints.json { ["right": $0.right.json, "left": $0.left.json] },
      "signature": signature.json { _ in [:] },
      "details": [
        "height": .integer(details.height), "mobile": details.mobile.json,
        "pickUpPlace": .integer(details.pickUpPlace),
      ],
      "accepted": .object(
        Dictionary(
          accepted.map { ($0.key.rawValue, JSON.acceptance($0.value.by, $0.value.reason)) },
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

extension JSON {
  fileprivate static func acceptance(_ by: StaffID, _ reason: ExceptionReason) -> JSON {
    ["by": .text(by.digits), "reason": .text(reason.rawValue)]
  }
}

extension Requirement {
  fileprivate func json(_ written: (Value) -> JSON) -> JSON {
    switch self {
    case .missing: .null
    case .met(let value): ["met": written(value)]
    case .excepted(let by, let reason): ["excepted": .acceptance(by, reason)]
    }
  }
}

extension PersonName {
  fileprivate var json: JSON { ["given": .text(given), "surname": .text(surname)] }
}

extension FingerPrint {
  fileprivate var json: JSON {
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
