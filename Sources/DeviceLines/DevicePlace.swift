/// Where a device is.
package enum DevicePlace: Hashable, Sendable {
  /// A device file, such as `/dev/usb/lp0`.
  case file(String)
  /// An address in figures, of IPv4 or IPv6, and a port. No name: there is nobody to ask for names.
  case network(address: String, port: UInt16)

  /// The place that a text names: a path from the root, or an address with a port or without, `192.0.2.7:9100`, `[2001:db8::7]:9100`; nothing for others. Without
  /// a port it is the usual one.
  package init?(_ text: String, usualPort: UInt16) {
    if text.hasPrefix("/") {
      self = .file(text)
      return
    }
    let (address, port): (Substring, Substring?)
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      (address, port) = (text[text.index(after: text.startIndex)..<end], rest.isEmpty ? nil : rest.dropFirst())
    } else {
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      (address, port) = (parts[0], parts.count == 2 ? parts[1] : nil)
    }
    let number = port.map { UInt16($0) ?? 0 } ?? usualPort
    guard number > 0 else { return nil }
    guard NetworkAddress(String(address), port: number) != nil else { return nil }
    self = .network(address: String(address), port: number)
  }
}
