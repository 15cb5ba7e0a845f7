import Foundation
import Glibc

/// `pasboks world` in a process of its own.
final class PlayedWorld {
  private let process = Process()
  private let orders = Pipe()
  private let told = Pipe()

  /// It listens when this returns.
  init(in folder: String, _ arguments: String..., configuration: String = BoxFolder.shipped) throws {
    process.executableURL = URL(fileURLWithPath: BoxFolder.program)
    process.arguments = ["world", folder, "--config", configuration, "--pace", "0"] + arguments
    process.standardInput = orders
    process.standardOutput = told
    try process.run()
    _ = try line()
  }

  /// Types an order; what is told of it.
  func obey(_ order: String) throws -> String {
    orders.fileHandleForWriting.write(Data("\(order)\n".utf8))
    return try line()
  }

  private func line() throws -> String {
    var line = Data()
    while line.last != 0x0A {
      let more = told.fileHandleForReading.readData(ofLength: 1)
      guard !more.isEmpty else { throw CocoaError(.executableLoad) }
      line += more
    }
    return String(decoding: line.dropLast(), as: UTF8.self)
  }

  deinit { kill() }

  func kill() {
    if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}
