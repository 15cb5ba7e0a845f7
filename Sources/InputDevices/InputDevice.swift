import Glibc

/// What can be asked of an input device by its descriptor; nothing is answered by what is none of the kernel's.
package struct InputDevice: Sendable {
  private let descriptor: Int32

  /// The device behind a descriptor.
  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Whether it has all these keys, axes or switches (`EVIOCGBIT`).
  package func has(_ type: InputEventType, _ codes: [UInt16]) -> Bool? {
    bits(0x20 + UInt(type.rawValue)).map { bits in codes.allSatisfy { Self.isSet($0, in: bits) } }
  }

  /// Whether a key is pressed now (`EVIOCGKEY`).
  package func isPressed(_ key: UInt16) -> Bool? { bits(0x18).map { Self.isSet(key, in: $0) } }

  /// Whether a switch is on now (`EVIOCGSW`).
  package func isOn(_ switch: UInt16) -> Bool? { bits(0x1b).map { Self.isSet(`switch`, in: $0) } }

  /// An axis (`EVIOCGABS`).
  package func axis(_ code: UInt16) -> InputAxis? {
    var words = [Int32](repeating: 0, count: 6)
    let length = UInt(words.count * MemoryLayout<Int32>.size)
    guard ioctl(descriptor, Self.reading(0x40 + UInt(code), length), &words) >= 0 else { return nil }
    return InputAxis(value: words[0], least: words[1], most: words[2], unitsPerMillimetre: words[5])
  }

  /// Has its events told to nobody else (`EVIOCGRAB`); false when somebody else has that already.
  package func seize() -> Bool { ioctl(descriptor, Self.grab, Int32(1)) == 0 }

  /// Lets others hear its events again; a descriptor that is closed later has them until then.
  package func letGo() { _ = ioctl(descriptor, Self.grab, Int32(0)) }

  private static let grab: UInt = 1 << 30 | 4 << 16 | 0x45 << 8 | 0x90

  /// Has its events dated by the clock that nobody sets (`EVIOCSCLOCKID`).
  package func takeSteadyTime() {
    var clock = Int32(CLOCK_MONOTONIC)
    _ = ioctl(descriptor, 1 << 30 | 4 << 16 | 0x45 << 8 | 0xa0, &clock)
  }

  /// As many bits as any kind of event has codes.
  private static let bytes = 96

  private func bits(_ number: UInt) -> [UInt8]? {
    var bits = [UInt8](repeating: 0, count: Self.bytes)
    return ioctl(descriptor, Self.reading(number, UInt(bits.count)), &bits) >= 0 ? bits : nil
  }

  private static func isSet(_ code: UInt16, in bits: [UInt8]) -> Bool {
    bits.indices.contains(Int(code / 8)) && bits[Int(code / 8)] & 1 << UInt8(code % 8) != 0
  }

  /// `_IOC(_IOC_READ, 'E', number, length)`.
  private static func reading(_ number: UInt, _ length: UInt) -> UInt { 2 << 30 | length << 16 | 0x45 << 8 | number }
}

/// An axis of an input device, `struct input_absinfo`.
package struct InputAxis: Hashable, Sendable {
  /// Where it is.
  package let value: Int32
  package let least: Int32
  package let most: Int32
  /// How many units a millimetre has; 0 where the device does not say.
  package let unitsPerMillimetre: Int32

  /// An axis.
  package init(value: Int32 = 0, least: Int32, most: Int32, unitsPerMillimetre: Int32 = 0) {
    self.value = value
    self.least = least
    self.most = most
    self.unitsPerMillimetre = unitsPerMillimetre
  }

  /// How many units lie between its ends.
  package var extent: Int { Int(most) - Int(least) }
}
