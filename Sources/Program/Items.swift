import Glibc

/// What a command shall look at: its arguments, or else the lines of standard input, one at a time and never more than a bounded line.
struct Items {
  /// The longest line that is taken, in bytes; of a longer one nothing is kept.
  static let longestLine = 4096

  /// One item.
  enum Item {
    case text(String)
    /// A line of more than `longestLine` bytes.
    case tooLong(bytes: Int)
    /// A line that is no UTF-8.
    case notText
  }

  /// Whether standard input is somebody at a keyboard, who may not know that lines are awaited.
  static var isKeyboard: Bool { isatty(0) == 1 }

  /// Gives each item to a closure, with its number from 1; tells how many there were.
  static func each(_ arguments: [String], _ body: (Int, Item) throws -> Void) rethrows -> Int {
    guard arguments.isEmpty else {
      for (index, argument) in arguments.enumerated() {
        try body(index + 1, item(Array(argument.utf8), length: argument.utf8.count))
      }
      return arguments.count
    }
    return try lines(body)
  }

  private static func lines(_ body: (Int, Item) throws -> Void) rethrows -> Int {
    var number = 0
    var line: [UInt8] = []
    var length = 0
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(0, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      for byte in chunk[..<count] {
        if byte == UInt8(ascii: "\n") {
          number += 1
          try body(number, item(line, length: length))
          line.removeAll(keepingCapacity: true)
          length = 0
        } else {
          length += 1
          if length <= longestLine { line.append(byte) }
        }
      }
    }
    if length > 0 {
      number += 1
      try body(number, item(line, length: length))
    }
    return number
  }

  private static func item(_ bytes: [UInt8], length: Int) -> Item {
    guard length <= longestLine else { return .tooLong(bytes: length) }
    let line = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...]
    return String(validating: line, as: UTF8.self).map { .text($0) } ?? .notText
  }
}
