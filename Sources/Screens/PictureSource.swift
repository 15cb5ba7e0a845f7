package import Quality
package import Renewal

/// Where a drawing finds the pictures that the state only names; the bytes stay in the runtime's vault.
package protocol PictureSource: Sendable {
  /// A portrait, from the camera or from an old passport.
  func photo(_ id: PictureID) -> RGBPicture?
  /// The ridges of a finger.
  func print(_ id: PictureID) -> GreyPicture?
  /// A signature.
  func ink(_ id: PictureID) -> SignatureInk?
  /// The newest frame of the live view.
  var liveFrame: RGBPicture? { get }
  /// What has been written on the pad so far.
  var liveInk: SignatureInk? { get }
}

/// A source without any picture; the screens show an empty frame in their places.
package struct NoPictures: PictureSource {
  /// A source without any picture.
  package init() {}
  package func photo(_ id: PictureID) -> RGBPicture? { nil }
  package func print(_ id: PictureID) -> GreyPicture? { nil }
  package func ink(_ id: PictureID) -> SignatureInk? { nil }
  package var liveFrame: RGBPicture? { nil }
  package var liveInk: SignatureInk? { nil }
}
