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
      application.signature.value?.picture, freshFrame,
    ]
    return Set(gathered.compactMap { $0 } + step.ownPictures)
  }
}
