/// A terminal emulator small enough to read: what a person sees after some bytes, with colours.
///
/// It knows what ncurses sends to `xterm-256color` and `linux`; anything else is kept in `unknown`.
package struct TerminalEmulator {
  /// One cell as it is seen.
  package struct Cell: Hashable {
    package var scalar: Unicode.Scalar = " "
    package var look = Look()
  }

  /// Colours and attributes; a colour is its SGR parameters (`5;231`, `2;1;2;3`, `1`), nothing for the terminal's own.
  package struct Look: Hashable {
    package var foreground: String?
    package var background: String?
    package var bold = false
    package var underline = false
    package var reverse = false

    /// The terminal's own colours.
    package static let plain = Look()
  }

  package private(set) var columns: Int
  package private(set) var rows: Int
  package private(set) var cells: [[Cell]]
  package private(set) var row = 0
  package private(set) var column = 0
  package private(set) var look = Look()
  /// The private modes that are set.
  package private(set) var modes: Set<Int> = []
  /// Sequences that are not understood, and operating system commands (a title would be one).
  package private(set) var unknown: [String] = []

  /// The colours, 0xRRGGBB, that the console's numbers were given (`ESC ] P`), until they are the kernel's again.
  package private(set) var palette: [Int: UInt32] = [:]

  private var saved = (row: 0, column: 0, look: Look())
  private var other: [[Cell]]?
  private var last: Unicode.Scalar = " "
  private var wraps = false
  /// The rows that scroll.
  private var region: Range<Int>

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    region = 0..<rows
    cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  /// The lines without trailing blanks.
  package var text: String {
    cells.map { line in
      var end = line.count
      while end > 0, line[end - 1].scalar == " " { end -= 1 }
      return String(String.UnicodeScalarView(line[..<end].map(\.scalar)))
    }.joined(separator: "\n")
  }

  package mutating func resize(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = (0..<rows).map { y in
      (0..<columns).map { x in y < cells.count && x < cells[y].count ? cells[y][x] : Cell() }
    }
    region = 0..<rows
    row = min(row, rows - 1)
    column = min(column, columns - 1)
  }

  /// Shows some bytes; they hold whole sequences.
  package mutating func feed(_ bytes: [UInt8]) {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      at += 1
      switch scalar {
      case "\u{1B}": at = escape(scalars, at)
      case "\r": (column, wraps) = (0, false)
      case "\n": goDown()
      case "\u{8}": (column, wraps) = (max(column - 1, 0), false)
      case "\t": column = min((column / 8 + 1) * 8, columns - 1)
      case "\u{0}", "\u{7}", "\u{E}", "\u{F}": break
      case _: print(scalar)
      }
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    if wraps {
      wraps = false
      column = 0
      goDown()
    }
    cells[row][column] = Cell(scalar: scalar, look: look)
    last = scalar
    if column == columns - 1 { wraps = true } else { column += 1 }
  }

  private mutating func goDown() {
    if row == region.upperBound - 1 { scroll(up: 1) } else { row = min(row + 1, rows - 1) }
  }

  /// Moves the region's lines up, or down when the count is negative; what comes in is blank.
  private mutating func scroll(up count: Int) {
    let lines = Array(cells[region])
    for row in region {
      let from = row - region.lowerBound + count
      cells[row] = lines.indices.contains(from) ? lines[from] : Array(repeating: blank, count: columns)
    }
  }

  private mutating func setRegion(_ numbers: [Int]) {
    let top = max(numbers.first ?? 1, 1) - 1
    let bottom = numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], rows) : rows
    region = top + 1 < bottom ? top..<bottom : 0..<rows
    (row, column) = (0, 0)
  }

  private mutating func escape(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
    guard start < scalars.count else { return start }
    switch scalars[start] {
    case "[": return control(scalars, start + 1)
    case "]" where start + 1 < scalars.count && scalars[start + 1] == "R":
      palette = [:]
      return start + 2
    case "]" where start + 8 < scalars.count && scalars[start + 1] == "P":
      setPalette(String(String.UnicodeScalarView(scalars[(start + 2)..<(start + 9)])))
      return start + 9
    case "]":
      let end = scalars[start...].firstIndex(of: "\u{7}") ?? scalars.count - 1
      unknown.append("OSC " + String(String.UnicodeScalarView(scalars[(start + 1)..<end])))
      return end + 1
    // A picture, or a question about pictures; this terminal shows none.
    case "P", "_":
      var end = start + 1
      while end < scalars.count, scalars[end] != "\u{1B}" { end += 1 }
      return end
    // The end of such a string.
    case "\\": return start + 1
    case "(", ")": return start + 2
    case "=", ">": break
    case "D": goDown()
    case "M": if row == region.lowerBound { scroll(up: -1) } else { row = max(row - 1, 0) }
    case "7": saved = (row, column, look)
    case "8": (row, column, look) = saved
    case _: unknown.append("ESC \(scalars[start])")
    }
    wraps = false
    return start + 1
  }

  private mutating func control(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
    var at = start
    while at < scalars.count, !("\u{40}"..."\u{7E}").contains(scalars[at]) { at += 1 }
    guard at < scalars.count else { return at }
    let body = String(String.UnicodeScalarView(scalars[start..<at]))
    let parameters = body.drop { $0 == "?" }.split(separator: ";", omittingEmptySubsequences: false)
    let numbers = parameters.map { Int($0) ?? 0 }
    let first = numbers.first ?? 0
    let count = max(first, 1)
    if scalars[at] != "m" { wraps = false }
    switch (scalars[at], body.first == "?") {
    case ("H", false):
      row = min(count, rows) - 1
      column = min(max(numbers.count > 1 ? numbers[1] : 1, 1), columns) - 1
    case ("G", false): column = min(count, columns) - 1
    case ("d", false): row = min(count, rows) - 1
    case ("A", false): row = max(row - count, 0)
    case ("B", false): row = min(row + count, rows - 1)
    case ("C", false): column = min(column + count, columns - 1)
    case ("D", false): column = max(column - count, 0)
    case ("K", false): erase(row, first == 0 ? column..<columns : 0..<(first == 1 ? column + 1 : columns))
    case ("X", false): erase(row, column..<min(column + count, columns))
    case ("J", false): eraseBelow(all: first >= 2)
    case ("@", false):
      cells[row].insert(contentsOf: Array(repeating: blank, count: count), at: column)
      cells[row].removeLast(cells[row].count - columns)
    case ("P", false):
      cells[row].removeSubrange(column..<min(column + count, columns))
      cells[row].append(contentsOf: Array(repeating: blank, count: columns - cells[row].count))
    case ("b", false): for _ in 0..<count { print(last) }
    case ("m", false): select(parameters.flatMap(Self.flattened))
    case ("h", true): set(numbers)
    case ("l", true): reset(numbers)
    case ("S", false): scroll(up: count)
    case ("T", false): scroll(up: -count)
    case ("r", false): setRegion(numbers)
    case ("t", false), ("l", false), ("h", false), ("c", _), ("S", true): break
    case _: unknown.append("CSI \(body)\(scalars[at])")
    }
    return at + 1
  }

  private mutating func setPalette(_ figures: String) {
    if let number = Int(figures.prefix(1), radix: 16), let colour = UInt32(figures.dropFirst(), radix: 16) {
      palette[number] = colour
    } else {
      unknown.append("OSC P\(figures)")
    }
  }

  private var blank: Cell { Cell(scalar: " ", look: Look(background: look.background)) }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    for column in range { cells[row][column] = blank }
  }

  private mutating func eraseBelow(all: Bool) {
    if !all { erase(row, column..<columns) }
    for line in (all ? 0 : row + 1)..<max(rows, all ? 0 : row + 1) { erase(line, 0..<columns) }
  }

  private mutating func set(_ numbers: [Int]) {
    modes.formUnion(numbers)
    if numbers.contains(1049), other == nil {
      other = cells
      cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
    }
  }

  private mutating func reset(_ numbers: [Int]) {
    modes.subtract(numbers)
    if numbers.contains(1049), let before = other {
      cells = before
      other = nil
    }
  }

  /// A colour as ISO 8613-6 has it, with colons and perhaps a colour space (`38:2::1:2:3`), as the parameters that others send.
  private static func flattened(_ parameter: Substring) -> [Int] {
    let parts = parameter.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return [Int(parameter) ?? 0] }
    let numbers = parts.map { Int($0) ?? 0 }
    return numbers.count == 6 && numbers[1] == 2 ? Array(numbers.prefix(2) + numbers.suffix(3)) : numbers
  }

  private mutating func select(_ numbers: [Int]) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: look = Look()
      case 1: look.bold = true
      case 4: look.underline = true
      case 7: look.reverse = true
      case 22: look.bold = false
      case 24: look.underline = false
      case 27: look.reverse = false
      case 30...37: look.foreground = String(number - 30)
      case 40...47: look.background = String(number - 40)
      case 90...97: look.foreground = String(number - 82)
      case 100...107: look.background = String(number - 92)
      case 39: look.foreground = nil
      case 49: look.background = nil
      case 10, 11: break
      case 38, 48:
        let length = rest.first == 5 ? 2 : 4
        let value = rest.prefix(length).map(String.init).joined(separator: ";")
        rest = rest.dropFirst(length)
        if number == 38 { look.foreground = value } else { look.background = value }
      case _: unknown.append("SGR \(number)")
      }
    }
  }
}
