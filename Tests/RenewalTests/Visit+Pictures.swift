import PassportRules
import Renewal

extension DeviceAnswer {
  /// The pictures it brought into the vault.
  var pictures: [PictureID] {
    switch self {
    case .document(.page(let page)): page.picture.map { [$0] } ?? []
    case .photos(let photos): photos.map(\.picture)
    case .print(let print): [print.picture]
    case .signature(let signature): [signature.picture]
    case .document, .noFinger, .noSignature, .payment, .receipt, .failed, .indeterminate: []
    }
  }
}

extension Visit {
  /// Every picture the visit still refers to.
  var pictures: Set<PictureID> {
    let gathered = [
      application.document.value?.picture, application.photo.value?.picture, application.pictureForTheEye,
      application.prints.value?.right.picture, application.prints.value?.left.picture,
      application.signature.value?.picture,
    ]
    return Set(gathered.compactMap { $0 } + step.pictures)
  }
}

extension Step {
  fileprivate var pictures: [PictureID] {
    switch self {
    case .document(let document):
      guard case .lookingUp(let page) = document.situation else { return [] }
      return page.picture.map { [$0] } ?? []
    case .photo(let photo):
      guard case .choosing(let shots, _) = photo.situation else { return [] }
      return shots.map(\.picture)
    case .fingerprints(let prints):
      let right = prints.right.map { [$0.picture] } ?? []
      guard case .shown(let print) = prints.situation else { return right }
      return right + [print.picture]
    case .signature(let signature):
      guard case .shown(let shown) = signature.situation else { return [] }
      return [shown.picture]
    case .language, .privacy, .start, .grounds, .identity, .details, .review, .attestation, .payment, .receipt,
      .farewell:
      return []
    }
  }
}
