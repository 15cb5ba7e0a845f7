import Runtime
import Testing

/// What glibc is told, so that it overwrites what is freed; that it then does, `MemoryTests` look for in the memory of the program.
@Suite struct ProcessMemoryTests {
  static let ours = "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"

  @Test(arguments: [
    ("", ours), (ours, ours), ("glibc.malloc.perturb=0", "glibc.malloc.perturb=0:glibc.malloc.tcache_count=0"),
    ("glibc.malloc.arena_max=1", "glibc.malloc.arena_max=1:\(ours)"),
    ("xglibc.malloc.perturb=1", "xglibc.malloc.perturb=1:\(ours)"),
  ])
  func `what somebody else told glibc stays, and ours is added`(told: String, whole: String) {
    #expect(ProcessMemory.completed(told) == whole)
    #expect(ProcessMemory.completed(whole) == whole, "the program begins anew once")
  }

  @Test(arguments: [
    (ours, true), ("glibc.malloc.perturb=0x55", true), ("glibc.malloc.perturb=0:glibc.malloc.perturb=1", true),
    ("", false), ("glibc.malloc.perturb=0", false), ("glibc.malloc.perturb=", false),
    ("glibc.malloc.perturb=256", false),
    ("xglibc.malloc.perturb=1", false), ("glibc.malloc.perturb=85:glibc.malloc.perturb=0", false),
  ])
  func `only a byte that is not 0 overwrites`(told: String, overwrites: Bool) {
    #expect(ProcessMemory.overwrites(told) == overwrites)
  }
}
