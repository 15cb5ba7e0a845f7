import ArgumentParser
import Program

/// `pasboks-world`: the box with the simulated world in it, and that world by itself.
enum WorldEdition: Edition {
  static var simulator: (any Simulator)? { InProcessWorld() }
  static var worldCommands: [any ParsableCommand.Type] { [ReplayCommand.self, WorldCommand.self] }
}

PasboksCommand<WorldEdition>.begin()
