import Renewal
import StrictYAML

extension KioskReader {
  /// Where the drivers of a box are that serves citizens; a device that is not named is none.
  static func devices(_ file: Section) -> [Device: DeviceSettings] {
    let read: [(Device, DeviceSettings)] = file.group("devices", orElse: []) { group in
      Device.allCases.compactMap { device in
        guard let value = group.optional(device.rawValue) else { return nil }
        return group.group(at: device.rawValue, value) { (device, settings(of: device, $0)) }
      }
    }
    for (index, one) in read.enumerated() {
      guard let other = read[..<index].first(where: { $0.1.socket == one.1.socket && !one.1.socket.isEmpty }) else {
        continue
      }
      file.reject(
        "devices.\(one.0.rawValue).socket", line: file.line(of: "devices"), found: "the socket of \(other.0.rawValue)",
        expected: "a socket of its own for each device")
    }
    return Dictionary(read, uniquingKeysWith: { $1 })
  }

  private static func settings(of device: Device, _ group: Section) -> DeviceSettings {
    let socket = group.text("socket", atMost: longestSocket)
    if !socket.isEmpty { refuseRelative("socket", socket, group) }
    let without = group.word("without", orElse: device.usualWithout)
    if device.isRequired, without == .goOn {
      group.reject(
        "without", found: "goOn", expected: "close, for no passport is renewed without this device",
        mend: "write close, or leave the line out")
    }
    return DeviceSettings(socket: socket, without: without)
  }

  /// Where the process is that speaks with the authority; nothing where there is none.
  static func authority(_ file: Section) -> String? {
    guard let value = file.optional("authority") else { return nil }
    let socket = file.text("authority", value, atMost: longestSocket) ?? ""
    if !socket.isEmpty { refuseRelative("authority", socket, file) }
    return socket
  }

  /// The longest path that a Unix socket can have, in bytes (unix(7)).
  private static let longestSocket = 107

  private static func refuseRelative(_ key: String, _ path: String, _ group: Section) {
    guard !path.hasPrefix("/") || path.utf8.count > longestSocket else { return }
    group.reject(
      key, found: "“\(YAMLValue.excerpt(path))”",
      expected: "the path of a socket, from / on, of at most \(longestSocket) bytes")
  }
}
