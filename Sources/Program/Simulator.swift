package import Configuration
package import Devices
package import Logging
package import PassportRules
package import Renewal
package import Runtime
package import Screens

/// Devices and authority of a box.
package struct BoxSurroundings: Sendable {
  /// The devices' drivers.
  package let drivers: [any Driver]
  /// Who answers questions and takes dossiers.
  package let authority: any Authority
  /// Ends the lines to them, where there are any.
  package let close: @Sendable () -> Void

  /// Devices and an authority.
  package init(drivers: [any Driver], authority: any Authority, close: @escaping @Sendable () -> Void = {}) {
    self.drivers = drivers
    self.authority = authority
    self.close = close
  }
}

/// The world around a box that is shown or practised at.
package struct SimulatedWorld: Sendable {
  /// Devices and authority, which tell a log of themselves.
  package let surroundings: @Sendable (Logger) -> BoxSurroundings
  /// The CPR numbers of the invented people.
  package let numbers: Set<CPRNumber>
  /// The ten digits that are typed, where one scenario is played.
  package let typed: String?
  /// The exercises, where these are played.
  package let exercises: [WorldGreeting.Exercise]
  /// Has the exercise at a place begin.
  package let play: @Sendable (Int) -> Void

  /// A world.
  package init(
    surroundings: @escaping @Sendable (Logger) -> BoxSurroundings, numbers: Set<CPRNumber>, typed: String? = nil,
    exercises: [WorldGreeting.Exercise] = [], play: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.surroundings = surroundings
    self.numbers = numbers
    self.typed = typed
    self.exercises = exercises
    self.play = play
  }
}

/// How a simulated world is wanted.
package struct WorldOrder: Sendable {
  /// The folder of the configuration, with the people and the scenarios.
  package let configuration: String
  /// The scenario to play, or to begin the exercises with; nothing for the usual one.
  package var scenario: String?
  /// How fast people and devices are: 1 is lifelike, 0 is at once.
  package let pace: Double
  /// The folder of the box's store, where the simulated devices keep what real ones would know after a crash.
  package let state: String
}

/// Makes simulated worlds; a fault in what they are made of is told, and ends the program.
package protocol Simulator: Sendable {
  /// The name of every scenario, and what happens in it.
  func scenarios(in configuration: String) throws -> [(name: String, title: String)]
  /// The world of one scenario.
  func scenario(_ order: WorldOrder, _ kiosk: KioskConfiguration) throws -> SimulatedWorld
  /// The world of all exercises, from the named one on.
  func exercises(_ order: WorldOrder) throws -> SimulatedWorld
  /// A new file in which is written down what happens; the scenario is nothing where all are practised.
  func recording(
    _ file: String, in configuration: String, scenario: String?, languages: [Language], size: Size
  ) throws -> any BoxRecording
  /// Looks whether people and scenarios are in order.
  func check(_ report: inout CheckReport, in configuration: String, _ kiosk: KioskConfiguration)
}

/// A file in which is written down what happens at a box.
package protocol BoxRecording: TransitionWatcher {
  /// Tells in the log, once, when nothing more is written; the box goes on.
  func report(to log: Logger)
  /// Takes the file away again.
  func remove()
  /// Waits until all of it is written.
  func finish()
}
