package import Devices
import Glibc
package import Renewal

/// The light over the box, made of LEDs that the kernel has under `/sys/class/leds`: on a board, on a GPIO line that a device tree names
/// `gpio-leds`, or of a USB lamp with a driver in the kernel (Documentation/ABI/testing/sysfs-class-led).
package struct LEDLight: Driver {
  /// The kernel's folder of LEDs.
  package static let usualFolder = "/sys/class/leds"

  package let device = Device.statusLight
  private let folder: String
  /// The LEDs that are lit for each light; a light without any is dark.
  private let leds: [StatusLight: [String]]

  /// A light of LEDs by their names in a folder; nothing where a name is none or a path.
  package init?(_ leds: [StatusLight: [String]], in folder: String = usualFolder) {
    guard leds.values.joined().allSatisfy({ !$0.isEmpty && !$0.contains("/") && !$0.hasPrefix(".") }) else {
      return nil
    }
    self.leds = leds
    self.folder = folder
  }

  private var names: Set<String> { Set(leds.values.joined()) }

  private var state: DeviceState {
    if names.contains(where: { access(path($0), F_OK) != 0 }) { return .noDevice }
    return names.allSatisfy { access(path($0), W_OK) == 0 } ? .online : .hardwareError
  }

  private func path(_ name: String) -> String { "\(folder)/\(name)/brightness" }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) { tell(.state(.statusLight, state)) }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    guard case .setLight(let light) = job.command else {
      return deliver(job.id, .answer(.failed(DeviceFault(.garbage, .reset))))
    }
    deliver(job.id, show(light) ? .done : .answer(.failed(DeviceFault(.inoperable, .maintenance))))
  }

  /// Makes all of it dark.
  package func turnOff() { _ = show(.off) }

  private func show(_ light: StatusLight) -> Bool {
    let lit = Set(light == .off ? [] : leds[light] ?? [])
    // Dark first, so that two lights never stand beside each other.
    let isDone = (names.subtracting(lit).sorted().map { ($0, "0") } + lit.sorted().map { ($0, brightest($0)) })
      .map { write($1, to: $0) }
    return !isDone.contains(false)
  }

  /// The most that an LED gives, as the kernel has it; 1 where that cannot be read.
  private func brightest(_ name: String) -> String {
    let file = open("\(folder)/\(name)/max_brightness", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "1" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return "1" }
    let figures = bytes[..<count].prefix { (48...57).contains($0) }
    return figures.isEmpty ? "1" : String(decoding: figures, as: UTF8.self)
  }

  private func write(_ value: String, to name: String) -> Bool {
    let file = open(path(name), O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array((value + "\n").utf8)
    return Glibc.write(file, bytes, bytes.count) == bytes.count
  }

  package func cancel(_ id: RequestID) {}
  package func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }
}
