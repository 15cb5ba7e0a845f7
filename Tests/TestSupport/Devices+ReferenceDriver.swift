import Foundation
import Glibc

/// The reference driver in a process of its own.
package final class ReferenceDriver {
  /// Where its socket is.
  package let path: String
  private let process = Process()

  /// Starts the driver of a device, on a socket of its own unless one is named; it may break one promise. It listens when this returns.
  package init(_ device: String, breaking promise: String? = nil, at path: String? = nil) throws {
    self.path =
      path ?? FileManager.default.temporaryDirectory.appendingPathComponent("driver-\(UUID().uuidString)").path
    let script =
      #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
      + "/Drivers/reference_driver.py"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, self.path, device] + (promise.map { ["--break", $0] } ?? [])
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

  /// Ends it as a crash does, and takes its socket away. Whoever starts one calls this at the end, which keeps it until then.
  package func kill() {
    // No gentler signal: a child inherits what the thread that started it does not hear.
    if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    unlink(path)
  }
}
