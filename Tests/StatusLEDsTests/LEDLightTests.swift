import Devices
import Foundation
import Renewal
import StatusLEDs
import Synchronization
import Testing

/// The light over the box, on files as the kernel has them for LEDs.
@Suite struct LEDLightTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/leds-\(UUID().uuidString)"

  init() throws {
    for (name, most) in [("green", "255"), ("red", "1")] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      try "0\n".write(toFile: "\(folder)/\(name)/brightness", atomically: false, encoding: .utf8)
      try "\(most)\n".write(toFile: "\(folder)/\(name)/max_brightness", atomically: false, encoding: .utf8)
    }
  }

  private func brightness(_ name: String) -> String? {
    let text = try? String(contentsOfFile: "\(folder)/\(name)/brightness", encoding: .utf8)
    return text?.split(separator: "\n").first.map { String($0) }
  }

  private func state(_ light: LEDLight) -> DeviceState? {
    let told = Mutex<DeviceState?>(nil)
    light.start { if case .state(_, let state) = $0 { told.withLock { $0 = state } } }
    return told.withLock { $0 }
  }

  private func outcome(_ command: DriverCommand, _ light: LEDLight) -> Delivery? {
    let told = Mutex<Delivery?>(nil)
    light.perform(Job(id: RequestID(1), command)) { _, delivery in told.withLock { $0 = delivery } }
    return told.withLock { $0 }
  }

  @Test func `each light has its own, as bright as they get, and none beside it`() throws {
    let light = try #require(
      LEDLight([.inService: ["green"], .bad: ["red"], .supervisor: ["green", "red"]], in: folder))
    #expect(state(light) == .online)
    for (shown, green, red) in [
      (StatusLight.inService, "255", "0"), (.bad, "0", "1"), (.supervisor, "255", "1"), (.good, "0", "0"),
      (.inService, "255", "0"), (.off, "0", "0"),
    ] {
      #expect(outcome(.setLight(shown), light) == .done)
      #expect(brightness("green") == green && brightness("red") == red, "\(shown)")
    }
  }

  @Test func `it can be made dark by whoever ends`() throws {
    let light = try #require(LEDLight([.inService: ["green"], .off: ["red"]], in: folder))
    _ = outcome(.setLight(.inService), light)
    light.turnOff()
    #expect(brightness("green") == "0" && brightness("red") == "0")
  }

  @Test func `a lamp that is not there is no device, and a light that cannot be shown has failed`() throws {
    let light = try #require(LEDLight([.inService: ["blue"]], in: folder))
    #expect(state(light) == .noDevice)
    #expect(outcome(.setLight(.inService), light) == .answer(.failed(DeviceFault(.inoperable, .maintenance))))
    #expect(outcome(.readDocument, light) == .answer(.failed(DeviceFault(.garbage, .reset))))
  }

  @Test(arguments: ["", "../red", "a/b", ".hidden"])
  func `a name that is a path is none`(name: String) {
    #expect(LEDLight([.bad: [name]], in: folder) == nil)
  }
}
