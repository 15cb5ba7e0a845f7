/// Why a PIN is not taken; the raw values name its text.
package enum PINFault: String, Hashable, Sendable, CaseIterable {
  /// It is not 6 to 12 digits.
  case length
  /// Somebody who tries a few would find it.
  case tooSimple
  /// It is the one that shall be replaced.
  case notNew
}

/// Which PINs are taken, and how long whoever typed wrong ones waits.
package enum PINPolicy {
  /// How many digits a PIN has.
  package static let lengths = 6...12

  /// Why a PIN is not taken for an account; nothing when it is.
  ///
  /// Refused is what people choose and others try first: fewer than four different digits, a repetition or a mirror, a run in any
  /// step, of digits or of pairs, doubled digits, a walk over the keypad, a date, two years, and the staff number.
  package static func fault(of pin: String, for id: StaffID) -> PINFault? {
    let digits = pin.utf8.map { Int($0) - 48 }
    guard lengths.contains(digits.count), digits.allSatisfy((0...9).contains) else { return .length }
    let pattern = PINPattern(digits)
    return pattern.isCommon || pattern.repeats(id.digits) ? .tooSimple : nil
  }

  /// How long a source waits after so many wrong PINs, in milliseconds: 30 s from the third, doubled each time, 15 min at most.
  package static func wait(after failures: Int) -> Int {
    failures < 3 ? 0 : min(30_000 << min(failures - 3, 5), 900_000)
  }

  /// How long a number waits after so many wrong PINs from all sources together, in milliseconds: what three sources may try at once
  /// is free. A source from which nothing wrong came does not wait for it.
  package static func wait(afterInAll failures: Int) -> Int { wait(after: failures - 6) }

  /// After how long without a wrong PIN a count starts anew, in milliseconds: a day.
  package static let memory = 86_400_000
}

/// The pattern in the digits of a PIN.
private struct PINPattern {
  let digits: [Int]
  let steps: [(from: Int, to: Int)]

  init(_ digits: [Int]) {
    self.digits = digits
    steps = zip(digits, digits.dropFirst()).map { ($0, $1) }
  }

  var isCommon: Bool {
    Set(digits).count < 4 || isPeriodic || isMirror || isDoubled || isRun || isWalk || isDate
      || Self.published.contains(digits)
  }

  /// Whether it is the staff number, once or again and again.
  func repeats(_ number: String) -> Bool {
    let number = number.utf8.map { Int($0) - 48 }
    guard !number.isEmpty else { return false }
    return digits.indices.allSatisfy { digits[$0] == number[$0 % number.count] }
  }

  /// So many steps may leave a pattern, and it is one all the same.
  private var exceptions: Int { steps.count / 3 }

  /// A group again and again, such as 123123 or 48154815.
  private var isPeriodic: Bool {
    (1...(digits.count / 2)).contains { period in
      digits.indices.dropFirst(period).allSatisfy { digits[$0] == digits[$0 - period] }
    }
  }

  private var isMirror: Bool { digits == digits.reversed() }

  /// The PINs of a demonstration, which anybody may read.
  private static let published: Set<[Int]> = [
    [1, 3, 5, 7, 9, 0], [2, 4, 6, 8, 1, 0], [9, 7, 5, 3, 1, 0], [8, 6, 4, 2, 0, 9],
  ]

  /// Each digit twice, such as 11223344.
  private var isDoubled: Bool {
    digits.count.isMultiple(of: 2)
      && stride(from: 0, to: digits.count, by: 2).allSatisfy { digits[$0] == digits[$0 + 1] }
  }

  /// Most steps are the same, upwards or down, around the end too: 123457, 135790, 987650.
  private var isRun: Bool {
    let sizes = steps.map { ($0.to - $0.from + 10) % 10 }
    if sizes.contains(where: { size in sizes.count { $0 != size } <= exceptions }) { return true }
    guard digits.count.isMultiple(of: 2) else { return false }
    let pairs = stride(from: 0, to: digits.count, by: 2).map(pair)
    let pairSteps = Set(zip(pairs, pairs.dropFirst()).map { $1 - $0 })
    return pairSteps.count == 1 && pairSteps.allSatisfy { abs($0) <= 11 }
  }

  /// Most steps go to a neighbouring key, or each three digits are a line across the keypad: 147258, 159753.
  private var isWalk: Bool {
    if steps.count(where: { !Self.areNeighbours($0.from, $0.to) }) <= exceptions { return true }
    guard digits.count.isMultiple(of: 3) else { return false }
    return stride(from: 0, to: digits.count, by: 3).allSatisfy {
      digits[$0..<($0 + 3)] == [0, 0, 0] || Self.isLine(digits[$0], digits[$0 + 1], digits[$0 + 2])
    }
  }

  /// Side by side or one above the other, on a keypad with 1 or with 7 on top; 0 lies below the first or the middle column.
  private static func areNeighbours(_ one: Int, _ other: Int) -> Bool {
    guard one != 0, other != 0 else {
      return [one, other].contains(0) && !Set([1, 2, 7, 8]).isDisjoint(with: [one, other])
    }
    let (first, second) = (place(one), place(other))
    return abs(first.row - second.row) + abs(first.column - second.column) == 1
  }

  private static func isLine(_ one: Int, _ two: Int, _ three: Int) -> Bool {
    guard one != three else { return false }
    // 0 lies below 8, or on a keypad with 7 on top below 2.
    return [3, -1].contains { row in
      let (first, middle, last) = (place(one, zero: row), place(two, zero: row), place(three, zero: row))
      return first.row + last.row == 2 * middle.row && first.column + last.column == 2 * middle.column
    }
  }

  private static func place(_ digit: Int, zero row: Int = 3) -> (row: Int, column: Int) {
    digit == 0 ? (row, 1) : ((digit - 1) / 3, (digit - 1) % 3)
  }

  // MARK: Dates

  /// A day as people write it, with a digit or two beside it too, a month and a year, or two years; a number that begins with a birth
  /// date has ten digits.
  private var isDate: Bool {
    switch digits.count {
    case 6: isDay(0, 2) || isDay(2, 0) || isDay(4, 2) || isYear(2) && isMonth(0) || isYear(0) && isMonth(4)
    case 7: isDay(0, 2) || isDay(1, 3)
    case 8:
      isDay(0, 2) || isDay(2, 4) || isYear(4) && isDay(2, 0) || isYear(0) && (isYear(4) || isDay(6, 4) || isDay(4, 6))
    case 10: isDay(0, 2)
    case _: false
    }
  }

  private func pair(_ place: Int) -> Int { digits[place] * 10 + digits[place + 1] }
  private func isMonth(_ place: Int) -> Bool { (1...12).contains(pair(place)) }
  private func isYear(_ place: Int) -> Bool { (1900...2099).contains(pair(place) * 100 + pair(place + 2)) }

  /// A day of some year: February has 29.
  private func isDay(_ day: Int, _ month: Int) -> Bool {
    guard isMonth(month) else { return false }
    let longest =
      switch pair(month) {
      case 2: 29
      case 4, 6, 9, 11: 30
      case _: 31
      }
    return (1...longest).contains(pair(day))
  }
}
