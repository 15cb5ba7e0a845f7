import DeviceLines
import Foundation
import Glibc
import ReceiptPrinter

/// The printer that is not there, `Tests/Printer/paper.py`, in a process of its own.
final class PaperPrinter {
  /// Something that came out of it.
  enum Piece: Hashable {
    case text(String, isCentred: Bool)
    case code(String)
    case picture(rows: [String])
    case cut
  }

  /// Where it is.
  let place: DevicePlace
  private let process = Process()
  private let words = Pipe()
  private let told = Pipe()

  /// Starts one; it listens when this returns.
  init(isDevice: Bool = false) throws {
    let script =
      #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
      + "/Printer/paper.py"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, isDevice ? "device" : "tcp"]
    process.standardInput = words
    process.standardOutput = told
    try process.run()
    let place = try Self.line(told.fileHandleForReading)
    self.place = isDevice ? .file(place) : .network(address: "127.0.0.1", port: UInt16(place) ?? 0)
  }

  private static func line(_ file: FileHandle) throws -> String {
    var line = Data()
    while line.last != 0x0A {
      let more = file.readData(ofLength: 1)
      guard !more.isEmpty else { throw CocoaError(.executableLoad) }
      line += more
    }
    return String(decoding: line.dropLast(), as: UTF8.self)
  }

  /// Sets what happens to it, by the names of `paper.py`, and says what came out since the last time.
  @discardableResult func set(_ settings: String = "{}") throws -> [Piece] {
    try words.fileHandleForWriting.write(contentsOf: Data((settings + "\n").utf8))
    let answer = try JSONSerialization.jsonObject(with: Data(Self.line(told.fileHandleForReading).utf8))
    let out = (answer as? [String: Any])?["out"] as? [[Any]] ?? []
    return out.compactMap { piece in
      switch (piece.first as? String, piece.last) {
      case ("text", let text as String): .text(text, isCentred: piece[1] as? Bool == true)
      case ("code", let figures as String): .code(figures)
      case ("picture", let rows as [String]): .picture(rows: rows)
      case ("cut", _): .cut
      case _: nil
      }
    }
  }

  /// Ends it, as one that is switched off. Whoever starts one calls this at the end, which keeps it until then.
  func kill() {
    // No gentler signal: a child inherits what the thread that started it does not hear.
    if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}
