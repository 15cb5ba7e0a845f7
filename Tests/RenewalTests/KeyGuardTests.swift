import Renewal
import TestSupport
import Testing

/// What becomes of keys, by when they come and what they would do; times are in milliseconds.
@Suite struct KeyGuardTests {
  private typealias Verdict = KeyGuard<Int>.Verdict

  /// What happens in front of a guard: a key that would do something at a question, or time that passes.
  private struct Come {
    let key: Key
    let at: Int
    let place: Int?
    let weight: KeyWeight
    let verdict: Verdict

    init(_ key: Key, _ at: Int, on place: Int?, _ weight: KeyWeight, _ verdict: Verdict) {
      self.key = key
      self.at = at
      self.place = place
      self.weight = weight
      self.verdict = verdict
    }
  }

  private static let one = Key.digit(1)

  /// Judges keys one after the other; a key that another one proves goes to `proven`.
  private static func judge(
    _ coming: [Come], _ times: Policy.Keys = .usual, at location: SourceLocation = #_sourceLocation
  ) -> (proven: [Key: Int], guard: KeyGuard<Int>) {
    var keys = KeyGuard<Int>()
    var proven: [Key: Int] = [:]
    for one in coming {
      if let waited = keys.proven(by: one.key) { proven[waited.key] = waited.count }
      let verdict = keys.judge(one.key, at: one.at, on: one.place, one.weight, times)
      #expect(verdict == one.verdict, "\(one.key) at \(one.at)", sourceLocation: location)
    }
    return (proven, keys)
  }

  // MARK: Repeats

  @Test(arguments: [25, 40, 92, 110, 200], [250, 300, 499])
  func `a key that is held goes no further than the screen it went down on`(interval: Int, delay: Int) {
    var coming = [Come(Self.one, 0, on: 0, .moving, .counts)]
    for (number, weight) in [KeyWeight.moving, .binding, .typing, .nothing, .moving, .binding].enumerated() {
      coming.append(Come(Self.one, delay + number * interval, on: 1, weight, .dropped))
    }
    _ = Self.judge(coming)
  }

  @Test(arguments: [KeyWeight.moving, .binding], [500, 600, 660, 1000, 2000])
  func `a long first delay does not help it`(weight: KeyWeight, delay: Int) {
    for interval in [25, 40, 92, 110, 200] {
      var coming = [
        Come(Self.one, 0, on: 0, .moving, .counts), Come(Self.one, delay, on: 1, weight, .waits),
      ]
      for number in 1...8 { coming.append(Come(Self.one, delay + number * interval, on: 1, weight, .dropped)) }
      let (proven, keys) = Self.judge(coming)
      #expect(proven.isEmpty && keys.deadline == nil)
    }
  }

  @Test func `a held key fills and empties its own field, within what is one strike not more than once`() {
    _ = Self.judge([
      Come(.back, 0, on: 0, .typing, .counts), Come(.back, 250, on: 0, .typing, .counts),
      Come(.back, 275, on: 0, .typing, .dropped), Come(.back, 300, on: 0, .typing, .dropped),
      Come(.back, 325, on: 0, .typing, .counts), Come(.back, 400, on: 0, .moving, .dropped),
      Come(.back, 480, on: 0, .moving, .dropped),
    ])
  }

  @Test(arguments: [25, 40, 92])
  func `a held figure that chose something does not fill the next field`(interval: Int) {
    var coming = [Come(Self.one, 0, on: 0, .binding, .counts), Come(Self.one, 660, on: 1, .typing, .waits)]
    for number in 1...20 { coming.append(Come(Self.one, 660 + number * interval, on: 1, .typing, .dropped)) }
    #expect(Self.judge(coming).proven.isEmpty)
  }

  @Test func `a key that is held for a minute never counts`() {
    var coming = [Come(.enter, 0, on: 0, .moving, .counts)]
    for number in 1...300 { coming.append(Come(.enter, 50 + number * 200, on: number, .binding, .dropped)) }
    _ = Self.judge(coming)
  }

  @Test func `a key meant for a screen that is gone is remembered`() {
    _ = Self.judge([
      Come(Self.one, 0, on: nil, .nothing, .dropped), Come(Self.one, 300, on: 1, .moving, .dropped),
      Come(Self.one, 500, on: 1, .typing, .dropped), Come(Self.one, 1000, on: 1, .nothing, .counts),
    ])
  }

