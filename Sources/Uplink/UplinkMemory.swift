import CMemory
import NIOCore

/// What the register answered passes through this process, and is nobody's business afterwards: what is freed, what a line keeps to read into
/// again, and what functions left on a stack is overwritten.
package enum UplinkMemory {
  /// What functions may have left below the one that runs, in bytes.
  private static let deadStack = 256 * 1024

  /// Protects this process, before anything is read; what the system did not agree to.
  package static func protect() -> [String] {
    let parts = [
      ("what is freed is not overwritten", pm_overwrite_freed()), ("others may read it", pm_close() == 0),
      ("it may be swapped out", pm_lock() == 0),
    ]
    return parts.filter { !$0.1 }.map(\.0)
  }

  /// Overwrites what was read, in the very memory that the line reads into again; nobody may look at it afterwards.
  static func wipe(_ buffer: ByteBuffer) {
    buffer.withVeryUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      pm_wipe(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
  }

  /// Overwrites what functions that have returned left on this thread's stack.
  static func scrubStack() { pm_scrub_stack(deadStack) }
}

/// Runs a task on a loop's thread, so that there is one stack alone to overwrite.
final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute {
      job.runSynchronously(on: self.asUnownedTaskExecutor())
      UplinkMemory.scrubStack()
    }
  }
}
