import Foundation
import TestSupport
import Testing

/// Nobody presses a key. These wait for the shortest times a box may be given, on threads of their own beside the other tests.
struct BoxIdleTests {
  @Test func `the box asks whether somebody is here, and the key that answers types nothing`() async throws {
    try await besideOthers {
      let folder = try BoxFolder()
      try folder.configure("idle: 90 s", as: "idle: 20 s")
      let box = try BoxOnPseudoTerminal(in: folder)
      try box.goToIdentity()
      try box.press("0610", expect: "0 6 1 0 _ _  _ _ _ _")
      try box.expect("idle.heading", "idle.wiped", "idle.seconds.other")
      try box.press("1", expect: "0 6 1 0 _ _  _ _ _ _", "help.moreTimeGiven")
    }
  }

  @Test func `who has left is not waited for, and the welcome says that all is erased`() async throws {
    try await besideOthers {
      let folder = try BoxFolder()
      try folder.configure("idle: 90 s", as: "idle: 20 s")
      try folder.configure("farewell: 30 s", as: "farewell: 5 s")
      let box = try BoxOnPseudoTerminal(in: folder)
      try box.begin()
      try box.expect("idle.heading")
      try box.expect("farewell.timedOutHeading")
      try box.expect("welcome.heading", "welcome.wiped")
    }
  }
}

/// Waits on a thread of its own, so that the other tests go on meanwhile.
func besideOthers(_ wait: @escaping @Sendable () throws -> Void) async throws {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try wait() }) }
  }
}
