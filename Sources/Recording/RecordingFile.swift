import Dispatch
import Glibc
import Synchronization

/// The file of a recording that is being made. Writing happens away from the caller; when it fails, the recording stops and says so once.
package final class RecordingFile: Sendable {
  /// Why a file cannot be made, or nothing more is written.
  package enum Fault: Error, Hashable, Sendable {
    /// There is such a file already, and it stays as it is.
    case exists(path: String)
    /// The system refuses, by the error's number.
    case system(path: String, errno: Int32)
    /// Somebody took the file away.
    case removed(path: String)
    /// More waits than a disk that works would let wait.
    case tooSlow(path: String)
  }

  private struct Contents {
    /// What ends the recording; nothing while it goes on.
    var fault: Fault?
    /// Lines that wait to be written.
    var waiting = 0
    /// How many bytes are whole lines.
    var whole = 0
    /// Is told why the recording stopped.
    var stopped: (@Sendable (Fault) -> Void)?
  }

  /// The most lines that wait.
  private static let mostWaiting = 20_000

  private let path: String
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "pasboks.recording")
  private let contents = Mutex(Contents())

  /// Makes a file that only its owner reads; one that is there is never written over.
  package convenience init(making path: String) throws(Fault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw errno == EEXIST ? .exists(path: path) : .system(path: path, errno: errno) }
    // Whatever the process's mask is.
    fchmod(descriptor, 0o600)
    self.init(path: path, descriptor: descriptor)
  }

  /// A file that is open for writing; it is closed with this.
  package init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Calls something once, on any thread, when the recording stops before its end; at once when it has stopped already.
  package func whenStopped(_ stopped: @escaping @Sendable (Fault) -> Void) {
    let fault = contents.withLock { contents in
      contents.stopped = stopped
      return contents.fault
    }
    if let fault { stopped(fault) }
  }

  /// Puts a line behind those before.
  package func append(_ line: String) {
    let isTaken = contents.withLock { contents in
      guard contents.fault == nil else { return false }
      contents.waiting += 1
      return true
    }
    guard isTaken else { return }
    guard contents.withLock({ $0.waiting }) <= Self.mostWaiting else { return stop(.tooSlow(path: path)) }
    queue.async { [self] in write(Array((line + "\n").utf8)) }
  }

  /// Takes the file away again, for there is nothing to record.
  package func remove() { unlink(path) }

  /// Waits until all that was given is written.
  package func finish() { queue.sync {} }

  private func write(_ bytes: [UInt8]) {
    contents.withLock { $0.waiting -= 1 }
    guard contents.withLock({ $0.fault }) == nil else { return }
    var file = stat()
    guard fstat(descriptor, &file) == 0 else { return stop(.system(path: path, errno: errno)) }
    guard file.st_nlink > 0 else { return stop(.removed(path: path)) }
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = errno
        // Half a line is worth nothing: the recording ends with the last whole one.
        _ = ftruncate(descriptor, contents.withLock { $0.whole })
        return stop(.system(path: path, errno: error))
      }
      start += count
    }
    contents.withLock { $0.whole += bytes.count }
  }

  private func stop(_ fault: Fault) {
    let stopped = contents.withLock { contents -> (@Sendable (Fault) -> Void)? in
      guard contents.fault == nil else { return nil }
      contents.fault = fault
      return contents.stopped
    }
    stopped?(fault)
  }
}

extension RecordingFile.Fault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .exists(let path): "\(path): there is such a file already; a recording is written over none, so name another"
    case .system(let path, let error): "\(path): \(String(cString: strerror(error)))"
    case .removed(let path): "\(path): the file was taken away"
    case .tooSlow(let path): "\(path): the disk does not keep up"
    }
  }
}
