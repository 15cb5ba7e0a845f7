import Glibc

/// Where a page reader is, and how it sends.
package struct PageScannerSettings: Hashable, Sendable {
  /// How fast a serial line is, in bits a second; a reader on USB sends as fast as it likes, whatever is said here.
  package enum Speed: Int, CaseIterable, Sendable {
    case b9600 = 9600
    case b19200 = 19_200
    case b38400 = 38_400
    case b57600 = 57_600
    case b115200 = 115_200

    var code: speed_t {
      switch self {
      case .b9600: speed_t(B9600)
      case .b19200: speed_t(B19200)
      case .b38400: speed_t(B38400)
      case .b57600: speed_t(B57600)
      case .b115200: speed_t(B115200)
      }
    }
  }

  /// A device file, or a pipe through which another process sends what a reader would.
  package let path: String
  package let speed: Speed
  /// Whether what comes through a pipe are events of the input layer, and not characters.
  package let pipeHasEvents: Bool

  /// A reader on a path.
  package init(path: String, speed: Speed = .b9600, pipeHasEvents: Bool = false) {
    self.path = path
    self.speed = speed
    self.pipeHasEvents = pipeHasEvents
  }
}
