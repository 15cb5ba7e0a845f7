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

  /// Whom to call, and where, while the authority has not acknowledged the dossier.
  package var contact: ContactSlip { ContactSlip(name: name, mobile: details.mobile) }
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
