import CMemory
import Glibc

/// The memory of this process: closed to others, kept out of swap, and overwritten when it is given back.
package enum ProcessMemory {
  /// By this word somebody tells glibc, and us, whether what is freed is overwritten: any byte but 0.
  private static let tunable = "glibc.malloc.perturb="
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

  /// Protects this process; called before anything personal is read. Returns what the system did not agree to.
  package static func protect() -> [Gap] {
    var gaps: [Gap] = []
    if !overwriteFreed() { gaps.append(.freedIsNotOverwritten) }
    if pm_close() != 0 { gaps.append(.isReadable) }
    if pm_lock() != 0 { gaps.append(.isNotLocked) }
    return gaps
  }

  /// From here on what is freed is overwritten, in every thread, unless somebody told glibc otherwise; tells whether it is.
  @discardableResult
  package static func overwriteFreed() -> Bool {
    keepsFreed(getenv("GLIBC_TUNABLES").map { String(cString: $0) } ?? "") ? false : pm_overwrite_freed()
  }

  /// Begins the program once more where a loader would bind functions at their first calls, and returns only where none would, or it
  /// cannot be begun. Whatever was done before is done twice: so a command begins with this.
  package static func bindAtStart() {
    guard !pm_is_bound_at_start(), getenv(bindNowVariable) == nil else { return }
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard readlink("/proc/self/exe", &name, name.count - 1) > 0 else { return }
    setenv(bindNowVariable, "1", 1)
    execv(name, CommandLine.unsafeArgv)
    unsetenv(bindNowVariable)
  }

  /// Whether glibc was told to leave what is freed as it is; its last word counts.
  package static func keepsFreed(_ told: String) -> Bool {
    guard let word = told.split(separator: ":").last(where: { $0.hasPrefix(tunable) })?.dropFirst(tunable.count) else {
      return false
    }
    let value = word.hasPrefix("0x") ? Int(word.dropFirst(2), radix: 16) : Int(word)
    return !(1...255).contains(value ?? 0)
  }

  /// Overwrites what functions that have returned left on this thread's stack.
  package static func scrubStack() { pm_scrub_stack(deadStack) }

  /// Overwrites what an array holds when nobody else holds it; what others still hold is overwritten when it is freed.
  static func overwrite<Element: BitwiseCopyable>(_ elements: inout [Element]) {
    elements.withUnsafeMutableBytes { if let start = $0.baseAddress { pm_wipe(start, $0.count) } }
  }
}
