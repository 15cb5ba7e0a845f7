import Quality
import Renewal

extension World {
  /// What the sensor sees of a finger that is put on it.
  func ridges(of finger: Finger, _ scene: FingerScene, attempt: Int) -> GreyPicture? {
    var touch = scene.touch
    touch.seed = UInt64(truncatingIfNeeded: attempt)
    return RidgeMaker(seed: citizen.look, finger: finger.rawValue).picture(touch)
  }
}
