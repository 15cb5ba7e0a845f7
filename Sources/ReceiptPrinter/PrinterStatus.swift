package import Renewal

/// What is asked of a printer by `DLE EOT`, by its number.
package enum PrinterQuestion: UInt8, Hashable, Sendable, CaseIterable {
  case printer = 1
  case offlineCause = 2
  case errorCause = 3
  case paper = 4
}

/// Something that a printer says of itself.
package enum PrinterCondition: Hashable, Sendable, CaseIterable {
  case offline
  /// It goes on when its button is pressed.
  case waitingForButton
  /// Somebody holds its button.
  case buttonPressed
  case coverOpen
  /// Its button moves the paper.
  case feeding
  case stoppedForPaper
  case error
  case recoverableError
  /// The cutter stands; paper is jammed in it.
  case cutterError
  case unrecoverableError
  /// It rests until its head is cooler.
  case recoversByItself
  case paperNearEnd
  case paperEnd
}

/// What a printer says of itself when it is asked about everything.
package struct PrinterStatus: Hashable, Sendable {
  /// All that is so.
  package private(set) var conditions: Set<PrinterCondition> = []

  /// A printer of which nothing is known that is not as it should be.
  package init() {}

  /// A printer of which so much is so.
  package init(_ conditions: Set<PrinterCondition>) { self.conditions = conditions }

  /// Bits that say nothing are fixed in every answer, by Epson's reference: 1 and 4 are on, 0 and 7 off.
  static let (fixedBits, fixed) = (UInt8(0b1001_0011), UInt8(0b0001_0010))

  /// What the bits of each answer mean; those that are not here mean nothing for printing, such as the drawer's.
  private static let meanings: [PrinterQuestion: [(bits: UInt8, condition: PrinterCondition)]] = [
    .printer: [(0x08, .offline), (0x20, .waitingForButton), (0x40, .buttonPressed)],
    .offlineCause: [(0x04, .coverOpen), (0x08, .feeding), (0x20, .stoppedForPaper), (0x40, .error)],
    .errorCause: [
      (0x04, .recoverableError), (0x08, .cutterError), (0x20, .unrecoverableError), (0x40, .recoversByItself),
    ],
    // Each sensor has two bits that are the same; whoever says one of them means it.
    .paper: [(0x0C, .paperNearEnd), (0x60, .paperEnd)],
  ]

  /// What an answer says; nothing where it is no answer.
  package static func conditions(in answer: UInt8, to question: PrinterQuestion) -> Set<PrinterCondition>? {
    guard answer & fixedBits == fixed else { return nil }
    return Set(meanings[question, default: []].filter { answer & $0.bits != 0 }.map(\.condition))
  }

  /// Takes an answer in; whether it is one.
  mutating func take(_ answer: UInt8, to question: PrinterQuestion) -> Bool {
    guard let told = Self.conditions(in: answer, to: question) else { return false }
    conditions.formUnion(told)
    return true
  }

  /// Its paper.
  package var paper: PaperState {
    if conditions.contains(.cutterError) { return .jammed }
    if conditions.contains(.paperEnd) || conditions.contains(.stoppedForPaper) { return .out }
    return conditions.contains(.paperNearEnd) ? .low : .full
  }

  /// Its state; a printer that stands only for its paper is online.
  package var state: DeviceState {
    if conditions.contains(.unrecoverableError) { return .hardwareError }
    if conditions.contains(.coverOpen) || conditions.contains(.waitingForButton) { return .userError }
    let isPaper = !paper.isThere
    if !conditions.isDisjoint(with: [.recoversByItself, .feeding, .buttonPressed]) { return .deviceBusy }
    if conditions.contains(.recoverableError) || conditions.contains(.error) && !isPaper { return .hardwareError }
    return conditions.contains(.offline) && !isPaper ? .offline : .online
  }

  /// Whether a receipt would come out now.
  var isReady: Bool { state.isUsable && paper.isThere }
}
