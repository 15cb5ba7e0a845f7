import Renewal
import StrictYAML

extension KioskReader {
  /// Where the drivers of a box are that serves citizens; a device that is not named is none.
  static func devices(_ file: Section) -> [Device: DeviceSettings] {
    file.group("devices", orElse: [:]) { group in
      var read: [Device: DeviceSettings] = [:]
      for device in Device.allCases {
        guard let value = group.optional(device.rawValue) else { continue }
        read[device] = group.group(at: device.rawValue, value) { one in
          let settings = settings(of: device, one)
          if let other = owner(of: settings.socket, among: read) { refuse("socket", of: other, one) }
          return settings
        }
      }
      return read
    }
  }

  /// Whose socket a path is already, however it is written.
  private static func owner(of path: String, among read: [Device: DeviceSettings]) -> Device? {
    guard !path.isEmpty else { return nil }
    return Device.allCases.first {
      read[$0].map { place(of: $0.socket) == place(of: path) && !$0.socket.isEmpty } == true
    }
  }

  /// The place that a path names: without empty parts, dots, and what two dots leave again. Links are not followed.
  private static func place(of path: String) -> [Substring] {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }

  private static func refuse(_ key: String, of owner: Device, _ group: Section) {
    group.reject(key, found: "the socket of \(owner.rawValue)", expected: "a socket of its own")
  }

  private static func settings(of device: Device, _ group: Section) -> DeviceSettings {
    let socket = group.text("socket", atMost: longestPath)
    if !socket.isEmpty { refuseUnusable("socket", socket, group) }
    let without = group.word("without", orElse: device.usualWithout)
    if device.isRequired, without == .goOn {
      group.reject(
        "without", found: "goOn", expected: "close, for no passport is renewed without this device",
        mend: "write close, or leave the line out")
    }
    return DeviceSettings(socket: socket, without: without)
  }

  /// Where the process is that speaks with the authority, which is none of the devices' drivers; nothing where there is none.
  static func authority(_ file: Section, beside devices: [Device: DeviceSettings]) -> String? {
    guard let value = file.optional("authority") else { return nil }
    let socket = file.text("authority", value, atMost: longestPath) ?? ""
    if !socket.isEmpty { refuseUnusable("authority", socket, file) }
    if let owner = owner(of: socket, among: devices) { refuse("authority", of: owner, file) }
    return socket
  }

  /// The longest path that a Unix socket can have, in bytes (unix(7)), and the longest that is read, in characters.
  private static let (longestSocket, longestPath) = (107, 4096)

  private static func refuseUnusable(_ key: String, _ path: String, _ group: Section) {
    let isLong = path.utf8.count > longestSocket
    guard !path.hasPrefix("/") || isLong else { return }
    group.reject(
      key, found: isLong ? "a path of \(path.utf8.count) bytes" : "“\(YAMLValue.excerpt(path))”",
      expected: "the path of a socket, from / on, of at most \(longestSocket) bytes")
  }
}
