package import Quality

/// Who draws what the simulated devices see. A test may give ones that draw the same moment only once.
package struct Painters: Sendable {
  /// The portrait of somebody at a moment; nothing for a moment without a size.
  package let portrait: @Sendable (FaceLook, FaceScene) -> RGBPicture?
  /// The ridges of a finger of the person with this seed, by its code (ISO/IEC 19794-2).
  package let ridges: @Sendable (UInt64, Int) -> RidgeMaker

  package init(
    portrait: @escaping @Sendable (FaceLook, FaceScene) -> RGBPicture? = { FaceMaker(look: $0).picture($1) },
    ridges: @escaping @Sendable (UInt64, Int) -> RidgeMaker = { RidgeMaker(seed: $0, finger: $1) }
  ) {
    self.portrait = portrait
    self.ridges = ridges
  }
}
