import CMemory
import Glibc

/// The memory of this process: closed to others, kept out of swap, and overwritten when it is given back.
package enum ProcessMemory {
  /// What glibc is told so that every freed block is overwritten at once; the small caches of threads would keep blocks as they were.
  private static let tunables = "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"
  private static let tunablesVariable = "GLIBC_TUNABLES"
  /// Makes the loader bind every function at the start. It would do so at a function's first call, and save all vector registers on
  /// the stack for it: what was last copied with them, by whichever thread started this one.
  private static let bindNowVariable = "LD_BIND_NOW"

  /// What of a stack may have been used by functions that have returned, in bytes: several times what a visit was seen to need.
  private static let deadStack = 256 * 1024

  /// Something that the system did not agree to.
  package enum Gap: Hashable, Sendable {
    /// Memory that is given back keeps what was in it.
    case freedIsNotOverwritten
    /// Another process of this user may read the memory, or a core dump may be left.
    case isReadable
    /// Memory may get into swap: the limit for locked memory (`LimitMEMLOCK=`) is not infinite.
    case isNotLocked
  }

  /// Protects this process; called before anything personal is read. It begins the program once more when nobody has told glibc
  /// to overwrite what is freed and to bind at once. Returns what the system did not agree to.
  package static func protect() -> [Gap] {
    var gaps: [Gap] = []
    if !beginOverwriting() { gaps.append(.freedIsNotOverwritten) }
    if pm_close() != 0 { gaps.append(.isReadable) }
    if pm_lock() != 0 { gaps.append(.isNotLocked) }
    return gaps
  }

  /// Begins the program once more where nobody has told glibc to overwrite what is freed and to bind at once, and returns only where
  /// that is done, or cannot be. Whatever was done before is done twice: so `run` begins with this.
  @discardableResult
  package static func beginOverwriting() -> Bool {
    let told = getenv(tunablesVariable).map { String(cString: $0) } ?? ""
    let overwrites = told.contains("glibc.malloc.perturb=")
    guard !overwrites || getenv(bindNowVariable) == nil else { return true }
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard readlink("/proc/self/exe", &name, name.count - 1) > 0 else { return false }
    if !overwrites { setenv(tunablesVariable, told.isEmpty ? tunables : "\(told):\(tunables)", 1) }
    setenv(bindNowVariable, "1", 1)
    execv(name, CommandLine.unsafeArgv)
    return false
  }

  /// Overwrites what functions that have returned left on this thread's stack.
  package static func scrubStack() { pm_scrub_stack(deadStack) }

  /// Overwrites what an array holds when nobody else holds it; what others still hold is overwritten when it is freed.
  static func overwrite<Element: BitwiseCopyable>(_ elements: inout [Element]) {
    elements.withUnsafeMutableBytes { if let start = $0.baseAddress { pm_wipe(start, $0.count) } }
  }
}
