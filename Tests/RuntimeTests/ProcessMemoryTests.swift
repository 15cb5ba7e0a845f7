import CMemory
import Glibc
import Runtime
import Testing

/// What is freed is overwritten; that nothing of a visit is left, `MemoryTests` look for in the memory of the program.
@Suite struct ProcessMemoryTests {
  @Test(arguments: [
    ("", false), ("glibc.malloc.perturb=0x55", false), ("glibc.malloc.perturb=0:glibc.malloc.perturb=1", false),
    ("glibc.malloc.perturb=0", true), ("glibc.malloc.perturb=", true), ("glibc.malloc.perturb=256", true),
    ("xglibc.malloc.perturb=0", false), ("glibc.malloc.perturb=85:glibc.malloc.perturb=0", true),
  ])
  func `what is freed is overwritten unless glibc was told otherwise`(told: String, isKept: Bool) {
    #expect(ProcessMemory.keepsFreed(told) == isKept)
  }

  @Test func `a block that is freed, and one that moves, is overwritten, and what moves stays whole`() throws {
    try #require(pm_overwrite_freed())
    for size in [24, 200, 5000, 300_000] {
      var bytes = try #require(malloc(size))
      memset(bytes, 0x5A, size)
      // Something behind it, so that it must move.
      let next = malloc(size)
      let old = UInt(bitPattern: bytes)
      bytes = try #require(realloc(bytes, size * 4))
      #expect(UnsafeRawBufferPointer(start: bytes, count: size).allSatisfy { $0 == 0x5A })
      if size < 100_000, UInt(bitPattern: bytes) != old, let left = UnsafeRawPointer(bitPattern: old) {
        // The allocator's own words stand at the beginning.
        #expect(UnsafeRawBufferPointer(start: left, count: size).dropFirst(16).allSatisfy { $0 != 0x5A }, "\(size)")
      }
      free(bytes)
      free(next)
    }
    #expect(realloc(malloc(10), 0) == nil)
  }
}
