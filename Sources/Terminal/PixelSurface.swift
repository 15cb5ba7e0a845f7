package import Screens

/// What pictures' own pixels are written on.
package protocol PixelSurface: AnyObject {
  /// Where what lies on it now, on a console of this size; nothing where nothing can be written. It is asked before each writing, for
  /// another mode, another font or another console in front change it.
  func layout(of size: Size) -> PixelLayout?
  /// The shapes of the letters that the console draws there; nothing where they cannot be had.
  var font: ConsoleFont? { get }
  /// Begins anew with the device, which another driver may have taken over.
  func reopen()
  /// Writes bytes at an offset; tells whether they are there.
  func write(_ bytes: [UInt8], at offset: Int) -> Bool
  /// Makes all black that was written.
  func clear()
}
