import Quality
import Renewal
import Runtime
import Testing

@Suite struct VaultTests {
  private let photo = RGBPicture(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6])
  private let print = GreyPicture(width: 2, height: 1, pixels: [7, 8])

  @Test func `keeps a picture until it is discarded`() throws {
    let vault = Vault()
    let photo = try #require(photo)
    let kept = vault.keep(photo)
    #expect(vault.photo(kept) == photo)
    vault.discard([kept])
    #expect(vault.photo(kept) == nil)
    #expect(vault.isEmpty)
  }

  @Test func `a wipe leaves nothing, and numbers are never given twice`() throws {
    let vault = Vault()
    let first = vault.keep(try #require(photo))
    _ = vault.keep(try #require(print), of: .rightIndex)
    vault.show(photo)
    vault.wipe()
    #expect(vault.isEmpty)
    #expect(vault.liveFrame == nil)
    #expect(vault.keep(try #require(photo)) > first)
  }
}
