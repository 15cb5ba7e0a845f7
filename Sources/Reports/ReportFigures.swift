package import Cases
package import PassportRules
package import Renewal

/// One figure of a report, as a row for another program.
package struct ReportFigure {
  /// What a value counts.
  package enum Unit: String {
    case count
    /// Seconds, rounded.
    case s
    case percent
  }

  /// The first day of the report.
  package let from: CivilDate
  /// Its last day.
  package let to: CivilDate
  /// The figure's stable name.
  package let figure: String
  /// A flag's code, an ending, why the box was closed, or a device.
  package let reason: String?
  /// The name of a step.
  package let step: String?
  /// The Monday of a week.
  package let week: String?
  /// Nothing for a figure that does not exist, such as the median of no waits.
  package let value: Int?
  /// What the value counts.
  package let unit: Unit

  /// The columns' names.
  package static let header = "from,to,figure,reason,step,week,value,unit"

  /// The row as CSV (RFC 4180); no field ever needs a quotation mark.
  package var csv: String {
    [
      from.description, to.description, figure, reason ?? "", step ?? "", week ?? "", value.map(String.init) ?? "",
      unit.rawValue,
    ].joined(separator: ",")
  }

  /// The row as an object of JSON.
  package var json: JSON {
    [
      "from": from.json, "to": to.json, "figure": .text(figure), "reason": reason.json, "step": step.json,
      "week": week.json, "value": value.json, "unit": .text(unit.rawValue),
    ]
  }
}

extension Report {
  /// Every figure, in the order of the text; the first tells how many days of the span were purged, in whole or in part, given the
  /// last of them, and the second how many rows of the journal could not be read.
  package func figures(purgedTo: CivilDate?) -> [ReportFigure] {
    [
      figure("daysPurged", purgedTo.map { max(0, $0.dayNumber - from.dayNumber) + 1 } ?? 0),
      figure("rowsUnread", unread.values.reduce(0, +)),
    ]
      + visitFigures
      + steps.flatMap {
        [
          figure("stepMedian", step: $0.step, Self.seconds($0.median), .s), figure("stepDone", step: $0.step, $0.count),
        ]
      } + assistFigures
      + [
        figure("waitsAnswered", waiting.answered), figure("waitsUnanswered", waiting.unanswered),
        figure("waitsOpen", waiting.open), figure("waitMedian", waiting.median.map(Self.seconds), .s),
        figure("waitNinetieth", waiting.ninetieth.map(Self.seconds), .s),
      ] + downtime.map { figure("downtime", reason: $0.reason, Self.seconds($0.length), .s) }
      + failures.map { figure("deviceFailures", reason: $0.device.rawValue, $0.count) }
  }

  /// All assists, and how many of them were learned.
  var assistSums: (count: Int, learned: Int) {
    assists.reduce((0, 0)) { ($0.0 + $1.count, $0.1 + $1.learned) }
  }

  private var visitFigures: [ReportFigure] {
    [
      figure("visits", visits.all), figure("completedAlone", visits.completedAlone),
      figure("completedWithHelp", visits.completedWithHelp), figure("parked", visits.parked),
      figure("goingOn", visits.goingOn),
    ] + visits.endedEarly.sorted { $0.key < $1.key }.map { figure("endedEarly", reason: $0.key, $0.value) }
      + [figure("parkedResumed", visits.resumed), figure("parkedExpired", visits.expired)]
  }

  private var assistFigures: [ReportFigure] {
    let sums = assistSums
    let all = [
      figure("assists", sums.count), figure("assistsLearned", sums.learned),
      figure("learnedShare", Share(sums.learned, of: sums.count).percent, .percent),
    ]
    let each = assists.flatMap {
      [
        figure("assistsByReason", reason: $0.reason.rawValue, step: $0.step, $0.count),
        figure("assistsByReasonLearned", reason: $0.reason.rawValue, step: $0.step, $0.learned),
      ]
    }
    let weekly = weeks.flatMap {
      [
        figure("assistsOfWeek", week: $0.monday, $0.count), figure("assistsOfWeekLearned", week: $0.monday, $0.learned),
        figure("learnedShareOfWeek", week: $0.monday, Share($0.learned, of: $0.count).percent, .percent),
      ]
    }
    return all + each + weekly
  }

  private func figure(
    _ name: String, reason: String? = nil, step: StepName? = nil, week: CivilDate? = nil, _ value: Int?,
    _ unit: ReportFigure.Unit = .count
  ) -> ReportFigure {
    ReportFigure(
      from: from, to: to, figure: name, reason: reason, step: step?.rawValue, week: week?.description, value: value,
      unit: unit)
  }

  /// Whole seconds of a time in milliseconds.
  static func seconds(_ milliseconds: Int) -> Int { (milliseconds + 500) / 1000 }
}

/// A part of a whole.
package struct Share {
  let part: Int
  let whole: Int

  /// So many of so many.
  package init(_ part: Int, of whole: Int) {
    self.part = part
    self.whole = whole
  }

  /// Rounded; nothing of nothing.
  package var percent: Int? { whole > 0 ? (part * 200 + whole) / (2 * whole) : nil }

  /// A bar of twenty cells; a part that is not nothing fills at least one.
  package var bar: String {
    let cells = 20
    let filled = whole > 0 ? min(cells, max(part > 0 ? 1 : 0, (part * cells * 2 + whole) / (2 * whole))) : 0
    return String(repeating: "■", count: filled) + String(repeating: "□", count: cells - filled)
  }
}
