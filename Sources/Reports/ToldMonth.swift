package import Cases
package import PassportRules
package import Renewal

/// A month as a report tells it. Every form of a report is made from this alone: what is told of a month is the same in all of them, and
/// in every report that has the month.
package struct ToldMonth: Sendable {
  /// How the visits ended; all of them are the sum of the first four kinds.
  package struct Visits: Sendable {
    /// All that began.
    package let all: Told
    /// A passport is on its way, and nobody of staff did more than attest.
    package let completedAlone: Told
    /// A passport is on its way, and staff helped.
    package let completedWithHelp: Told
    /// The case waited for an officer, or the visit went on.
    package let notOver: Told
    /// The others.
    package let endedEarly: Told
    /// Those that ended early, in fives, by the stable name of how.
    package let endings: [(kind: String, count: Told)]
    /// Parked cases that were resumed, whenever their visits began.
    package let resumed: Told
    /// Parked cases whose time was over.
    package let expired: Told
  }

  /// How a step was done, and what was learned at it. By how many is told in fives, how in percent of them: of just how many it
  /// was done would tell, beside the visits and the other steps, how few left between.
  package struct Step: Sendable {
    /// The step.
    package let name: StepName
    /// By how many it was done.
    package let done: Told
    /// Nobody of staff had a hand in it, percent.
    package let alone: Told
    /// Staff were there, and the citizen did it, percent.
    package let withWord: Told
    /// It was done by an act of staff, percent.
    package let byStaff: Told
    /// What was learned at it; nothing where it is told only of its part of the visit, or of all steps.
    package let answers: Answers?
    /// Milliseconds; nothing where too few times were taken.
    package let median: Int?
  }

  /// What staff said of whether it was learned.
  package struct Answers: Sendable {
    /// Of how many it was said: the sum of the next two.
    package let asked: Told
    /// The citizen did it, having learned it.
    package let learned: Told
    /// It was done for the citizen.
    package let notLearned: Told

    /// How many of those of whom it was said learned it, in percent; nothing when it was said of nobody.
    package var share: Told? { learned.percent(of: asked) }
  }

  /// A part of a visit; its steps follow one another.
  package enum Part: String, Sendable, CaseIterable {
    /// Up to the citizen's number.
    case beginning
    /// Passport, photo, fingers, signature.
    case capture
    /// All after that.
    case end

    init(_ step: StepName) { self = step <= .identity ? .beginning : step <= .signature ? .capture : .end }
  }

  /// How long staff were waited for, in fives of flags.
  package struct Waiting: Sendable {
    /// Somebody came.
    package let answered: Told?
    /// It was over before anybody came.
    package let unanswered: Told?
    /// Nobody had come when the month ended.
    package let open: Told?
    /// Milliseconds; nothing where too few waited.
    package let median: Int?
    /// Nine of ten waited no longer, milliseconds.
    package let ninetieth: Int?
  }

  /// The first day.
  package let first: CivilDate
  /// The last day.
  package let last: CivilDate
  /// How the visits ended.
  package let visits: Visits
  /// The steps, in their order.
  package let steps: [Step]
  /// How often the citizens' own steps were done, together, but for those that few did; to attest is staff's.
  package let done: Told
  /// How many of those were done alone, percent; nothing when none was done.
  package let alone: Told?
  /// What was learned at all steps together.
  package let answers: Answers
  /// What was learned in each part of the visit, where that is told.
  package let parts: [(part: Part, answers: Answers)]
  /// In fives, of how many it was not said, or there was nothing to learn.
  package let notSaid: Told?
  /// In fives, by why staff were there.
  package let help: [(reason: FlagCode, count: Told)]
  /// In fives, by what staff did and why.
  package let acts: [(act: StaffAction, count: Told)]
  /// How long staff were waited for.
  package let waiting: Waiting
  /// How often staff began a rehearsal: of no citizen, so as many as there were.
  package let rehearsals: Int

  /// What is told of a month.
  package init(_ month: Report.Month, _ smallest: SmallestGroup) {
    first = month.first
    last = month.last
    visits = Visits(month.visits, smallest)
    let learning = Learning(month.steps, smallest)
    (answers, parts) = (learning.answers, learning.parts)
    notSaid = smallest.floor(learning.sum.none)
    let groups = month.steps.map { smallest.group([$0.alone, $0.withWord, $0.byStaff]) }
    steps = month.steps.indices.map {
      Step(month.steps[$0], groups[$0], learning.answers(at: month.steps[$0]), smallest)
    }
    let own = zip(month.steps, groups).filter { $0.0.name != .attestation && $0.0.done >= smallest.size }
    let sum = Told.exactly(own.reduce(0) { $0 + $1.0.done })
    (done, alone) = (smallest.whole(sum), own.reduce(.exactly(0)) { $0 + $1.1.parts[0] }.percent(of: sum))
    help = smallest.groups(month.help) { $0.rawValue }.map { (reason: $0, count: $1) }
    acts = smallest.groups(month.acts) { $0.name }.map { (act: $0, count: $1) }
    waiting = Waiting(month.waiting, smallest)
    rehearsals = month.rehearsals
  }
}

