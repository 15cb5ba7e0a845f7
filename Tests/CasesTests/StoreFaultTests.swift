import Cases
import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

/// What happens to a store's files on a bad day, each with what is told and what was kept.
@Suite struct StoreFaultTests {
  let folder: StateFolder

  init() throws {
    folder = try StateFolder()
    let store = try Store.opened(in: folder)
    try store.addStaff()
    for number in 1...40 { try store.record(.visitOpened(CaseNumber(number), Language("da"))) }
    try store.close()
  }

  private var file: URL { URL(fileURLWithPath: folder.database) }

  /// Opens the store as the box does at its start.
  private func start() throws -> RecoverySnapshot {
    let store = try Store.opened(in: folder)
    try store.examine()
    return try store.recover()
  }

  private func expectDamage(_ detail: String? = nil, at place: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: StoreError.self, sourceLocation: place) { _ = try start() }
    guard case .damaged(let path, let told) = error else {
      return _ = Issue.record("\(String(describing: error))", sourceLocation: place)
    }
    #expect(path == folder.database, sourceLocation: place)
    if let detail { #expect(told == detail, sourceLocation: place) }
  }

  @Test func `a file that is gone is never begun anew in silence`() throws {
    try FileManager.default.removeItem(at: file)
    expectDamage("the file is gone")
    #expect(!FileManager.default.fileExists(atPath: folder.database), "nothing was made in its place")
  }

  @Test(arguments: [0, 1, 100, 511])
  func `a file that was cut to nothing is never begun anew in silence`(length: Int) throws {
    try Data(contentsOf: file).prefix(length).write(to: file)
    expectDamage("the file is empty")
    #expect(try Data(contentsOf: file).count == length, "it is left for an examination")
  }

  @Test(arguments: [1, 2, 7, 20]) func `a file that was cut at a page is damaged`(pages: Int) throws {
    let bytes = try Data(contentsOf: file)
    try #require(bytes.count > pages * 4096)
    try bytes.prefix(pages * 4096).write(to: file)
    expectDamage()
  }

  @Test func `a page that was flipped is found at the start, wherever it is`() throws {
    let bytes = try Data(contentsOf: file)
    for page in 0..<(bytes.count / 4096) {
      var flipped = bytes
      // The head of a page, where SQLite keeps what kind it is and where its cells begin.
      let head = page * 4096 + (page == 0 ? 100 : 0)
      for place in head..<head + 8 { flipped[place] ^= 0xff }
      try flipped.write(to: file)
      expectDamage()
    }
    try bytes.write(to: file)
    #expect(try start().nextCase == CaseNumber(41), "the copy that was restored is whole")
  }

  @Test func `a byte flipped in the log loses commits from there on, and none before`() throws {
    let store = try Store.opened(in: folder)
    for number in 41...60 { try store.record(.visitOpened(CaseNumber(number), Language("da"))) }
    let log = URL(fileURLWithPath: folder.database + "-wal")
    let whole = try Data(contentsOf: log)
    let rows = try store.count("journal")
    for place in stride(from: 40, to: whole.count, by: whole.count / 9) {
      let copy = try folder.copy()
      var flipped = whole
      flipped[place] ^= 1
      try flipped.write(to: URL(fileURLWithPath: copy.database + "-wal"))
      let next = try Store.opened(in: copy)
      let kept = try next.count("journal")
      #expect(kept <= rows)
      #expect(try next.verify() == .whole(rows: kept, head: try #require(try next.journal().last).hash))
      try next.examine()
    }
  }

  @Test func `a log of something else is left aside`() throws {
    try Data(repeating: 0x6a, count: 20_000).write(to: URL(fileURLWithPath: folder.database + "-wal"))
    #expect(try start().nextCase == CaseNumber(41))
  }

  @Test func `a folder in the place of the file, and a file in the place of the folder, are told`() throws {
    try FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
    let error = #expect(throws: StoreError.self) { _ = try start() }
    #expect(error == .misplaced(.folder, path: folder.database))
    #expect(throws: StoreError.misplaced(.file, path: folder.path + "/lock")) {
      _ = try Store(path: folder.path + "/lock/state", key: testKey, now: { 5 })
    }
  }
}