  // MARK: Double strikes

  @Test(arguments: [(10, Verdict.dropped), (30, .dropped), (59, .dropped), (60, .counts), (120, .counts)])
  private func `the same figure twice`(after: Int, verdict: Verdict) {
    _ = Self.judge([Come(Self.one, 0, on: 0, .typing, .counts), Come(Self.one, after, on: 0, .typing, verdict)])
  }

  @Test func `what waited on the way and comes at once was typed`() {
    _ = Self.judge([
      Come(Self.one, 5, on: 0, .typing, .counts), Come(Self.one, 5, on: 0, .typing, .counts),
      Come(Self.one, 6, on: 0, .typing, .counts), Come(.enter, 6, on: 0, .moving, .counts),
      Come(.enter, 6, on: 1, .binding, .dropped),
    ])
  }

  @Test(arguments: [0, 60, 500])
  func `how long a double strike is, is for the library to say`(span: Int) {
    let times = Policy.Keys(quiet: Milliseconds(200), doubleStrike: Milliseconds(span))
    let second: Verdict = span > 100 ? .dropped : .counts
    _ = Self.judge([Come(Self.one, 0, on: 0, .typing, .counts), Come(Self.one, 100, on: 0, .typing, second)], times)
    let third: Verdict = span > 400 ? .dropped : .waits
    _ = Self.judge([Come(Self.one, 0, on: 0, .moving, .counts), Come(Self.one, 400, on: 1, .moving, third)], times)
  }

  // MARK: Strikes

  @Test(arguments: [KeyWeight.nothing, .typing, .moving, .binding])
  func `another key counts at once, whatever it does`(weight: KeyWeight) {
    _ = Self.judge([Come(Self.one, 0, on: 0, .moving, .counts), Come(.digit(2), 5, on: 1, weight, .counts)])
  }

  @Test(arguments: [KeyWeight.nothing, .typing, .moving, .binding])
  func `the same key counts at once when it was quiet for longer than any first delay`(weight: KeyWeight) {
    _ = Self.judge([Come(Self.one, 0, on: 0, .moving, .counts), Come(Self.one, 2_200, on: 1, weight, .counts)])
  }

  @Test(arguments: [KeyWeight.nothing, .typing, .moving, .binding])
  func `the same key counts at once after another one, when it was quiet`(weight: KeyWeight) {
    _ = Self.judge([
      Come(.enter, 0, on: 0, .moving, .counts), Come(.digit(4), 100, on: 0, .typing, .counts),
      Come(.enter, 500, on: 1, weight, .counts),
    ])
    _ = Self.judge([
      Come(.enter, 0, on: 0, .moving, .counts), Come(.digit(4), 100, on: 0, .typing, .counts),
      Come(.enter, 499, on: 1, weight, weight == .typing ? .counts : .dropped),
    ])
  }

  @Test(arguments: [KeyWeight.typing, .moving, .binding])
  func `a key that waits is the machine's when no repeat comes, and not before`(weight: KeyWeight) {
    var (_, keys) = Self.judge([Come(.enter, 0, on: 0, .moving, .counts), Come(.enter, 700, on: 1, weight, .waits)])
    let end = weight == .binding ? 1250 : 1000
    #expect(keys.deadline == end)
    #expect(keys.due(at: end - 1) == nil)
    let waited = keys.due(at: end)
    #expect(waited?.key == .enter && waited?.place == 1)
    #expect(keys.due(at: 2000) == nil && keys.deadline == nil)
  }

  @Test func `a key that waits and is then held itself is the machine's before its first repeat`() {
    var (_, keys) = Self.judge([Come(.enter, 0, on: 0, .moving, .counts), Come(.enter, 700, on: 1, .moving, .waits)])
    #expect(keys.due(at: 1000)?.key == .enter)
    #expect(keys.judge(.enter, at: 1020, on: 2, .moving, .usual) == .dropped)
  }

