/// Text in quotation marks, followed only to tell where a mark was forgotten: the parser sees that at the next one, lines below.
struct Quotation {
  /// The line in which it begins, from 0, and its mark.
  private let line: Int
  private let mark: Character

  /// The line, from 0, of a mark that is closed by none, or by one in the last of these lines and not in its own.
  static func unclosed(in lines: ArraySlice<Substring>) -> Int? {
    var open: Quotation?
    var closedLast: Int?
    /// How deep the key of a block of text is; its lines may have any marks.
    var block: Int?
    for (number, line) in lines.enumerated() {
      let depth = line.prefix { $0 == " " }.count
      if let key = block, depth > key || depth == line.count { continue }
      block = nil
      closedLast = nil
      var rest = line[...]
      /// The sign before, and the last one that is no blank.
      var (before, last): (Character?, Character?) = (nil, nil)
      while let sign = rest.popFirst() {
        defer {
          before = sign
          if sign != " " { last = sign }
        }
        if let quotation = open {
          guard quotation.isClosed(by: sign, &rest) else { continue }
          if quotation.line < number { closedLast = quotation.line }
          open = nil
        } else if sign == "#", before == nil || before == " " {
          break
        } else if sign == "\"" || sign == "'", last.map({ ":-,[{?".contains($0) }) ?? true {
          open = Quotation(line: number, mark: sign)
        }
      }
      if open == nil, let end = line.split(separator: " ").last, ["|", ">", "|-", ">-", "|+", ">+"].contains(end) {
        block = depth
      }
    }
    return open?.line ?? closedLast
  }

  /// Whether a sign within it closes it; what follows and belongs to the sign is taken from the rest of the line.
  private func isClosed(by sign: Character, _ rest: inout Substring) -> Bool {
    switch (mark, sign) {
    case ("\"", "\\"):
      _ = rest.popFirst()
      return false
    case ("'", "'") where rest.first == "'":
      rest.removeFirst()
      return false
    case _: return sign == mark
    }
  }
}
