import PassportRules
import Renewal
import TestSupport
import Testing

@Suite struct WalkTests {
  @Test func `every state an adult can reach keeps the laws`() {
    var walk = Walk(Alphabet(.sample()))
    expectLawful(walk.run(), "adult, old passport expiring")
  }

  private func expectLawful(_ report: Walk.Report, _ name: String) {
    print(
      "walk: \(name): \(report.states) states, \(report.edges) edges, \(report.compared) pairs of equal keys compared")
    for (step, count) in report.stepStates.sorted(by: { $0.key < $1.key }) { print("  \(step) \(count)") }
    for violation in report.violations {
      print("broken: \(violation)")
      for line in report.transcripts[violation] ?? [] { print("    \(line)") }
    }
    #expect(report.isWhole, "the walk did not end")
    #expect(report.violations.isEmpty)
  }
}
