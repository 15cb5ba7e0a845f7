/// Words that somebody may have meant.
package enum Spelling {
  /// The word that differs least from another one, where at most two characters must be changed to make it that.
  package static func nearest(to word: String, among known: [String]) -> String? {
    known.map { (word: $0, distance: distance($0, word)) }.filter { $0.distance <= 2 }
      .min { $0.distance < $1.distance }?.word
  }

  /// How many characters must be changed to make one word the other, roughly: cut off at 3.
  static func distance(_ one: String, _ other: String) -> Int {
    let (left, right) = (Array(one.lowercased().utf8.prefix(40)), Array(other.lowercased().utf8.prefix(40)))
    if abs(left.count - right.count) > 2 { return 3 }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let change = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = change
      }
    }
    return row[right.count]
  }
}
