import CPictures
import Glibc
package import LogicalDataStructure
package import Quality

extension FaceImage {
  /// The picture; nothing where the bytes are none, are cut off, or have a side that no picture of a box has.
  package func decoded() -> RGBPicture? {
    let bytes = Array(bytes)
    var picture = cp_picture()
    let longest = UInt32(PictureLimit.side)
    let result =
      switch format {
      case .jpeg: cp_jpeg(bytes, bytes.count, longest, &picture)
      case .jpeg2000: cp_jpeg2000(bytes, bytes.count, longest, &picture)
      }
    guard result == cp_done, let pixels = picture.pixels else { return nil }
    defer { free(pixels) }
    let (width, height) = (Int(picture.width), Int(picture.height))
    return RGBPicture(
      width: width, height: height, pixels: Array(UnsafeBufferPointer(start: pixels, count: width * height * 3)))
  }
}
