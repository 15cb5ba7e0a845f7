import Devices
import PassportRules
import Renewal

extension DriverCommand {
  /// What stands in a command's head besides its request.
  var members: [String: JSON] {
    switch self {
    case .readDocument, .preview, .readSignature: [:]
    case .readChip(let zone): ["zone": .list(zone.map(JSON.text))]
    case .takePictures(let count): ["count": .integer(count)]
    case .readFinger(let finger): ["finger": .integer(finger.rawValue)]
    case .pay(let payment), .paymentStatus(let payment), .reverse(let payment):
      ["reference": .text(payment.reference), "amount": payment.amount.json, "currency": "DKK"]
    case .print(let paper): ["paper": .list(paper.map(Self.written))]
    case .setLight(let light): ["light": light.json]
    }
  }

  /// The command of a name in a head.
  init(_ name: DeviceCommand.Name, _ head: JSON) throws(DriverWireFault) {
    switch name {
    case .readDocument: self = head["zone"] == .null ? .readDocument : .readChip(zone: try head["zone"].zone())
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
    case .setLight:
      guard let light = StatusLight(json: head["light"]) else { throw .notMessage("setLight names no light") }
      self = .setLight(light)
    }
  }

  private static func payment(_ head: JSON) throws(DriverWireFault) -> Payment {
    let parts = head["reference"].text?.split(separator: "-").compactMap { Int($0) } ?? []
    guard parts.count == 2, let amount = Amount(json: head["amount"]), head["currency"] == "DKK" else {
      throw .notMessage("a payment has no reference, no amount or another currency")
    }
    let payment = Payment(sale: CaseNumber(parts[0]), attempt: parts[1], amount: amount)
    // A reference has one form; another one would be another payment to a terminal.
    guard .text(payment.reference) == head["reference"] else {
      throw .notMessage("a payment's reference has another form")
    }
    return payment
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
