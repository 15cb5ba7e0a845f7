package import ArgumentParser

/// What differs between the programs that are made of this room: `pasboks`, which a library runs, and `pasboks-world`, which has the simulated
/// world in it.
package protocol Edition {
  /// The simulated world; nothing where it is another program's.
  static var simulator: (any Simulator)? { get }
  /// The commands for that world alone.
  static var worldCommands: [any ParsableCommand.Type] { get }
}

/// `pasboks`: nothing of the simulated world is in it. What needs it is `pasboks-world`'s to do.
package enum BoxEdition: Edition {
  package static var simulator: (any Simulator)? { nil }
  package static var worldCommands: [any ParsableCommand.Type] {
    [SiblingProgram.Replay.self, SiblingProgram.World.self]
  }
}
