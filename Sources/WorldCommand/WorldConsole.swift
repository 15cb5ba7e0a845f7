import Devices
import Glibc
import PassportRules
import Program
import Renewal
import SimulatedDevices
import StrictYAML

/// The console of `pasboks world`: orders to a stage, typed with a picture of it above them, or line by line from a script.
final class WorldConsole {
  private static let own = ["help", "quit", "script", "wait"]
  /// How often the picture is drawn while nothing is typed, in milliseconds.
  private static let pause: Int32 = 300

  private let stage: Stage
  private let folder: String
  /// What was told, the newest last.
  private var told: [String] = []
  /// How many of a device's commands were waited for, by its name and theirs.
  private var awaited: [String: Int] = [:]
  private var hasEnded = false

  init(_ stage: Stage, folder: String) {
    self.stage = stage
    self.folder = folder
  }

  /// Obeys what is typed, or what comes on standard input, until that ends or somebody quits; whether the world goes on afterwards.
  func run() -> Bool {
    if isatty(0) != 0, isatty(1) != 0, tcgetpgrp(0) == getpgrp() {
      typed()
    } else if isatty(0) == 0 {
      while !hasEnded, let line = readLine() { obey(line) }
    }
    return !hasEnded
  }

  /// Obeys a file of orders; false where it cannot be read, or an order in it is none.
  func obey(file: String) -> Bool {
    guard let text = try? ConfigurationText.read(file) else {
      return refuse("\(file) cannot be read: name a file of orders, a line each")
    }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !hasEnded {
      guard obey(String(line)) else { return refuse("\(file):\(number + 1) is where it stopped") }
    }
    return true
  }

  // MARK: Orders

  /// Obeys a line; false where it is no order. What stands behind # is for who reads it.
  @discardableResult
  private func obey(_ line: String) -> Bool {
    let text = line.prefix { $0 != "#" }
    let words = text.split(whereSeparator: \.isWhitespace).map { String($0) }
    switch words.first {
    case nil: return true
    case "help": help(words.dropFirst().first)
    case "quit": hasEnded = true
    case "script": return words.count == 2 ? obey(file: words[1]) : refuse("script FILE: obeys a file of orders")
    case "wait": return wait(Array(words.dropFirst()))
    default:
      let (told, isDone) = stage.obey(String(text))
      tell(told)
      return isDone
    }
    return true
  }

  private func completions(of text: String) -> [String] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count > 1, words[0] == "wait" else { return stage.completions(of: text, others: Self.own) }
    let known =
      words.count == 2
      ? Device.allCases.map(\.rawValue)
      : Device(rawValue: String(words[1])).map { DeviceCommand.Name.all(of: $0).map(\.rawValue) } ?? []
    return words.count > 3 ? [] : known.filter { $0.hasPrefix(words[words.count - 1]) }.sorted()
  }

  private func refuse(_ text: String) -> Bool {
    tell(text)
    return false
  }

  private func help(_ word: String?) {
    let orders = Stage.orders.filter { [nil, $0.word].contains(word) }
    for order in orders { tell("\(order.word.padded(to: 9)) \(order.about)") }
    guard word == nil else { return }
    tell("wait      SECONDS, or DEVICE COMMAND: until the box has given it (again)")
    tell("script    FILE: obeys a file of orders, a line each")
    tell("quit      ends the world")
  }

  /// Waits for a while, or for a command of the box that was not waited for yet.
  private func wait(_ words: [String]) -> Bool {
    if words.count == 1, let seconds = Double(words[0]), (0...3600).contains(seconds) {
      usleep(useconds_t(seconds * 1_000_000))
      return true
    }
    guard words.count == 2, let device = Device(rawValue: words[0]), stage.count(of: words[1], device) != nil else {
      return refuse("wait SECONDS, or DEVICE COMMAND such as “wait camera preview”")
    }
    let key = words.joined(separator: " ")
    let already = awaited[key, default: 0]
    while let count = stage.count(of: words[1], device), count <= already { usleep(10_000) }
    awaited[key] = already + 1
    tell(key)
    return true
  }

  private func tell(_ text: String) {
    guard !text.isEmpty else { return }
    told.append(text)
    if !isTyped { Output.line(text) }
  }

  // MARK: The picture

  private var isTyped = false

  private func typed() {
    var found = termios()
    guard tcgetattr(0, &found) == 0 else { return }
    var raw = found
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    tcsetattr(0, TCSANOW, &raw)
    // What drivers log is not for this screen.
    let log = open("\(folder)/world.log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if log >= 0 { dup2(log, 2) }
    isTyped = true
    defer {
      isTyped = false
      Self.write("\u{1B}[\(Self.size().rows);1H\n")
      tcsetattr(0, TCSANOW, &found)
    }
    tell("Tab completes, “help” tells the orders, “quit” ends")
    var line = OrderLine()
    var drawn = ""
    while !hasEnded {
      let picture = picture(line)
      if picture != drawn { Self.write(picture) }
      drawn = picture
      var asked = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      guard poll(&asked, 1, Self.pause) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = read(0, &bytes, bytes.count)
      guard count > 0 else { return hasEnded = true }
      for key in OrderLine.Key.keys(in: bytes.prefix(count)) {
        if key == .end { return hasEnded = true }
        guard let done = line.take(key, completions: completions) else {
          continue
        }
        tell("> \(done)")
        obey(done)
      }
    }
  }

  private func picture(_ line: OrderLine) -> String {
    let (columns, rows) = Self.size()
    var lines = ["Pasboks world · \(folder)"] + stage.scene + [""]
    lines += Device.allCases.map { "\($0.rawValue.padded(to: 18)) \(stage.look(at: $0))" } + [""]
    let choices = line.choices.isEmpty ? [""] : line.choices.joined(separator: "  ").wrapped(between: columns)
    let room = max(0, rows - lines.count - 1 - choices.count)
    let last = told.suffix(room).flatMap { $0.wrapped(at: columns) }.suffix(room)
    lines += last + Array(repeating: "", count: room - last.count) + choices
    // On a small terminal what was asked for matters more than the picture.
    let shown = lines.suffix(max(0, rows - 1)).map { $0.prefix(columns) + "\u{1B}[K" }
    return "\u{1B}[H" + shown.joined(separator: "\r\n") + "\r\n> \(line.text.suffix(max(0, columns - 3)))\u{1B}[J"
  }

  private static func size() -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      start += count
    }
  }
}

extension String {
  /// The text in lines of at most so many characters, broken between words.
  fileprivate func wrapped(between columns: Int) -> [String] {
    var lines = [""]
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      let begun = lines.removeLast()
      let joined = begun.isEmpty ? String(word) : "\(begun) \(word)"
      lines += joined.count > columns && !begun.isEmpty ? [begun, String(word)] : [joined]
    }
    return lines
  }

  /// The text in lines of so many characters.
  fileprivate func wrapped(at columns: Int) -> [String] {
    stride(from: 0, to: max(1, count), by: max(1, columns)).map { String(dropFirst($0).prefix(columns)) }
  }

  /// The text with spaces behind it until it is so long.
  fileprivate func padded(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}
