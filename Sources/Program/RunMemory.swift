import Logging
import Runtime

/// What is told of the protection of this process's memory.
enum RunMemory {
  /// Tells what is missing; a demonstration, which has no real people, needs no limits for that.
  static func log(_ gaps: [ProcessMemory.Gap], to log: Logger, isDemonstration: Bool) {
    for gap in gaps {
      log.log(level: isDemonstration ? .notice : .warning, "memory is not protected", metadata: ["REASON": "\(gap)"])
    }
  }
}
