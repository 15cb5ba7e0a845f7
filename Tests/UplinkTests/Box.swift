import AuthorityWire
import Devices
import Foundation
import Glibc
import Logging
import Renewal
import Runtime
import Uplink

/// The box's end of the uplink's socket, with answers that are waited for. An answer that came twice would end the test run.
final class Box: Sendable {
  /// Pauses between lines are over at once; what is waited for longer never comes.
  struct Hasty: Scheduler {
    func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void) {
      guard span.count <= 8_000 else { return }
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) { work() }
    }
  }

  let path: String
  private let authority: RemoteAuthority

  init(_ path: String) {
    self.path = path
    authority = RemoteAuthority(path: path, scheduler: Hasty(), log: Trial.log)
  }

  static func path() -> String { "/tmp/pasboks-uplink-\(getpid())-\(UInt32.random(in: 0 ... .max))" }

  func ask(_ question: AuthorityQuestion) async -> AuthorityAnswer {
    await withCheckedContinuation { waiting in authority.ask(question) { waiting.resume(returning: $0) } }
  }

  func submit(_ bytes: [UInt8], key: String) async -> SubmissionAnswer {
    await withCheckedContinuation { waiting in authority.submit(bytes, key: key) { waiting.resume(returning: $0) } }
  }

  var state: UplinkState? { authority.state }

  func close() {
    authority.close()
    unlink(path)
  }
}
