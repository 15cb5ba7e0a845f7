package import Devices
import PassportRules
package import Renewal

/// A command as it crosses the wire: as the box gives it, but for a receipt, of which a printer need know nothing but the paper.
package enum DriverCommand: Hashable, Sendable {
  case readDocument
  case preview
  case takePictures(count: Int)
  case readFinger(Finger)
  case readSignature
  case pay(Payment)
  case paymentStatus(Payment)
  case reverse(Payment)
  /// A receipt as it comes out, from its upper end.
  case print([ReceiptElement])

  /// What a job asks, without what a device need not know.
  package init(_ job: Job) {
    self =
      switch job.command {
      case .readDocument: .readDocument
      case .preview: .preview
      case .takePictures(let count): .takePictures(count: count)
      case .readFinger(let finger): .readFinger(finger)
      case .readSignature: .readSignature
      case .pay(let payment): .pay(payment)
      case .paymentStatus(let payment): .paymentStatus(payment)
      case .reverse(let payment): .reverse(payment)
      case .print: .print(job.paper)
      }
  }

  /// Its name.
  package var name: DeviceCommand.Name {
    switch self {
    case .readDocument: .readDocument
    case .preview: .preview
    case .takePictures: .takePictures
    case .readFinger: .readFinger
    case .readSignature: .readSignature
    case .pay: .pay
    case .paymentStatus: .paymentStatus
    case .reverse: .reverse
    case .print: .print
    }
  }

  /// Whether a delivery answers it, or is on the way to an answer; a finger's print answers who asked for that finger alone.
  package func isAnswered(by delivery: Delivery) -> Bool {
    switch (self, delivery) {
    case (_, .answer(.failed)), (_, .answer(.indeterminate)): true
    case (.readDocument, .document), (.preview, .frame), (.readSignature, .strokes), (.readSignature, .signature),
      (.readSignature, .answer(.noSignature)), (.readFinger, .answer(.noFinger)), (.pay, .answer(.payment)),
      (.paymentStatus, .answer(.payment)), (.reverse, .answer(.payment)), (.print, .answer(.receipt)):
      true
    case (.readFinger(let asked), .print(let finger, _)): asked == finger
    case (.takePictures(let count), .photos(let photos)): photos.count <= count
    case (_, .document), (_, .frame), (_, .photos), (_, .print), (_, .strokes), (_, .signature), (_, .answer): false
    }
  }
}

extension DriverCommand {
  /// What stands in a command's head besides its request.
  var members: [String: JSON] {
    switch self {
    case .readDocument, .preview, .readSignature: [:]
    case .takePictures(let count): ["count": .integer(count)]
    case .readFinger(let finger): ["finger": .integer(finger.rawValue)]
    case .pay(let payment), .paymentStatus(let payment), .reverse(let payment):
      ["reference": .text(payment.reference), "amount": payment.amount.json, "currency": "DKK"]
    case .print(let paper): ["paper": .list(paper.map(Self.written))]
    }
  }

  /// The command of a name in a head.
  init(_ name: DeviceCommand.Name, _ head: JSON) throws(DriverWireFault) {
    switch name {
    case .readDocument: self = .readDocument
    case .preview: self = .preview
    case .readSignature: self = .readSignature
    case .takePictures:
      guard let count = head["count"].integer, (1...DriverProtocol.mostPictures).contains(count) else {
        throw .notMessage("takePictures has no count from 1 to \(DriverProtocol.mostPictures)")
      }
      self = .takePictures(count: count)
    case .readFinger:
      guard let finger = head["finger"].integer.flatMap(Finger.init) else {
        throw .notMessage("readFinger names no finger")
      }
      self = .readFinger(finger)
    case .pay: self = .pay(try Self.payment(head))
    case .paymentStatus: self = .paymentStatus(try Self.payment(head))
    case .reverse: self = .reverse(try Self.payment(head))
    case .print:
      guard let paper = head["paper"].list else { throw .notMessage("print has no paper") }
      self = .print(try paper.map(Self.element))
    }
  }

  private static func payment(_ head: JSON) throws(DriverWireFault) -> Payment {
    let parts = head["reference"].text?.split(separator: "-").compactMap { Int($0) } ?? []
    guard parts.count == 2, let amount = Amount(json: head["amount"]), head["currency"] == "DKK" else {
      throw .notMessage("a payment has no reference, no amount or another currency")
    }
    return Payment(sale: CaseNumber(parts[0]), attempt: parts[1], amount: amount)
  }

  private static func written(_ element: ReceiptElement) -> JSON {
    switch element {
    case .line(let text): ["line": .text(text)]
    case .code(let figures): ["code": .text(figures)]
    }
  }

  private static func element(_ json: JSON) throws(DriverWireFault) -> ReceiptElement {
    if let text = json["line"].text { return .line(text) }
    if let figures = json["code"].text { return .code(figures) }
    throw .notMessage("a piece of paper is neither a line nor a code")
  }
}
