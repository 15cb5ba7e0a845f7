import Cases
import PassportRules
import Renewal
import Reports
import TestSupport
import Testing

/// No group that is few can be worked out, by somebody who knows how a report is made and has all of it.
@Suite struct ToldTests {
  /// What is told of a step.
  private struct Row: Hashable {
    let done: Told
    let alone: Told
    let withWord: Told
    let byStaff: Told

    init(_ step: ToldMonth.Step) {
      (done, alone, withWord, byStaff) = (step.done, step.alone, step.withWord, step.byStaff)
    }
  }

  /// Every way in which a step can have been done by so many: whatever is told, each part that is few can be two numbers at least.
  @Test(arguments: [5, 6])
  func `whatever is told of a step, what is few in it can be more than one number`(size: Int) throws {
    let smallest = try #require(SmallestGroup(size))
    var made: [Row: [[Int]]] = [:]
    for counts in Self.counts(3, below: 4 * size) {
      let month = SampleReports.month([(counts[0], counts[1], counts[2])])
      made[Row(ToldMonth(month, smallest).steps[0]), default: []].append(counts)
    }
    #expect(Self.given(made, size) == [])
    #expect(made.keys.contains { $0.alone.exact != nil && $0.withWord.exact != nil && $0.byStaff.exact != nil })
  }

  @Test func `whatever is told of how visits ended, what is few in it can be more than one number`() {
    var made: [[Told]: [[Int]]] = [:]
    for counts in Self.counts(4, below: 22) {
      var visits = Report.Visits()
      (visits.completedAlone, visits.completedWithHelp, visits.parked) = (counts[0], counts[1], counts[2])
      visits.endedEarly = ["stopped": counts[3]]
      let month = Report.Month(first: day("2026-01-01"), last: day("2026-01-31"), visits: visits)
      let told = ToldMonth(month, .usual).visits
      let row = [told.all, told.completedAlone, told.completedWithHelp, told.notOver, told.endedEarly]
      made[row + told.endings.map(\.count), default: []].append(counts)
    }
    #expect(Self.given(made, 5) == [])
  }

  /// Learned and not learned at two steps of one part of the visit, and at steps of two parts, with the sums over them.
  @Test(arguments: [[StepName.privacy, .start], [.privacy, .photo], [.privacy, .start, .photo]])
  func `whatever is told of what was learned, no few can be worked out from the sums`(steps: [StepName]) {
    var made: [[Told]: [[Int]]] = [:]
    for counts in Self.counts(2 * steps.count, below: steps.count == 2 ? 24 : 16) {
      let told = ToldMonth(Self.month(steps, counts), .usual)
      let each = [told.answers] + told.parts.map(\.answers) + told.steps.compactMap(\.answers)
      made[each.flatMap { [$0.asked, $0.learned, $0.notLearned] }, default: []].append(counts)
    }
    #expect(Self.given(made, 5) == [])
  }

  /// What is given away: a few that is the same in all that is told alike.
  private static func given(_ made: [some Hashable: [[Int]]], _ size: Int) -> [String] {
    made.flatMap { told, counts in
      counts[0].indices.filter { place in
        counts.contains { (1..<size).contains($0[place]) } && Set(counts.map { $0[place] }).count == 1
      }.map { "\(told) is \(counts[0]) at \($0)" }
    }
  }

  /// All lists of so many counts whose sum is something, and below a bound.
  private static func counts(_ places: Int, below bound: Int) -> [[Int]] {
    func lists(_ places: Int, _ most: Int) -> [[Int]] {
      guard places > 0 else { return [[]] }
      return (0...most).flatMap { first in lists(places - 1, most - first).map { [first] + $0 } }
    }
    return lists(places, bound - 1).filter { $0.contains { $0 > 0 } }
  }

  /// A month with learned and not learned at each of some steps.
  private static func month(_ names: [StepName], _ counts: [Int]) -> Report.Month {
    let steps = names.enumerated().map { place, name in
      var step = Report.Step(name)
      step.answers = Report.Answers(learned: counts[2 * place], doneForThem: counts[2 * place + 1])
      return step
    }
    return Report.Month(first: day("2026-01-01"), last: day("2026-01-31"), steps: steps)
  }