extension ToldMonth.Visits {
  init(_ visits: Report.Visits, _ smallest: SmallestGroup) {
    let early = visits.endedEarly.values.reduce(0, +)
    let group = smallest.group([
      visits.completedAlone, visits.completedWithHelp, visits.parked + visits.goingOn, early,
    ])
    all = group.sum
    (completedAlone, completedWithHelp) = (group.parts[0], group.parts[1])
    (notOver, endedEarly) = (group.parts[2], group.parts[3])
    endings =
      endedEarly.exact == nil ? [] : smallest.groups(visits.endedEarly) { $0 }.map { (kind: $0, count: $1) }
    (resumed, expired) = (smallest.told(visits.resumed), smallest.told(visits.expired))
  }
}

extension ToldMonth.Step {
  fileprivate init(
    _ step: Report.Step, _ group: ToldGroup, _ answers: ToldMonth.Answers?, _ smallest: SmallestGroup
  ) {
    name = step.name
    done = smallest.whole(group.sum)
    let shares = group.parts.map { part in part == .few ? part : part.percent(of: group.sum) ?? .exactly(0) }
    (alone, withWord, byStaff) = (shares[0], shares[1], shares[2])
    self.answers = answers
    median = step.times >= smallest.size ? step.median : nil
  }
}

extension ToldMonth.Answers {
  fileprivate init(_ answers: Report.Answers, _ smallest: SmallestGroup) {
    let group = smallest.group([answers.learned, answers.doneForThem])
    (asked, learned, notLearned) = (group.sum, group.parts[0], group.parts[1])
  }
}

/// What is told of what was learned in a month: of all steps together; of the parts of the visit where in none of them an answer is few;
/// and then of each step of a part in which at no step one is.
///
/// So whatever is told beside its own sum has no few in it, and which is not told depends on no number that is.
private struct Learning {
  let sum: Report.Answers
  let answers: ToldMonth.Answers
  let parts: [(part: ToldMonth.Part, answers: ToldMonth.Answers)]
  private let told: Set<ToldMonth.Part>
  private let smallest: SmallestGroup

  init(_ steps: [Report.Step], _ smallest: SmallestGroup) {
    self.smallest = smallest
    sum = steps.map(\.answers).reduce(Report.Answers(), +)
    answers = ToldMonth.Answers(sum, smallest)
    let each = Dictionary(grouping: steps) { ToldMonth.Part($0.name) }.mapValues { $0.map(\.answers) }
    let sums = each.mapValues { $0.reduce(Report.Answers(), +) }
    guard sums.values.allSatisfy({ $0.haveNoFew(smallest) }) else { (parts, told) = ([], []); return }
    parts = ToldMonth.Part.allCases.compactMap { part in
      sums[part].map { (part: part, answers: ToldMonth.Answers($0, smallest)) }
    }
    told = Set(each.filter { $0.value.allSatisfy { $0.haveNoFew(smallest) } }.keys)
  }

  func answers(at step: Report.Step) -> ToldMonth.Answers? {
    told.contains(ToldMonth.Part(step.name)) ? ToldMonth.Answers(step.answers, smallest) : nil
  }
}

extension ToldMonth.Waiting {
  fileprivate init(_ waiting: Report.Waiting, _ smallest: SmallestGroup) {
    (answered, unanswered) = (smallest.floor(waiting.answered), smallest.floor(waiting.unanswered))
    open = smallest.floor(waiting.open)
    let isTold = waiting.answered >= smallest.size
    (median, ninetieth) = (isTold ? waiting.median : nil, isTold ? waiting.ninetieth : nil)
  }
}

extension SmallestGroup {
  /// Each in fives, the most first, then by name; those that are few are not there.
  func groups<Kind>(_ counts: [Kind: Int], _ name: (Kind) -> String) -> [(Kind, Told)] {
    counts.compactMap { kind, count in floor(count).map { (kind, $0) } }
      .sorted { ($1.1.least, name($0.0)) < ($0.1.least, name($1.0)) }
  }
}

extension Report.Step {
  fileprivate var done: Int { alone + withWord + byStaff }
}

extension Report.Answers {
  fileprivate func haveNoFew(_ smallest: SmallestGroup) -> Bool {
    !smallest.isFew(learned) && !smallest.isFew(doneForThem)
  }

  fileprivate static func + (one: Self, other: Self) -> Self {
    Self(
      learned: one.learned + other.learned, doneForThem: one.doneForThem + other.doneForThem,
      none: one.none + other.none)
  }
}
