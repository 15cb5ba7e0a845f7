import Devices
import Foundation
import PassportRules
import Quality
import Renewal
import SimulatedDevices
import Synchronization
import TestSupport
import Testing

/// The values of a visit, Hanne's unless another scenario is named, with what the simulated devices make of whoever comes: they are
/// the same every time.
struct MemoryVisit {
  static let height = "187"
  static let mobile = "53917264"

  /// Where somebody stops.
  enum Stop: Int, Sendable, CaseIterable, Comparable {
    case identity, photo, signature, review, attestation

    static func < (one: Stop, other: Stop) -> Bool { one.rawValue < other.rawValue }
  }

  /// What must be in memory while the visit is reviewed: otherwise the search would find nothing whatever is there.
  static let seenAtTheReview = [
    "CPR number", "height", "mobile number", "given names", "surname", "passport number", "old portrait, rows",
    "portrait 1, rows", "print of rightIndex", "print of leftIndex", "strokes",
  ]

  /// Who comes.
  let person: Register.Person
  /// All values, each with all forms.
  let values: [MemoryValue]

  init(scenario name: String = "everything-goes-well") throws {
    let folder = "\(BoxFolder.shipped)/simulation"
    let read = { (path: String) in try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8) }
    let register = try Register(yaml: try read("register.yaml"), file: "register.yaml")
    let scenario = try Scenario(
      name: name, yaml: try read("scenarios/\(name).yaml"), file: name, register: register)
    let pacing = Pacing(scheduler: Straightaway(), pace: 0)
    let world = try #require(
      World(scenario: scenario, register: register, pacing: pacing, date: try Self.today()))
    person = world.citizen
    var values = [
      MemoryValue(
        "CPR number", digits: person.cpr.digits,
        grouped: [person.cpr.formatted, person.cpr.formatted.replacing("-", with: " "), person.cpr.mrzForm]),
      MemoryValue("height", text: "\(Self.height) cm"),
      MemoryValue("mobile number", digits: Self.mobile, grouped: [Self.grouped(Self.mobile)]),
      MemoryValue("given names", text: person.givenNames),
      MemoryValue("given names in capitals", text: person.givenNames.uppercased()),
      MemoryValue("surname", text: person.surname),
      MemoryValue("surname in capitals", text: person.surname.uppercased()),
    ]
    if let number = person.documentNumber { values.append(MemoryValue("passport number", digits: number)) }
    values += try Self.made(by: world)
    self.values = values
  }

  /// The number of forms of all values.
  var forms: Int { values.reduce(0) { $0 + $1.needles.count } }

  private static func grouped(_ digits: String) -> String {
    stride(from: 0, to: digits.count, by: 2).map { String(digits.dropFirst($0).prefix(2)) }.joined(separator: " ")
  }

  private static func today() throws -> CivilDate {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return try #require(
      CivilDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday)))
  }

  // MARK: What the devices make

  private static func made(by world: World) throws -> [MemoryValue] {
    let drivers = Dictionary(uniqueKeysWithValues: world.drivers().map { ($0.device, $0) })
    var values: [MemoryValue] = []
    func perform(_ command: DeviceCommand) throws -> [Delivery] {
      let made = Mutex<[Delivery]>([])
      let driver = try #require(drivers[command.device])
      driver.perform(Job(id: RequestID(1), command: command)) { _, delivery in made.withLock { $0.append(delivery) } }
      return made.withLock { $0 }
    }
    for delivery in try perform(.readDocument) {
      guard case .document(.page(let lines, _, let picture)) = delivery else { continue }
      for (number, line) in lines.enumerated() {
        values.append(MemoryValue("machine readable line \(number + 1), first half", text: String(line.prefix(22))))
        values.append(MemoryValue("machine readable line \(number + 1), second half", text: String(line.suffix(22))))
      }
      if let picture { values += Self.values("old portrait", picture) }
    }
    for (number, delivery) in try perform(.preview).enumerated() {
      if case .frame(let frame) = delivery { values += Self.values("live frame \(number + 1)", frame) }
    }
    for case .photos(let photos) in try perform(.takePictures(count: 3)) {
      for (number, photo) in photos.enumerated() { values += Self.values("portrait \(number + 1)", photo) }
    }
    for finger in [Finger.rightIndex, .leftIndex] {
      for case .print(_, let print) in try perform(.readFinger(finger)) {
        values.append(
          MemoryValue("print of \(finger)", rows: Self.rows(print.pixels, width: print.width, bytes: 1)))
      }
    }
    for case .signature(let ink) in try perform(.readSignature) {
      let points = ink.strokes.flatMap(\.points)
      values.append(
        MemoryValue(
          "strokes", rows: points.map { point in withUnsafeBytes(of: (point.x, point.y)) { Array($0) } }))
      values.append(
        MemoryValue(
          "strokes as text",
          rows: points.map { Array("\($0.x) \($0.y) \($0.milliseconds) \($0.pressure)".utf8) }))
    }
    return values
  }

  private static func values(_ name: String, _ picture: RGBPicture) -> [MemoryValue] {
    [
      MemoryValue("\(name), rows", rows: rows(picture.pixels, width: picture.width, bytes: 3)),
      MemoryValue("\(name), rows in grey", rows: rows(picture.luminance.pixels, width: picture.width, bytes: 1)),
    ]
  }

  /// Pieces of every eighth row, across the middle; rows in which nothing happens could be anybody's.
  private static func rows(_ pixels: [UInt8], width: Int, bytes: Int) -> [[UInt8]] {
    stride(from: 0, to: pixels.count / (width * bytes), by: 8).compactMap { row in
      let start = (row * width + width / 2) * bytes
      let piece = Array(pixels[start..<min(start + 32, pixels.count)])
      return Set(piece).count > 8 ? piece : nil
    }
  }
}

/// Does at once whatever was to be done later.
private struct Straightaway: Scheduler {
  func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) { work() }
}
