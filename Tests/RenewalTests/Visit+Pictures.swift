import PassportRules
import Renewal

extension Visit {
  /// Every picture the visit still refers to.
  var pictures: [PictureID] {
    let gathered = [
      application.document.value?.picture, application.photo.value?.picture, application.pictureForTheEye,
      application.prints.value?.right.picture, application.prints.value?.left.picture,
      application.signature.value?.picture, freshFrame,
    ]
    return gathered.compactMap { $0 } + step.ownPictures
  }
}
