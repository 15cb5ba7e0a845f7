import ReceiptPrinter
import Renewal
import Testing

/// What a printer's bytes say, by Epson's public reference of `DLE EOT`.
@Suite struct PrinterStatusTests {
  @Test(arguments: PrinterQuestion.allCases)
  func `of all bytes those with the fixed bits are answers, and each bit says one thing`(question: PrinterQuestion) {
    var answers = 0
    for byte in UInt8.min...UInt8.max {
      let bits = (0..<8).map { byte >> $0 & 1 == 1 }
      guard let told = PrinterStatus.conditions(in: byte, to: question) else {
        #expect(bits[0] || !bits[1] || !bits[4] || bits[7], "\(byte)")
        continue
      }
      answers += 1
      #expect(!bits[0] && bits[1] && bits[4] && !bits[7], "\(byte)")
      let expected: [(Bool, PrinterCondition)] =
        switch question {
        case .printer: [(bits[3], .offline), (bits[5], .waitingForButton), (bits[6], .buttonPressed)]
        case .offlineCause:
          [(bits[2], .coverOpen), (bits[3], .feeding), (bits[5], .stoppedForPaper), (bits[6], .error)]
        case .errorCause:
          [
            (bits[2], .recoverableError), (bits[3], .cutterError), (bits[5], .unrecoverableError),
            (bits[6], .recoversByItself),
          ]
        case .paper: [(bits[2] || bits[3], .paperNearEnd), (bits[5] || bits[6], .paperEnd)]
        }
      #expect(told == Set(expected.filter(\.0).map(\.1)), "\(byte)")
    }
    #expect(answers == 16)
  }

  @Test func `every condition can be told`() {
    let told = PrinterQuestion.allCases.flatMap { question in
      (UInt8.min...UInt8.max).compactMap { PrinterStatus.conditions(in: $0, to: question) }.flatMap { $0 }
    }
    #expect(Set(told) == Set(PrinterCondition.allCases))
  }

  private static let told: [(Set<PrinterCondition>, DeviceState, PaperState)] = [
    ([], .online, .full), ([.paperNearEnd], .online, .low),
    ([.offline, .stoppedForPaper, .paperEnd, .paperNearEnd], .online, .out), ([.paperEnd], .online, .out),
    ([.offline, .coverOpen], .userError, .full), ([.offline, .coverOpen, .paperEnd], .userError, .out),
    ([.offline, .error, .cutterError], .online, .jammed), ([.offline], .offline, .full),
    ([.offline, .error, .unrecoverableError], .hardwareError, .full), ([.offline, .error], .hardwareError, .full),
    ([.offline, .error, .recoverableError], .hardwareError, .full),
    ([.offline, .error, .recoversByItself], .deviceBusy, .full), ([.offline, .feeding], .deviceBusy, .full),
    ([.buttonPressed], .deviceBusy, .full), ([.offline, .waitingForButton], .userError, .full),
  ]

  @Test(arguments: told)
  func `conditions are a state and paper`(conditions: Set<PrinterCondition>, state: DeviceState, paper: PaperState) {
    let status = PrinterStatus(conditions)
    #expect(status.state == state)
    #expect(status.paper == paper)
  }
}
