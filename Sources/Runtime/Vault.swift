package import Quality
package import Renewal
import Screens
import Synchronization

/// The pictures of a visit, in memory alone, overwritten when the visit ends.
package final class Vault: PictureSource {
  private struct Contents {
    var photos: [PictureID: RGBPicture] = [:]
    var prints: [PictureID: (finger: Finger, picture: GreyPicture)] = [:]
    var inks: [PictureID: SignatureInk] = [:]
    var liveFrame: RGBPicture?
    var liveInk: SignatureInk?
    var next = 1
  }

  private let contents = Mutex(Contents())

  /// An empty vault.
  package init() {}

  /// Keeps a portrait.
  package func keep(_ photo: RGBPicture) -> PictureID {
    contents.withLock { contents in
      let id = Self.number(&contents)
      contents.photos[id] = photo
      return id
    }
  }

  /// Keeps the ridges of a finger.
  package func keep(_ print: GreyPicture, of finger: Finger) -> PictureID {
    contents.withLock { contents in
      let id = Self.number(&contents)
      contents.prints[id] = (finger, print)
      return id
    }
  }

  /// Keeps a signature.
  package func keep(_ ink: SignatureInk) -> PictureID {
    contents.withLock { contents in
      let id = Self.number(&contents)
      contents.inks[id] = ink
      contents.liveInk = nil
      return id
    }
  }

  /// Shows the newest frame of the live view.
  package func show(_ frame: RGBPicture?) { contents.withLock { $0.liveFrame = frame } }

  /// Shows what has been written so far.
  package func show(_ ink: SignatureInk?) { contents.withLock { $0.liveInk = ink } }

  /// Overwrites these pictures.
  package func discard(_ ids: [PictureID]) {
    contents.withLock { contents in
      for id in ids { Self.overwrite(id, in: &contents) }
    }
  }

  /// Overwrites everything.
  package func wipe() {
    contents.withLock { contents in
      let ids = Set(contents.photos.keys).union(contents.prints.keys).union(contents.inks.keys)
      for id in ids { Self.overwrite(id, in: &contents) }
      contents.liveFrame.take().map { Self.overwrite($0) }
      let next = contents.next
      contents = Contents()
      contents.next = next
    }
  }

  // MARK: Overwriting: what is put out of the vault first, so that nothing else holds it

  private static func overwrite(_ id: PictureID, in contents: inout Contents) {
    contents.photos.removeValue(forKey: id).map { overwrite($0) }
    contents.prints.removeValue(forKey: id).map { overwrite($0.picture) }
    contents.inks[id] = nil  // points are overwritten as they are freed
  }

  private static func overwrite(_ photo: consuming RGBPicture) {
    var pixels = photo.pixels
    _ = consume photo
    ProcessMemory.overwrite(&pixels)
  }

  private static func overwrite(_ print: consuming GreyPicture) {
    var pixels = print.pixels
    _ = consume print
    ProcessMemory.overwrite(&pixels)
  }

  /// Whether nothing is kept.
  package var isEmpty: Bool {
    contents.withLock {
      $0.photos.isEmpty && $0.prints.isEmpty && $0.inks.isEmpty && $0.liveFrame == nil && $0.liveInk == nil
    }
  }

  /// The finger of this visit that has the same ridges.
  package func finger(like picture: GreyPicture) -> Finger? {
    let kept = contents.withLock { Array($0.prints.values) }
    return kept.first { PrintMeasures.sameFinger($0.picture, picture) }?.finger
  }

  package func photo(_ id: PictureID) -> RGBPicture? { contents.withLock { $0.photos[id] } }
  package func print(_ id: PictureID) -> GreyPicture? { contents.withLock { $0.prints[id]?.picture } }
  package func ink(_ id: PictureID) -> SignatureInk? { contents.withLock { $0.inks[id] } }
  package var liveFrame: RGBPicture? { contents.withLock { $0.liveFrame } }
  package var liveInk: SignatureInk? { contents.withLock { $0.liveInk } }

  private static func number(_ contents: inout Contents) -> PictureID {
    defer { contents.next += 1 }
    return PictureID(contents.next)
  }
}
