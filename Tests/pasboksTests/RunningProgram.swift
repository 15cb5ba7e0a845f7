import Foundation
import Glibc

/// A program in a process of its own, which is told lines and tells some; it is killed with this value.
final class RunningProgram {
  private let process = Process()
  private let input = Pipe()
  private let told = Pipe()

  /// Starts the box's program, or one that lies beside it; what it tells comes on standard error, or else on standard output.
  init(_ arguments: [String], of name: String? = nil, tellsErrors: Bool = false) throws {
    let box = URL(fileURLWithPath: BoxFolder.program)
    process.executableURL = name.map { box.deletingLastPathComponent().appendingPathComponent($0) } ?? box
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = tellsErrors ? FileHandle.nullDevice : told
    process.standardError = tellsErrors ? told : FileHandle.standardError
    try process.run()
  }

  deinit { kill() }

  /// The process's number.
  var number: Int { Int(process.processIdentifier) }

  /// Types a line.
  func type(_ line: String) { input.fileHandleForWriting.write(Data("\(line)\n".utf8)) }

  /// The next line with these words; none comes from a program that has ended.
  func line(with words: String = "") throws -> String {
    while true {
      var line = Data()
      while line.last != 0x0A {
        let more = told.fileHandleForReading.readData(ofLength: 1)
        guard !more.isEmpty else { throw CocoaError(.executableLoad) }
        line += more
      }
      let text = String(decoding: line.dropLast(), as: UTF8.self)
      if words.isEmpty || text.contains(words) { return text }
    }
  }

  /// Waits for its end; its exit status.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  func kill() {
    if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}
