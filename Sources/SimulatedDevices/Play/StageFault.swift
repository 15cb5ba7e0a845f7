import DriverWire
import Renewal

/// A fault of `Documentation/Faults.md`, as it happens on a stage.
struct StageFault {
  private enum Kind {
    /// A driver does wrong on its line.
    case misdeed(DriverMisdeed)
    /// A device fails.
    case failure(DeviceFailure.Kind, Device)
    /// What an order does.
    case order(String)
  }

  private let id: String
  private let kind: Kind

  /// The faults of people, devices and the line to the authority that are no driver's.
  private static let others: KeyValuePairs<String, Kind> = [
    "P1": .order("lay nothing"), "P2": .order("lay upside-down"), "P3": .order("page misread"),
    "P4": .order("chip differs"), "P5": .order("chip silent"), "P7": .order("chip altered"),
    "P10": .failure(.jammed, .documentReader), "P11": .order("lay left-behind"), "P12": .order("chip slow"),
    "P13": .order("page smudged"), "C2": .order("face blurred"), "C4": .order("face eyes-closed"),
    "C5": .failure(.noDevice, .camera), "C6": .order("face held-up"), "F1": .order("finger none"),
    "F2": .order("finger worn"), "F4": .order("finger thumb"), "F7": .order("finger wax"),
    "F9": .failure(.notCleared, .fingerprintReader), "G1": .order("sign dot"), "G3": .order("sign nobody"),
    "M1": .order("card refused"), "M2": .order("card wrong-pin"), "M3": .order("card busy"),
    "M4": .order("card bank-away"), "M5": .order("card request-lost"), "M6": .order("card answer-lost"),
    "M7": .order("card in-progress"), "M9": .order("card not-given-back"), "M10": .order("card wrong-amount"),
    "R1": .order("paper low"), "R2": .order("paper out"), "R3": .order("receipt jams"),
    "R4": .order("receipt not-taken"), "R5": .order("receipt answer-lost"),
    "L1": .failure(.hardwareError, .statusLight), "L4": .order("press staff-switch"),
    "L5": .order("press cabinet"), "L6": .order("press call-button"), "H7": .order("line offline"),
    "H9": .order("line rejects"),
  ]

  /// Every id.
  static let ids = DriverMisdeed.allCases.map(\.rawValue) + others.map(\.key)

  /// The fault of an id; nothing where it is none that happens on a stage.
  init?(_ id: String) {
    self.id = id
    if let misdeed = DriverMisdeed(rawValue: id) {
      kind = .misdeed(misdeed)
    } else if let kind = Self.others.first(where: { $0.key == id })?.value {
      self.kind = kind
    } else {
      return nil
    }
  }

  /// Has it happen to a device, where it can be any's; nothing where it cannot happen so.
  func happen(on stage: Stage, _ device: Device?, at number: Int?) -> String? {
    switch kind {
    case .misdeed(let misdeed):
      guard let device else { return nil }
      guard let line = stage.line(of: device) else { return "\(id) happens on a line alone" }
      line.misbehave(misdeed, number ?? 1)
      return "\(id): \(device.rawValue)\(Self.moment(number, isAtOnce: misdeed.isAtOnce))"
    case .failure(let kind, let usual):
      stage.fail(device ?? usual, kind, at: number)
      return "\(id): \((device ?? usual).rawValue)\(Self.moment(number, isAtOnce: true))"
    case .order(let order):
      let (told, isDone) = stage.obey(order + (number.map { " at \($0)" } ?? ""))
      return isDone ? "\(id): \(told)" : told
    }
  }

  private static func moment(_ number: Int?, isAtOnce: Bool) -> String {
    number.map { " with the \($0). command from now" } ?? (isAtOnce ? " now" : " with the next command")
  }
}
