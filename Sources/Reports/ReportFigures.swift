import Cases
package import PassportRules
package import Renewal

/// One figure of a report, as a row for another program.
package struct ReportFigure {
  /// What a value counts.
  package enum Unit: String {
    case count, days, percent
    /// Seconds, rounded.
    case s
  }

  /// How a value is to be read.
  package enum Reading: String {
    case exactly, atLeast
    /// No value: at least one, and fewer than the smallest group.
    case few
    /// No value: it would tell how many few are.
    case withheld
    /// No value: there is no such figure, as the median of no waits.
    case none
  }

  /// The first day it is about: a month's, or the report's.
  package let from: CivilDate
  /// The last day.
  package let to: CivilDate
  /// The figure's stable name.
  package let figure: String
  /// A flag's code, an ending, an act of staff with its reason, a part of the visit, why the box was closed, or a device.
  package let reason: String?
  /// The name of a step.
  package let step: String?
  /// Nothing where it is not told.
  package let value: Int?
  /// What the value counts.
  package let unit: Unit
  /// How the value is to be read.
  package let reading: Reading

  /// The columns' names.
  package static let header = "from,to,figure,reason,step,value,unit,told"

  /// The row as CSV (RFC 4180); no field ever needs a quotation mark.
  package var csv: String {
    [
      from.description, to.description, figure, reason ?? "", step ?? "", value.map(String.init) ?? "", unit.rawValue,
      reading.rawValue,
    ].joined(separator: ",")
  }

  /// The row as an object of JSON.
  package var json: JSON {
    [
      "from": from.json, "to": to.json, "figure": .text(figure), "reason": reason.json, "step": step.json,
      "value": value.json, "unit": .text(unit.rawValue), "told": .text(reading.rawValue),
    ]
  }
}

/// The days of which figures are made.
private struct Days {
  let from: CivilDate
  let to: CivilDate

  func figure(
    _ name: String, reason: String? = nil, step: StepName? = nil, _ told: Told?, _ unit: ReportFigure.Unit = .count
  ) -> ReportFigure {
    let (value, reading): (Int?, ReportFigure.Reading) =
      switch told {
      case .exactly(let value)?: (value, .exactly)
      case .atLeast(let value)?: (value, .atLeast)
      case .few?: (nil, .few)
      case .withheld?: (nil, .withheld)
      case nil: (nil, .none)
      }
    return ReportFigure(
      from: from, to: to, figure: name, reason: reason, step: step?.rawValue, value: value, unit: unit, reading: reading
    )
  }

  func time(_ name: String, reason: String? = nil, step: StepName? = nil, _ milliseconds: Int?) -> ReportFigure {
    figure(name, reason: reason, step: step, milliseconds.map { .exactly(Report.seconds($0)) }, .s)
  }
}

extension ToldReport {
  /// Every figure. The first three tell how far the others go: the days for which there is a journal, given the first of them, how large
  /// a group must be, and how many rows of the journal could not be read.
  package func figures(begins: CivilDate?) -> [ReportFigure] {
    let days = Days(from: report.from, to: report.to)
    let known = begins.map { max(0, report.to.dayNumber - max($0, report.from).dayNumber + 1) } ?? 0
    return [
      Days(from: begins.map { max($0, report.from) } ?? report.from, to: report.to)
        .figure("daysWithJournal", reason: report.beginning?.word, .exactly(known), .days),
      days.figure("smallestGroup", .exactly(smallest.size)),
      days.figure("rowsUnread", .exactly(report.unread.values.reduce(0, +))),
    ] + months.flatMap(\.figures)
      + report.downtime.map { days.time("downtime", reason: $0.reason, $0.length) }
      + report.failures.map { days.figure("deviceFailures", reason: $0.device.rawValue, .exactly($0.count)) }
  }
}

extension ToldMonth {
  fileprivate var figures: [ReportFigure] { visitFigures + stepFigures + staffFigures }
  private var days: Days { Days(from: first, to: last) }

  private var visitFigures: [ReportFigure] {
    [
      days.figure("visits", visits.all), days.figure("completedAlone", visits.completedAlone),
      days.figure("completedWithHelp", visits.completedWithHelp), days.figure("notOver", visits.notOver),
      days.figure("endedEarly", visits.endedEarly),
    ] + visits.endings.map { days.figure("endedEarlyBy", reason: $0.kind, $0.count) }
      + [days.figure("parkedResumed", visits.resumed), days.figure("parkedExpired", visits.expired)]
  }

  private var stepFigures: [ReportFigure] {
    let each = steps.flatMap { step in
      [
        days.figure("stepDone", step: step.name, step.done),
        days.figure("stepAloneShare", step: step.name, step.alone, .percent),
        days.figure("stepWithWordShare", step: step.name, step.withWord, .percent),
        days.figure("stepByStaffShare", step: step.name, step.byStaff, .percent),
      ] + figures(of: step.answers, step: step.name) + [days.time("stepMedian", step: step.name, step.median)]
    }
    let all = [days.figure("stepsDone", done), days.figure("stepsAloneShare", alone, .percent)]
    return each + all + figures(of: answers)
      + parts.flatMap { figures(of: $0.answers, part: $0.part) }
      + (notSaid.map { [days.figure("learnedNotSaid", $0)] } ?? [])
  }

  /// What was learned at a step, in a part of the visit, or at all steps; no row where it is not told.
  private func figures(of answers: Answers?, step: StepName? = nil, part: Part? = nil) -> [ReportFigure] {
    guard let answers else { return [] }
    func figure(_ name: String, _ told: Told?, _ unit: ReportFigure.Unit = .count) -> ReportFigure {
      days.figure(name, reason: part?.rawValue, step: step, told, unit)
    }
    return [
      figure("learned", answers.learned), figure("notLearned", answers.notLearned),
      figure("learnedShare", answers.share, .percent),
    ]
  }

  private var staffFigures: [ReportFigure] {
    help.map { days.figure("help", reason: $0.reason.rawValue, $0.count) }
      + acts.map { days.figure("act", reason: $0.act.nameWithReason, $0.count) }
      + [("waitsAnswered", waiting.answered), ("waitsUnanswered", waiting.unanswered), ("waitsOpen", waiting.open)]
      .compactMap { name, count in count.map { days.figure(name, $0) } }
      + [days.time("waitMedian", waiting.median), days.time("waitNinetieth", waiting.ninetieth)]
      + [days.figure("rehearsals", .exactly(rehearsals))]
  }
}

extension StaffAction {
  /// The stable name; where a reason is asked for and the row was written before it was, that none was kept.
  package var nameWithReason: String {
    Self.values(of: kind).contains { $0.about.count > about.count } ? "\(name):notKept" : name
  }
}

extension JournalBeginning {
  /// Why there are no figures before.
  fileprivate var word: String { isPurged ? "purged" : "began" }
}

extension Report {
  /// Whole seconds of a time in milliseconds.
  static func seconds(_ milliseconds: Int) -> Int { (milliseconds + 500) / 1000 }
}