  @Test func `a key that waits is the machine's when another one comes`() {
    #expect(
      Self.judge([
        Come(.enter, 0, on: 0, .moving, .counts), Come(.enter, 700, on: 1, .moving, .waits),
        Come(.digit(6), 820, on: 2, .typing, .counts),
      ]).proven == [.enter: 1])
  }

  @Test(arguments: [1, 2, 3, 4], [110, 120, 200, 229])
  func `equal figures that begin a number wait together`(count: Int, interval: Int) {
    var coming = [Come(Self.one, 0, on: 0, .moving, .counts), Come(Self.one, 700, on: 1, .typing, .waits)]
    for number in 1..<count { coming.append(Come(Self.one, 700 + number * interval, on: 1, .typing, .dropped)) }
    var (_, keys) = Self.judge(coming)
    #expect(keys.due(at: 700 + (count - 1) * interval + 300)?.count == count)
    coming.append(Come(.digit(0), 700 + count * interval, on: 1, .typing, .counts))
    #expect(Self.judge(coming).proven == [Self.one: count])
  }

  @Test(arguments: [110, 150, 200])
  func `more equal figures than begin any number are a held key, however slowly it repeats`(interval: Int) {
    var coming = [Come(Self.one, 0, on: 0, .moving, .counts), Come(Self.one, 700, on: 1, .typing, .waits)]
    for number in 1...9 { coming.append(Come(Self.one, 700 + number * interval, on: 1, .typing, .dropped)) }
    let (proven, keys) = Self.judge(coming)
    #expect(proven.isEmpty && keys.deadline == nil)
  }

  @Test(arguments: [10, 30, 70, 100, 150, 200, 299])
  func `a trembling hand that strikes twice is heard once, and again at the next screen`(span: Int) {
    var (_, keys) = Self.judge([
      Come(.enter, 0, on: 0, .moving, .counts), Come(.enter, span, on: 1, .moving, .dropped),
      Come(.enter, 1200, on: 1, .moving, .waits), Come(.enter, 1200 + span, on: 1, .moving, .dropped),
    ])
    #expect(keys.due(at: 1500 + span)?.count == 1)
    #expect(keys.judge(.enter, at: 2400, on: 2, .moving, .usual) == .waits)
    #expect(keys.judge(.enter, at: 2400 + span, on: 2, .moving, .usual) == .dropped)
    #expect(keys.due(at: 2700 + span)?.place == 2)
  }

  @Test(arguments: [10, 30, 70, 100, 200, 500])
  func `what cannot be taken back comes from no two repeats, and from the next strike after a pause`(span: Int) {
    var (_, keys) = Self.judge([
      Come(.enter, 0, on: 0, .moving, .counts), Come(.enter, 700, on: 1, .binding, .waits),
      Come(.enter, 700 + span, on: 1, .binding, span < 500 ? .dropped : .waits),
    ])
    #expect(span == 500 || keys.deadline == nil)
    #expect(keys.judge(.enter, at: 1900, on: 1, .binding, .usual) == (span < 500 ? .counts : .waits))
  }

  @Test(arguments: [250, 333, 500])
  func `a keyboard that repeats slowly gives no consent either`(interval: Int) {
    var keys = KeyGuard<Int>()
    #expect(keys.judge(Self.one, at: 0, on: 0, .moving, .usual) == .counts)
    for number in 0..<20 {
      let now = 1000 + number * interval
      #expect(keys.due(at: now) == nil)
      #expect(keys.judge(Self.one, at: now, on: 1, .binding, .usual) != .counts)
    }
  }

  @Test func `more time is more quiet, for the citizen alone`() {
    var driver = BoxDriver()
    driver.press(.enter)
    #expect(driver.box.keyTimes == .usual)
    driver.press(.help, .digit(3), .back)
    #expect(driver.box.keyTimes.quiet == .seconds(2))
    let times = driver.box.keyTimes
    _ = Self.judge(
      [Come(Self.one, 0, on: 0, .moving, .counts), Come(Self.one, 1_999, on: 1, .moving, .dropped)], times)
    _ = Self.judge([Come(Self.one, 0, on: 0, .moving, .counts), Come(Self.one, 2_200, on: 1, .moving, .counts)], times)
    driver.press(.help, .digit(9))
    #expect(driver.box.keyTimes == .usual)
  }
}
