import Cases
import Foundation
import Glibc
import Testing

@Suite struct AuthorityKeyTests {
  let folder: StateFolder

  init() throws { folder = try StateFolder() }

  private func place(_ content: String, mode: mode_t = 0o600) throws -> String {
    let path = folder.path + "/key"
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, mode)
    return path
  }

  /// Made by `openssl genpkey -algorithm X25519` and `openssl pkey -pubout`, for this test alone.
  static let privatePEM = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VuBCIEIAj4px3VS8PWODFke1WK/5lGHpE3RSPYGGB7o4bVzzNk
    -----END PRIVATE KEY-----

    """
  static let publicPEM = """
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VuAyEAYRZVferB5lhyC8CuAV9wiujjLBRasS9qz3dUaQc4b1Y=
    -----END PUBLIC KEY-----

    """

  @Test func `keys are read as another program writes them`() throws {
    let path = try place(Self.privatePEM)
    let key = try AuthorityPrivateKey.load(from: path)
    #expect(!key.isDemonstration)
    let known = try AuthorityKey.load(from: try place(Self.publicPEM, mode: 0o644))
    #expect(known.bytes == key.publicKey.bytes)
    #expect(known.bytes.hexadecimal == "6116557deac1e658720bc0ae015f708ae8e32c145ab12f6acf77546907386f56")
    try Data(known.bytes).write(to: URL(fileURLWithPath: path))
    #expect(try AuthorityKey.load(from: path).bytes == known.bytes)
  }

  @Test func `a demonstration's pair is made once and known as such, whatever was there of it`() throws {
    let made = try AuthorityKey.makeDemonstration(in: folder.path)
    #expect(made.isDemonstration)
    let home = try AuthorityPrivateKey.load(from: folder.path + "/authority.key")
    #expect(home.isDemonstration && home.publicKey.bytes == made.bytes)
    for name in ["authority.key", "authority.pub"] {
      let mode = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
    unlink(folder.path + "/authority.pub")
    #expect(try AuthorityKey.makeDemonstration(in: folder.path).bytes == made.bytes)
    #expect(try AuthorityKey.makeDemonstration(in: folder.path).bytes == made.bytes)
  }

  @Test(
    arguments: [
      "", "short", String(repeating: "x", count: 5000), privatePEM,
      publicPEM.replacingOccurrences(of: "MCowBQ", with: "MCowBR"), String(publicPEM.dropLast(30)),
      "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n", String(repeating: "\0", count: 32),
    ])
  func `what is no public key is refused`(content: String) throws {
    let path = try place(content)
    #expect(throws: StoreError.authorityKey(.malformed, path: path)) { try AuthorityKey.load(from: path) }
  }

  @Test func `a public key that others can change, and a private one that others can read, are refused`() throws {
    let path = try place(Self.publicPEM, mode: 0o646)
    #expect(throws: StoreError.authorityKey(.mode(0o646), path: path)) { try AuthorityKey.load(from: path) }
    let home = try place(Self.privatePEM, mode: 0o644)
    #expect(throws: StoreError.authorityKey(.mode(0o644), path: home)) { try AuthorityPrivateKey.load(from: home) }
    let none = folder.path + "/none"
    #expect(throws: StoreError.authorityKey(.unreadable, path: none)) { try AuthorityKey.load(from: none) }
    mkfifo(folder.path + "/pipe", 0o600)
    #expect(throws: StoreError.authorityKey(.unreadable, path: folder.path + "/pipe")) {
      try AuthorityKey.load(from: folder.path + "/pipe")
    }
  }
}
