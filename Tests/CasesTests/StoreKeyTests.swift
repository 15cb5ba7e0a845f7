import Cases
import Foundation
import Glibc
import Testing

@Suite struct StoreKeyTests {
  let folder: StateFolder

  init() throws { folder = try StateFolder() }

  private func place(_ bytes: [UInt8], mode: mode_t) throws -> String {
    let path = folder.path + "/key"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    chmod(path, mode)
    return path
  }

  @Test func `a demonstration key is made once, for its owner alone, and known as such`() throws {
    let path = folder.path + "/key"
    let made = try StoreKey.makeDemonstration(at: path)
    let found = try StoreKey.load(from: path)
    #expect(made.isDemonstration && found.isDemonstration)
    #expect(made.mark("x", []) == found.mark("x", []))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(throws: StoreError.key(.exists, path: path)) { try StoreKey.makeDemonstration(at: path) }
    #expect(try StoreKey.load(from: path).mark("x", []) == made.mark("x", []))
  }

  @Test func `thirty-two bytes are a key of production`() throws {
    let path = try place([UInt8](repeating: 7, count: 32), mode: 0o400)
    let key = try StoreKey.load(from: path)
    #expect(!key.isDemonstration)
    #expect(key.mark("x", []) == testKey.mark("x", []))
  }

  @Test(arguments: [0o644, 0o604, 0o620, 0o666, 0o777] as [mode_t])
  func `a key that others can read or change is refused`(mode: mode_t) throws {
    let path = try place([UInt8](repeating: 7, count: 32), mode: mode)
    #expect(throws: StoreError.key(.mode(Int(mode)), path: path)) { try StoreKey.load(from: path) }
  }

  @Test(arguments: [0, 31, 33, 60, 300])
  func `a file of another length is no key`(count: Int) throws {
    let path = try place([UInt8](repeating: 7, count: count), mode: 0o600)
    #expect(throws: StoreError.key(.malformed, path: path)) { try StoreKey.load(from: path) }
  }

  @Test func `a key that is not there, or is a folder, cannot be read`() {
    let missing = folder.path + "/none"
    #expect(throws: StoreError.key(.unreadable, path: missing)) { try StoreKey.load(from: missing) }
    #expect(throws: StoreError.key(.unreadable, path: folder.path)) { try StoreKey.load(from: folder.path) }
  }

  @Test func `a seal opens with its key, at its place, unchanged, and never looks the same twice`() throws {
    let bytes = Array("Agnethe".utf8)
    let sealed = try testKey.seal(bytes, for: "contact 000001")
    #expect(testKey.open(sealed, for: "contact 000001") == bytes)
    #expect(testKey.open(sealed, for: "contact 000002") == nil)
    #expect(key(8).open(sealed, for: "contact 000001") == nil)
    #expect(try testKey.seal(bytes, for: "contact 000001") != sealed)
    for place in sealed.indices {
      var changed = sealed
      changed[place] ^= 1
      #expect(testKey.open(changed, for: "contact 000001") == nil)
    }
    #expect(testKey.open([], for: "contact 000001") == nil)
    #expect(testKey.open([1], for: "contact 000001") == nil)
  }
}
