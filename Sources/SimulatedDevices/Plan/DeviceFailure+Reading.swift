import Renewal
import Yams

extension Scenario.Title {
  /// Reads the title in both languages.
  init(_ fields: Fields) throws(ScenarioFault) {
    guard let node = fields.node("title"), node.mapping != nil else {
      throw fields.fault("title", "{ da: …, en: … }")
    }
    let both = try Fields(node, file: fields.file, keys: ["da", "en"])
    danish = try both.text("da")
    english = try both.text("en")
  }
}

extension DeviceFailure {
  /// Reads which devices fail; a kind that cannot happen to a device is refused with its line.
  static func all(_ fields: Fields) throws(ScenarioFault) -> [Device: DeviceFailure] {
    guard let node = fields.node("devices") else { return [:] }
    let simulated = Device.allCases.filter { $0 != .statusLight }
    let named = try Fields(node, file: fields.file, keys: simulated.map(\.rawValue))
    var failures: [Device: DeviceFailure] = [:]
    for device in simulated {
      guard let node = named.node(device.rawValue) else { continue }
      failures[device] = try DeviceFailure(
        try Fields(node, file: fields.file, keys: ["failsAfter", "failure", "mendedBy"]), device)
    }
    return failures
  }

  private init(_ fields: Fields, _ device: Device) throws(ScenarioFault) {
    guard let failsAfter = try fields.whole("failsAfter", 0...50) else {
      throw fields.fault("failsAfter", "how many commands it carries out before")
    }
    guard fields.node("failure") != nil else { throw fields.fault("failure", "what happens to the device") }
    self.init(
      try fields.word("failure", else: .offline), failsAfter: failsAfter,
      mending: try fields.word("mendedBy", else: .test))
    guard canHappen(to: device) else {
      throw fields.fault("failure", "something that can happen to a \(device.rawValue)")
    }
    if state == nil, fields.node("mendedBy") != nil {
      throw fields.fault("mendedBy", "nothing: the device works on")
    }
  }
}
