import Glibc

/// What has a thread of its own.
protocol ThreadWork: AnyObject {
  /// All that the thread does; when it returns, the thread ends.
  func serve()
}

/// Threads that live as long as their work.
enum OwnThread {
  private final class Start {
    let work: any ThreadWork
    init(_ work: any ThreadWork) { self.work = work }
  }

  /// Starts a thread for work that is nobody else's; 0, or why there is none (errno's number).
  static func start(_ work: any ThreadWork) -> Int32 {
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(work))
    let result = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Start>.fromOpaque(context).takeRetainedValue().work.serve() }
        return nil
      }, start.toOpaque())
    if result == 0 { pthread_detach(thread) } else { start.release() }
    return result
  }
}
