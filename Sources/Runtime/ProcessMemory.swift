import CMemory
import Glibc

/// The memory of this process: closed to others, kept out of swap, and overwritten when it is given back.
package enum ProcessMemory {
  /// What glibc is told so that every freed block is overwritten at once; the small caches of threads would keep blocks as they were.
  private static let tunables = [
    (name: "glibc.malloc.perturb", value: "165"), (name: "glibc.malloc.tcache_count", value: "0"),
  ]
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
    let told = getenv(tunablesVariable).map { String(cString: $0) }
    let bound = getenv(bindNowVariable).map { String(cString: $0) }
    let whole = completed(told ?? "")
    guard whole != told || bound == nil else { return overwrites(whole) }
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard readlink("/proc/self/exe", &name, name.count - 1) > 0 else { return false }
    setenv(tunablesVariable, whole, 1)
    setenv(bindNowVariable, bound ?? "1", 1)
    execv(name, CommandLine.unsafeArgv)
    // It was not begun anew: what was only said must not be taken for done by whoever asks again.
    if let told { setenv(tunablesVariable, told, 1) } else { unsetenv(tunablesVariable) }
    if bound == nil { unsetenv(bindNowVariable) }
    return false
  }

  /// What glibc was told, with what it was not told of ours.
  package static func completed(_ told: String) -> String {
    let parts = told.split(separator: ":").map(String.init)
    let missing = tunables.filter { tunable in !parts.contains { $0.hasPrefix("\(tunable.name)=") } }
    return (parts + missing.map { "\($0.name)=\($0.value)" }).joined(separator: ":")
  }

  /// Whether glibc overwrites what is freed by what it was told, of which the last word counts: by any byte but 0.
  package static func overwrites(_ told: String) -> Bool {
    let name = "\(tunables[0].name)="
    guard let word = told.split(separator: ":").last(where: { $0.hasPrefix(name) })?.dropFirst(name.count) else {
      return false
    }
    let value = word.hasPrefix("0x") ? Int(word.dropFirst(2), radix: 16) : Int(word)
    return (1...255).contains(value ?? 0)
  }

  /// Overwrites what functions that have returned left on this thread's stack.
  package static func scrubStack() { pm_scrub_stack(deadStack) }

  /// Overwrites what an array holds when nobody else holds it; what others still hold is overwritten when it is freed.
  static func overwrite<Element: BitwiseCopyable>(_ elements: inout [Element]) {
    elements.withUnsafeMutableBytes { if let start = $0.baseAddress { pm_wipe(start, $0.count) } }
  }
}
