import Glibc
import Recording
import Synchronization
import Testing

/// The file of a recording: its owner's alone, never written over, and no trouble to the box when it fails.
@Suite struct RecordingFileTests {
  /// A folder of its own.
  private let folder: String

  init() throws {
    var template = Array("/tmp/pasboks-recording-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private var path: String { folder + "/recording" }

  private func remove() {
    unlink(path)
    rmdir(folder)
  }

  @Test func `a recording is its owner's alone, and every line is there`() throws {
    defer { remove() }
    let mask = umask(0)
    defer { umask(mask) }
    let file = try RecordingFile(making: path)
    for number in 1...100 { file.append("line \(number)") }
    file.finish()
    var told = stat()
    #expect(stat(path, &told) == 0)
    #expect(told.st_mode & 0o777 == 0o600)
    let written = try #require(Self.text(path))
    #expect(written.split(separator: "\n").map(String.init) == (1...100).map { "line \($0)" })
  }

  @Test func `a file that is there stays as it is, and so does what a link points to`() throws {
    defer { remove() }
    try RecordingFile(making: path).append("first")
    #expect(throws: RecordingFile.Fault.exists(path: path)) { try RecordingFile(making: path) }
    unlink(path)
    #expect(symlink("\(folder)/elsewhere", path) == 0)
    #expect(throws: RecordingFile.Fault.exists(path: path)) { try RecordingFile(making: path) }
    #expect(access("\(folder)/elsewhere", F_OK) != 0)
  }

  @Test func `a folder that is not there is told`() {
    defer { remove() }
    #expect(throws: RecordingFile.Fault.system(path: "\(folder)/none/recording", errno: ENOENT)) {
      try RecordingFile(making: "\(folder)/none/recording")
    }
  }

  @Test func `a full disk stops the recording, and is told once`() throws {
    defer { remove() }
    let file = RecordingFile(path: "full", descriptor: open("/dev/full", O_WRONLY))
    let faults = Told()
    file.whenStopped { faults.add($0) }
    for number in 1...10 { file.append("line \(number)") }
    file.finish()
    #expect(faults.all == [.system(path: "full", errno: ENOSPC)])
  }

  @Test func `who asks after it has stopped is told as well`() throws {
    defer { remove() }
    let file = RecordingFile(path: "full", descriptor: open("/dev/full", O_WRONLY))
    file.append("the first line")
    file.finish()
    let faults = Told()
    file.whenStopped { faults.add($0) }
    #expect(faults.all == [.system(path: "full", errno: ENOSPC)])
  }

  @Test func `a file that is taken away stops the recording, and is told once`() throws {
    defer { remove() }
    let faults = Told()
    let file = try RecordingFile(making: path)
    file.whenStopped { faults.add($0) }
    file.append("first")
    file.finish()
    #expect(faults.all == [])
    unlink(path)
    for number in 1...10 { file.append("line \(number)") }
    file.finish()
    #expect(faults.all == [.removed(path: path)])
  }

  private static func text(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}

/// What was told, in its order.
private final class Told: Sendable {
  private let faults = Mutex<[RecordingFile.Fault]>([])
  var all: [RecordingFile.Fault] { faults.withLock { $0 } }
  func add(_ fault: RecordingFile.Fault) { faults.withLock { $0.append(fault) } }
}
