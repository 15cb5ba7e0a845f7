import Foundation
import Renewal
import Testing

/// The diagram is drawn by walking the machine; a short walk is enough to see that.
@Suite struct InspectFlowTests {
  private func flow(_ arguments: [String]) throws -> InspectProgram.Result {
    try InspectProgram.run(
      ["flow", "--patience", "3000", "--config", InspectProgram.configuration] + arguments)
  }

  @Test func `Every step of a visit is in the diagram, with the ways that lead on`() throws {
    let result = try flow(["--format", "text"])
    #expect(result.exit == 0, "\(result.complaint)")
    let lines = result.lines
    for step in StepName.allCases { #expect(lines.contains { $0 == step.rawValue }, "\(step)") }
    for (from, to) in zip(StepName.allCases, StepName.allCases.dropFirst()) {
      let section = lines.drop { $0 != from.rawValue }.dropFirst().prefix { $0.hasPrefix(" ") }
      #expect(section.contains { $0.hasPrefix("  → \(to.rawValue) ") }, "\(from) → \(to)")
    }
  }

  @Test func `Mermaid and dot have the same ways, and the steps alone have fewer`() throws {
    let mermaid = try flow(["--format", "mermaid"]).lines
    #expect(mermaid.first == "stateDiagram-v2")
    let dot = try flow(["--format", "dot"]).lines
    #expect(dot.first == "digraph pasboks {" && dot.last == "}")
    let ways = mermaid.filter { $0.contains(" --> ") && !$0.contains("[*]") }
    #expect(ways.count == dot.filter { $0.contains(" -> ") }.count)
    let steps = try flow(["--format", "mermaid", "--steps"]).lines
    #expect(steps.count < mermaid.count)
    #expect(!steps.contains { $0.contains("logIn") })
  }

  @Test func `The same walk gives the same diagram`() throws {
    #expect(try flow([]).output == flow([]).output)
  }
}
