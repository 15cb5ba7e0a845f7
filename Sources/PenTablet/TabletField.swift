package import InputDevices

/// The field on which a pen writes: how what the device counts becomes millimetres and a share of the greatest pressure.
package struct TabletField: Hashable, Sendable {
  /// Sides in millimetres.
  package struct Size: Hashable, Sendable {
    package let width: Double
    package let height: Double

    /// How long a side may be in millimetres: what a hand could write on, and what the wire's sixteen bits can tell of.
    package static let sides = 20.0...320.0

    /// Sides of that length; nothing for others.
    package init?(width: Double, height: Double) {
      guard Self.sides.contains(width), Self.sides.contains(height) else { return nil }
      self.width = width
      self.height = height
    }
  }

  package let size: Size
  let across: InputAxis
  let down: InputAxis
  let pressure: InputAxis?

  /// A field of a device with these axes. Without a size it is the one that the device tells; nothing where that is none, or an axis has no extent.
  package init?(across: InputAxis, down: InputAxis, pressure: InputAxis?, size: Size? = nil) {
    guard across.extent > 0, down.extent > 0, let size = size ?? Self.told(across, down) else { return nil }
    self.size = size
    self.across = across
    self.down = down
    self.pressure = pressure.flatMap { $0.extent > 0 ? $0 : nil }
  }

  private static func told(_ across: InputAxis, _ down: InputAxis) -> Size? {
    guard across.unitsPerMillimetre > 0, down.unitsPerMillimetre > 0 else { return nil }
    return Size(
      width: Double(across.extent) / Double(across.unitsPerMillimetre),
      height: Double(down.extent) / Double(down.unitsPerMillimetre))
  }

  /// Where a value of the axis across is, in millimetres from the left edge.
  func x(_ value: Int32) -> Double { Self.share(value, of: across) * size.width }

  /// Where a value of the axis down is, in millimetres from the upper edge.
  func y(_ value: Int32) -> Double { Self.share(value, of: down) * size.height }

  /// The pressure, 0 to 1; of a device that does not tell it, 1.
  func pressure(_ value: Int32) -> Double { pressure.map { min(1, max(0, Self.share(value, of: $0))) } ?? 1 }

  private static func share(_ value: Int32, of axis: InputAxis) -> Double {
    Double(Int(value) - Int(axis.least)) / Double(axis.extent)
  }
}
