import Renewal
import Screens
import TestSupport

/// A language's screens as one text to read and to compare: a heading a screen, by name, and below it the rows.
///
/// What many screens share is written once, so that a new wording is a few rows of a difference: the usual header, the rules and the
/// words of the keys stand at the top, and a screen that is one of many alike shows only how it differs from the first of them.
struct GoldenBook {
  /// The size that most screens are kept in.
  static let size = Size(columns: 80, rows: 24)

  /// The size that the screens have in it.
  private let size: Size

  /// The screens that many are like, but for a few rows: there is one for each flag.
  private static let models = ["calling-helpRequested", "desk-flag-helpRequested", "staff-flag-helpRequested"]

  /// A screen's rows and keys.
  private struct Plate {
    let name: String
    let rows: [String]
    /// The keys at the bottom with their words, or nothing where that row is not theirs alone.
    let keys: [KeyHint]?
  }

  private struct KeyHint: Hashable {
    let sign: String
    let words: String
  }

  private let plates: [Plate]
  /// By whose screen it is: the citizen's, or staff's at the box or at a desk.
  private let usualHeaders: [String: String]
  private let usualKeys: [String: String]

  /// The book of some screens of a size, each with its name.
  init(_ screens: [(name: String, screen: Screen)], size: Size = GoldenBook.size) {
    self.size = size
    let plates = screens.map { Plate(name: $0.name, rows: Self.rows(of: $0.screen), keys: Self.keys(of: $0.screen)) }
    self.plates = plates.sorted { Self.order($0.name) < Self.order($1.name) }
    usualHeaders = Dictionary(grouping: plates) { Self.owner(of: $0.name) }.compactMapValues { plates in
      Self.commonest(plates.map { $0.rows[0] })
    }
    let hints = Dictionary(grouping: plates.flatMap { $0.keys ?? [] }, by: \.sign)
    usualKeys = hints.compactMapValues { Self.commonest($0.map(\.words)) }
  }

  /// The whole book.
  var text: String {
    guide + sections.map { "\n" + $0.lines.joined(separator: "\n") + "\n" }.joined()
  }

  private var guide: String {
    """
    \(size == Self.size ? "Every screen" : "Some screens") at \(size.columns) columns by \(size.rows) rows, in a language, \
    as RECORD_GOLDENS=1 writes it: not to be edited by hand.
    Left out: a header that is the usual one for citizens, staff or desks, the two rules, blank rows at the end.
    The keys of the last row stand beside the name, in brackets where their words are not the usual ones.
    A screen “as” another shows only its stretches of rows that are others there.

    """
  }

  /// The book's sections by name: the frame of most screens, then a section a screen.
  private var sections: [(name: String, lines: [String])] {
    let screens = plates.map { plate in
      guard let model = plates.first(where: { $0.name == Self.model(of: plate.name) }) else {
        return (plate.name, whole(plate))
      }
      return (plate.name, difference(plate, from: model))
    }
    return [("most screens", frame)] + screens
  }

  /// The screen that one is like; nothing for one that is shown whole.
  private static func model(of name: String) -> String? {
    models.first { $0 != name && name.hasPrefix($0.dropLast("helpRequested".count)) }
  }

  private static func owner(of name: String) -> String {
    ["desk", "staff"].first(where: name.hasPrefix) ?? "citizen"
  }

  /// By name, and a model before those that are like it.
  private static func order(_ name: String) -> (String, String) { (model(of: name) ?? name, name) }

  /// A book's text as sections by name, to tell which of them differ.
  static func sections(of text: String) -> [String: String] {
    var sections: [String: String] = [:]
    var name = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== "), let end = line.dropFirst(4).firstRange(of: " ===")?.lowerBound {
        name = String(line[..<end].dropFirst(4))
      }
      sections[name, default: ""] += line + "\n"
    }
    return sections
  }

  // MARK: A section

  private var frame: [String] {
    let headers = Set(usualHeaders.values).sorted()
    let keys = ["Enter", "-", "*", "/", "+"].compactMap { sign in usualKeys[sign].map { "\(sign) \($0)" } }
    return ["=== most screens ==="] + headers + [rule, rule, keys.joined(separator: "   ")]
  }

  private func whole(_ plate: Plate) -> [String] {
    ["=== \(plate.name) ===" + shownKeys(plate)] + shownRows(plate)
  }

  private func difference(_ plate: Plate, from model: Plate) -> [String] {
    let keys = plate.keys == model.keys ? "" : shownKeys(plate)
    return ["=== \(plate.name) === as \(model.name)" + keys]
      + RowDifference.lines(from: shownRows(model), to: shownRows(plate))
  }

  /// The keys that count on a screen, with their words where they are not the usual ones.
  private func shownKeys(_ plate: Plate) -> String {
    (plate.keys ?? []).map { $0.words == usualKeys[$0.sign] ? " \($0.sign)" : " [\($0.sign) \($0.words)]" }.joined()
  }

  /// The rows without those that the frame or the heading tells, and without the blank ones at the end.
  private func shownRows(_ plate: Plate) -> [String] {
    let last = size.rows - 1
    let shown = plate.rows.enumerated().filter { row, text in
      switch row {
      case 0: text != usualHeaders[Self.owner(of: plate.name)]
      case 2, last - 1: text != rule
      case last: plate.keys == nil
      case _: true
      }
    }.map(\.element)
    return Array(shown.prefix((shown.lastIndex { !$0.isEmpty } ?? -1) + 1))
  }

  private var rule: String { String(repeating: "─", count: size.columns) }

  // MARK: From a screen

  private static func rows(of screen: Screen) -> [String] {
    (0..<screen.grid.size.rows).map { screen.grid.text(row: $0) }
  }

  private static func keys(of screen: Screen) -> [KeyHint]? {
    let row = screen.grid.size.rows - 1
    let places = screen.hotspots.map(\.rect).filter { $0.row == row && $0.rows == 1 }.sorted { $0.column < $1.column }
    let hints = places.map { place in
      let text = (place.column..<place.endColumn).map { String(screen.grid[$0, row].scalar) }.joined()
      let words = text.split(separator: " ")
      return KeyHint(sign: words.first.map(String.init) ?? "", words: words.dropFirst().joined(separator: " "))
    }
    let told = hints.map { "\($0.sign) \($0.words)" }.joined(separator: " ")
    return told == screen.grid.text(row: row).split(separator: " ").joined(separator: " ") ? hints : nil
  }

  /// The value that occurs most often, of equals the least.
  private static func commonest(_ values: [String]) -> String? {
    Dictionary(grouping: values) { $0 }.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
  }
}

/// How some rows differ from others, so that these and the difference tell the rows exactly.
enum RowDifference {
  /// Each stretch of rows that is another, with the numbers of those in whose place it stands, counted from 1.
  static func lines(from old: [String], to new: [String]) -> [String] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [String] = []
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      let (firstOld, firstNew) = (before, after)
      while removed.contains(before) { before += 1 }
      while inserted.contains(after) { after += 1 }
      if firstOld < before || firstNew < after {
        lines.append(place(firstOld..<before, hasRows: firstNew < after))
        lines += new[firstNew..<after]
      } else {
        (before, after) = (before + 1, after + 1)
      }
    }
    return lines
  }

  private static func place(_ old: Range<Int>, hasRows: Bool) -> String {
    if old.isEmpty { return "~ after row \(old.lowerBound)" }
    let rows = old.count == 1 ? "row \(old.upperBound)" : "rows \(old.lowerBound + 1) to \(old.upperBound)"
    return hasRows ? "~ for \(rows)" : "~ without \(rows)"
  }
}
