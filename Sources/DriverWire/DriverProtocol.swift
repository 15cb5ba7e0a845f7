package import Renewal

/// What both ends of a driver's socket hold to, `pasboks-driver/1`.
package enum DriverProtocol {
  /// The version that this program speaks; a driver that speaks another one is not used.
  package static let version = 1
  /// The longest head of a frame, in bytes.
  package static let longestHead = 65_536
  /// The most pictures of one answer.
  package static let mostPictures = 8
  /// The most points of one ink.
  package static let mostPoints = 100_000
  /// The most strokes of one ink.
  package static let mostStrokes = 1000
  /// The most lines of a zone, and the most characters of each (ICAO 9303).
  package static let (mostLines, longestLine) = (3, 44)
  /// The longest firmware's name, in characters.
  package static let longestFirmware = 64

  /// The longest tail that a driver of a device may send, in bytes: what it could ever need, and not what it says.
  package static func longestTail(from device: Device) -> Int {
    switch device {
    case .documentReader, .camera: 64 << 20
    case .fingerprintReader: 16 << 20
    case .signaturePad: mostPoints * InkPoint.width
    case .paymentTerminal, .receiptPrinter, .statusLight: 0
    }
  }
}

/// Why what came over a driver's socket is no message; the connection ends.
package enum DriverWireFault: Error, Hashable, Sendable {
  /// A frame whose lengths cannot be: the whole, and of it the head, in bytes.
  case lengths(frame: Int, head: Int)
  /// The head is no JSON, or not as it must be written.
  case notJSON
  /// The head is JSON and no message; what is wrong with it.
  case notMessage(String)
  /// A picture of a size that none can have.
  case pictureSize(width: Int, height: Int)
  /// The tail is not as long as the head says, in bytes.
  case tail(expected: Int, came: Int)
}

extension DriverWireFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .lengths(let frame, let head): "a frame of \(frame) bytes with a head of \(head) cannot be"
    case .notJSON: "a head is no JSON of whole numbers in UTF-8"
    case .notMessage(let what): what
    case .pictureSize(let width, let height): "no picture can have \(width) × \(height) pixels"
    case .tail(let expected, let came): "a tail of \(came) bytes came where the head says \(expected)"
    }
  }
}
