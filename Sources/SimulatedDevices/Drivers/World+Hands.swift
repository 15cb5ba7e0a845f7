import Quality
import Renewal
import Synchronization

extension World {
  /// What the sensor sees of a finger that is put on it.
  func ridges(of finger: Finger, _ scene: FingerScene, attempt: Int) -> GreyPicture? {
    var touch = scene.touch
    touch.seed = UInt64(truncatingIfNeeded: attempt)
    var moment = SeededNumbers(seed: citizen.look &+ touch.seed, purpose: "touch")
    touch.degrees += moment.within(-4...4)
    touch.shiftX += moment.within(-8...8)
    touch.shiftY += moment.within(-10...10)
    return hands.maker(of: finger, else: painters.ridges(citizen.look, finger.rawValue)).picture(touch)
  }
}

/// Ridges take a while to grow; those of the fingers in use are kept.
final class Hands: Sendable {
  private let kept = Mutex<[Finger: RidgeMaker]>([:])

  /// The ridges of a finger, grown when it is put there first; one box has one person at a time.
  func maker(of finger: Finger, else grown: @autoclosure () -> RidgeMaker) -> RidgeMaker {
    if let maker = kept.withLock({ $0[finger] }) { return maker }
    let maker = grown()
    kept.withLock { $0[finger] = maker }
    return maker
  }

  /// Forgets the fingers of who was here.
  func forget() { kept.withLock { $0 = [:] } }
}
