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

  private static let portraits = Memory<Sitting, RGBPicture?>()
  private static let fingers = Memory<Hand, RidgeMaker>()

  static let painters = Painters(
    portrait: { look, scene in
      portraits.value(of: Sitting(look: look, scene: scene), else: FaceMaker(look: look).picture(scene))
    },
    ridges: { seed, finger in
      fingers.value(of: Hand(seed: seed, finger: finger), else: RidgeMaker(seed: seed, finger: finger))
    })

  private final class Memory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let known = Mutex<[Key: Value]>([:])

    func value(of key: Key, else made: @autoclosure () -> Value) -> Value {
      if let value = known.withLock({ $0[key] }) { return value }
      let value = made()
      known.withLock { if $0.count < room { $0[key] = value } }
      return value
    }
  }
}
