package import Renewal

/// A command as a driver gets it: as the machine gives it, but for a receipt, of which a printer need know nothing but the paper; and the
/// light over the box, which follows from the box's state and is no command of the machine's.
package enum DriverCommand: Hashable, Sendable {
  case readDocument
  /// Read the chip alone: the zone was read elsewhere.
  case readChip(zone: [String])
  case preview
  case takePictures(count: Int)
  case readFinger(Finger)
  case readSignature
  case pay(Payment)
  case paymentStatus(Payment)
  case reverse(Payment)
  /// A receipt as it comes out, from its upper end.
  case print([ReceiptElement])
  /// Show this light over the box.
  case setLight(StatusLight)

  /// A command of the machine's; `paper` is what a receipt is printed as.
  package init(_ command: DeviceCommand, paper: [ReceiptElement] = []) {
    self =
      switch command {
      case .readDocument: .readDocument
      case .readChip(let zone): .readChip(zone: zone)
      case .preview: .preview
      case .takePictures(let count): .takePictures(count: count)
      case .readFinger(let finger): .readFinger(finger)
      case .readSignature: .readSignature
      case .pay(let payment): .pay(payment)
      case .paymentStatus(let payment): .paymentStatus(payment)
      case .reverse(let payment): .reverse(payment)
      case .print: .print(paper)
      }
  }

  /// Its name.
  package var name: DeviceCommand.Name {
    switch self {
    case .readDocument, .readChip: .readDocument
    case .preview: .preview
    case .takePictures: .takePictures
    case .readFinger: .readFinger
    case .readSignature: .readSignature
    case .pay: .pay
    case .paymentStatus: .paymentStatus
    case .reverse: .reverse
    case .print: .print
    case .setLight: .setLight
    }
  }

  /// The device that carries it out.
  package var device: Device { name.device }

  /// What it does to the world.
  package var effectClass: EffectClass { name.effectClass }

  /// Whether a delivery answers it, or is on the way to an answer; a finger's print answers who asked for that finger alone.
  package func isAnswered(by delivery: Delivery) -> Bool {
    switch (self, delivery) {
    case (_, .answer(.failed)), (_, .answer(.indeterminate)): true
    case (.readDocument, .document), (.readChip, .document), (.preview, .frame), (.readSignature, .strokes),
      (.readSignature, .signature),
      (.readSignature, .answer(.noSignature)), (.readFinger, .answer(.noFinger)), (.pay, .answer(.payment)),
      (.paymentStatus, .answer(.payment)), (.reverse, .answer(.payment)), (.print, .answer(.receipt)),
      (.setLight, .done):
      true
    case (.readFinger(let asked), .print(let finger, _)): asked == finger
    case (.takePictures(let count), .photos(let photos)): photos.count <= count
    case (_, .document), (_, .frame), (_, .photos), (_, .print), (_, .strokes), (_, .signature), (_, .answer),
      (_, .done):
      false
    }
  }
}
