import ArgumentParser
import Configuration
import PassportRules
import Renewal
import StrictYAML
import Walk

/// `pasboks flow`: the machine's diagram.
struct Flow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow",
    abstract: "Draw the machine: every step, and what leads from it to where.",
    discussion: """
      Nothing is drawn by hand: invented people of several ages go through the machine that ships, with everything that can \
      happen to them, and what was seen is written down. That takes some seconds.

      Examples:
        pasboks flow --format text
        pasboks flow --format mermaid --steps > flow.mmd
        pasboks flow --format dot | dot -Tsvg > flow.svg
      """
  )

  @OptionGroup var configuration: ConfigurationFolder
  @Option(help: "mermaid, dot (Graphviz) or text.") var format = FlowChart.Format.text
  @ArgumentParser.Flag(help: "Only a visit's own steps, without staff, log-in and the closed box.") var steps = false

  @Option(help: "How many states may teach nothing new before a walk ends; more finds rarer ways.") var patience = 8000

  func run() throws {
    let policy = try ConfigurationFiles.reading { try KioskConfiguration.read(folder: configuration.path).policy }
    guard let chart = FlowChart(policy, patience: patience) else {
      Output.complaint("with these rules nobody can be invented who walks")
      throw SystemExit.software.exit
    }
    Output.line((steps ? chart.stepsOnly : chart).written(as: format))
  }
}

extension FlowChart.Format: ExpressibleByArgument {}
