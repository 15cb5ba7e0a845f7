import Quality
import SimulatedDevices
import Synchronization

/// Pictures that were drawn once for all virtual boxes: somebody at the same moment looks the same at each.
enum RememberedPictures {
  private struct Sitting: Hashable {
    let look: FaceLook
    let scene: FaceScene
  }

  private struct Hand: Hashable {
    let seed: UInt64
    let finger: Int
  }

  /// So many portraits are kept, of 680 kB each; what comes later is drawn each time.
  private static let room = 500

  private static let portraits = Mutex<[Sitting: RGBPicture]>([:])
  private static let fingers = Mutex<[Hand: RidgeMaker]>([:])

  static let painters = Painters(portrait: portrait, ridges: ridges)

  @Sendable private static func portrait(of look: FaceLook, _ scene: FaceScene) -> RGBPicture? {
    let sitting = Sitting(look: look, scene: scene)
    if let picture = portraits.withLock({ $0[sitting] }) { return picture }
    let picture = FaceMaker(look: look).picture(scene)
    portraits.withLock { if $0.count < room { $0[sitting] = picture } }
    return picture
  }

  @Sendable private static func ridges(of seed: UInt64, _ finger: Int) -> RidgeMaker {
    let hand = Hand(seed: seed, finger: finger)
    if let maker = fingers.withLock({ $0[hand] }) { return maker }
    let maker = RidgeMaker(seed: seed, finger: finger)
    fingers.withLock { $0[hand] = maker }
    return maker
  }
}