  @Test func `a few with a word hide how many were alone, and by how many it was done is told in fives`() {
    let step = ToldMonth(SampleReports.month([(95, 3, 0)]), .usual).steps[0]
    #expect(step.done == .atLeast(95))
    #expect(step.alone == .atLeast(95))
    #expect(step.withWord == .few)
    #expect(step.byStaff == .exactly(0))
    let many = ToldMonth(SampleReports.month([(60, 32, 0)]), .usual).steps[0]
    #expect(many.done == .atLeast(90))
    #expect([many.alone, many.withWord, many.byStaff] == [.exactly(65), .exactly(35), .exactly(0)])
  }

  @Test func `where nothing can be told without telling the few, nothing is`() {
    let small = ToldMonth(SampleReports.month([(5, 1, 0)]), .usual).steps[0]
    #expect([small.done, small.alone, small.withWord] == [.atLeast(5), .withheld, .withheld])
    let single = ToldMonth(SampleReports.month([(0, 2, 0)]), .usual).steps[0]
    #expect([single.done, single.alone, single.withWord] == [.few, .withheld, .withheld])
  }

  @Test func `what was learned is told of a step where at no step of its part an answer is few`() {
    let steps: [StepName] = [.privacy, .start, .photo, .signature]
    let told = ToldMonth(Self.month(steps, [9, 6, 8, 0, 9, 2, 7, 8]), .usual)
    #expect(told.answers.asked == .exactly(49))
    #expect(told.answers.share == .exactly(67))
    #expect(told.parts.map(\.part) == [.beginning, .capture])
    #expect(told.parts.map(\.answers.learned) == [.exactly(17), .exactly(16)])
    #expect(told.steps.map { $0.answers?.learned } == [.exactly(9), .exactly(8), nil, nil])
    #expect(ToldMonth(Self.month(steps, [9, 3, 8, 0, 9, 2, 7, 8]), .usual).parts.isEmpty)
  }

  @Test func `what sums could be worked out from is told in fives`() {
    var visits = Report.Visits()
    visits.completedAlone = 50
    visits.endedEarly = ["stopped": 13, "timedOut": 2]
    let month = Report.Month(
      first: day("2026-01-01"), last: day("2026-01-31"), visits: visits, help: [.stuck: 4, .helpRequested: 9],
      acts: [.declineAttestation(nil): 6, .declineAttestation(.unsure): 5, .declineAttestation(.pressed): 4])
    let told = ToldMonth(month, .usual)
    #expect(told.visits.all == .exactly(65))
    #expect(told.visits.endedEarly == .exactly(15))
    #expect(told.visits.endings.map(\.kind) == ["stopped"])
    #expect(told.visits.endings.map(\.count) == [.atLeast(10)])
    #expect(told.help.map(\.reason) == [.helpRequested])
    #expect(told.help.map(\.count) == [.atLeast(5)])
    #expect(told.acts.map(\.act) == [.declineAttestation(nil), .declineAttestation(.unsure)])
  }

  @Test func `a time of too few is not told`() {
    var (few, enough) = (Report.Step(.photo), Report.Step(.document))
    (few.times, few.median) = (4, 1000)
    (enough.times, enough.median) = (5, 2000)
    var waiting = Report.Waiting()
    (waiting.answered, waiting.median, waiting.ninetieth) = (4, 1000, 2000)
    let month = Report.Month(
      first: day("2026-01-01"), last: day("2026-01-31"), steps: [few, enough], waiting: waiting)
    let told = ToldMonth(month, .usual)
    #expect(told.steps.map(\.median) == [nil, 2000])
    #expect(told.waiting.median == nil && told.waiting.ninetieth == nil && told.waiting.answered == nil)
  }

  @Test func `fewer than five are no group`() {
    #expect(SmallestGroup(4) == nil)
    #expect(SmallestGroup(101) == nil)
    #expect(SmallestGroup(6)?.size == 6)
    #expect(SmallestGroup.usual.size == 5)
  }

  @Test func `a larger group tells nothing that a smaller one does not`() throws {
    let month = SampleReports.month([(93, 0, 5)])
    for size in 6...20 {
      let step = ToldMonth(month, try #require(SmallestGroup(size))).steps[0]
      #expect(step.done == .atLeast(95))
      #expect(step.byStaff == .few)
    }
  }
}
