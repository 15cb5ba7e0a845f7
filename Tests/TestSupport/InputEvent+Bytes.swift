package import InputDevices

extension InputEvent {
  /// The event as the kernel writes it.
  package var bytes: [UInt8] {
    func little(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
    return little(Int64(milliseconds / 1000)) + little(Int64(milliseconds % 1000 * 1000)) + little(type.rawValue)
      + little(code) + little(value)
  }
}
