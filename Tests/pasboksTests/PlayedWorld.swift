import Foundation
import Glibc

/// `pasboks world` in a process of its own.
final class PlayedWorld {
  private let process = Process()

  /// It listens when this returns.
  init(in folder: String, _ arguments: String...) throws {
    process.executableURL = URL(fileURLWithPath: BoxFolder.program)
    process.arguments = ["world", folder, "--config", BoxFolder.shipped, "--pace", "0"] + arguments
    let told = Pipe()
    process.standardOutput = told
    try process.run()
    var line = Data()
    while line.last != 0x0A {
      let more = told.fileHandleForReading.readData(ofLength: 1)
      guard !more.isEmpty else { throw CocoaError(.executableLoad) }
      line += more
    }
  }

  func kill() {
    if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}
