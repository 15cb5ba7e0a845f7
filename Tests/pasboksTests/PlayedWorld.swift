import Foundation

/// `pasboks world` in a process of its own.
final class PlayedWorld {
  private let program: RunningProgram

  /// It listens when this returns.
  init(in folder: String, _ arguments: String..., configuration: String = BoxFolder.shipped) throws {
    program = try RunningProgram(["world", folder, "--config", configuration, "--pace", "0"] + arguments)
    _ = try program.line(with: "ready:")
  }

  /// Types an order; what is told of it.
  func obey(_ order: String) throws -> String {
    program.type(order)
    return try program.line()
  }

  func kill() { program.kill() }
}
