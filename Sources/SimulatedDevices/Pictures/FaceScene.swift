/// One moment before the camera: where the person is, what the face does, what the light and the lens do.
package struct FaceScene: Sendable, Hashable {
  /// Who else may be seen.
  package enum Company: String, Sendable, Hashable, CaseIterable {
    /// The citizen alone.
    case alone
    /// Somebody looks over the citizen's shoulder.
    case another
    /// The chair is empty.
    case nobody
  }

  /// The picture's width in pixels; 7 : 9 is the passport's 35 x 45 mm.
  package var width = 420
  /// The picture's height in pixels.
  package var height = 540
  /// Who is in the picture.
  package var company = Company.alone
  /// Crown to chin as a share of the picture's height.
  package var headHeight = 0.75
  /// How far the head is right of the middle, as a share of the picture's width.
  package var offsetX = 0.0
  /// How far the head is below the middle, as a share of the picture's height.
  package var offsetY = 0.0
  /// How far the head leans clockwise in the picture, in degrees.
  package var roll = 0.0
  /// How open the eye on the picture's left is, 0–1.
  package var leftEye = 1.0
  /// How open the eye on the picture's right is, 0–1.
  package var rightEye = 1.0
  /// How open the mouth is, 0–1.
  package var mouth = 0.0
  /// How strongly glasses mirror the lamp, 0–1; above 0 the person wears glasses.
  package var glare = 0.0
  /// The strength of the light; 1 is right.
  package var light = 1.0
  /// How much darker the picture's right side is, 0–1 (its left side when negative).
  package var sideShadow = 0.0
  /// How restless the wall behind is, 0–1.
  package var clutter = 0.0
  /// The spread of the lens in pixels of a picture 540 high.
  package var blur = 0.0
  /// The standard deviation of the grain in 8-bit steps.
  package var grain = 2.0
  /// What the moment's chances come from.
  package var seed: UInt64 = 1

  /// A good moment.
  package init() {}
}
