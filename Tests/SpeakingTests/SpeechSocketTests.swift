import Dispatch
import Foundation
import Logging
import Renewal
import Runtime
import Screens
import Speaking
import Synchronization
import Testing

/// The voice behind a socket: the process that serves it, and the box's end of it.
@Suite struct SpeechSocketTests {
  /// An engine that keeps what it was asked, and ends when a test says so, or when it is stopped.
  private final class Engine: SpeechEngine {
    private struct Contents {
      var asked: [(Phrase, Presentation)] = []
      var finish: (@Sendable (SpeechEnd) -> Void)?
    }

    private final class Utterance: Speaking {
      let engine: Engine
      init(_ engine: Engine) { self.engine = engine }
      func stop() { engine.finish(.failed("stopped")) }
    }

    private let contents = Mutex(Contents())
    let isAsked = DispatchSemaphore(value: 0)

    func say(
      _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
      gone: @escaping @Sendable () -> Void
    ) -> (any Speaking)? {
      contents.withLock { contents in
        contents.asked.append((phrase, presentation))
        contents.finish = { end in
          ended(end)
          gone()
        }
      }
      isAsked.signal()
      return Utterance(self)
    }

    func finish(_ end: SpeechEnd) {
      let finish = contents.withLock { contents in
        defer { contents.finish = nil }
        return contents.finish
      }
      finish?(end)
    }

    var asked: [(Phrase, Presentation)] { contents.withLock { $0.asked } }
    var isSpeaking: Bool { contents.withLock { $0.finish != nil } }
  }

  private static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// More than a busy machine takes.
  private static let ample = Milliseconds.seconds(3_600)

  /// A service with that engine on a socket of its own: its path.
  private static func served(_ engine: any SpeechEngine, patience: Milliseconds = ample) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("voice-\(UUID().uuidString.prefix(8))")
      .path
    let socket = try ListeningSocket(path: path)
    DispatchQueue.global().async {
      SpeechService(engine, settings: "these", patience: patience, log: silence).serve(on: socket)
    }
    return path
  }

  private let isEnded = DispatchSemaphore(value: 0)
  private let isGone = DispatchSemaphore(value: 0)

  /// Says something, and waits until `act` has led to its end.
  private func end(
    of phrase: Phrase, _ presentation: Presentation, on socket: SpeechSocket, _ act: ((any Speaking)?) -> Void
  ) -> SpeechEnd? {
    let end = Mutex<SpeechEnd?>(nil)
    let (isEnded, isGone) = (isEnded, isGone)
    let speaking = socket.say(
      phrase, presentation,
      ended: { told in
        end.withLock { $0 = told }
        isEnded.signal()
      }, gone: { isGone.signal() })
    act(speaking)
    isEnded.wait()
    if speaking != nil { isGone.wait() }
    return end.withLock { $0 }
  }

  @Test func `what is asked arrives as it was, and how it ended comes back`() throws {
    let engine = Engine()
    let socket = SpeechSocket(path: try Self.served(engine), patience: Self.ample)
    var presentation = Presentation(language: Language("de"))
    presentation.volume = 5
    presentation.pace = 1
    let words = "Gebühr: „893“ Kronen.\u{2028}\"Ja\" \\ nein"
    for wanted in [SpeechEnd.said, .failed("it ended with 3"), .absent("No such file")] {
      let end = end(of: Phrase(words, Language("da")), presentation, on: socket) { _ in
        engine.isAsked.wait()
        engine.finish(wanted)
      }
      #expect(end == wanted)
    }
    #expect(engine.asked.allSatisfy { $0.0.text == words && $0.0.language == Language("da") })
    #expect(engine.asked.allSatisfy { $0.1.volume == 5 && $0.1.pace == 1 })
  }

  @Test func `who stops it in the middle stops the engine, and waits until nothing is left`() throws {
    let engine = Engine()
    let socket = SpeechSocket(path: try Self.served(engine), patience: Self.ample)
    _ = end(of: Phrase("lang", Language("da")), Presentation(language: Language("da")), on: socket) { speaking in
      engine.isAsked.wait()
      speaking?.stop()
    }
    #expect(!engine.isSpeaking)
  }

  @Test func `two who ask at once are said one after the other`() throws {
    let engine = Engine()
    let path = try Self.served(engine)
    let (danish, ends) = (Language("da"), DispatchSemaphore(value: 0))
    let socket = SpeechSocket(path: path, patience: Self.ample)
    for word in ["first", "second"] {
      _ = socket.say(
        Phrase(word, danish), Presentation(language: danish), ended: { _ in ends.signal() }, gone: {})
      if word == "first" { engine.isAsked.wait() }
    }
    #expect(engine.asked.count == 1, "the second waits")
    engine.finish(.said)
    engine.isAsked.wait()
    #expect(engine.asked.map(\.0.text) == ["first", "second"])
    engine.finish(.said)
    ends.wait()
    ends.wait()
  }

  @Test(arguments: [
    ("these", SpeechEnd.said), ("others", .absent("the voice was started before kiosk.yaml was changed")),
  ]
  )
  func `a voice that was started with other settings is none for who names them`(
    settings: String, expected: SpeechEnd
  ) throws {
    let engine = Engine()
    let socket = SpeechSocket(path: try Self.served(engine), settings: settings, patience: Self.ample)
    let end = end(of: Phrase("", Language("da")), Presentation(language: Language("da")), on: socket) { _ in
      guard expected == .said else { return }
      engine.isAsked.wait()
      engine.finish(.said)
    }
    #expect(end == expected)
  }

  /// A voice that takes a call, answers this and then nothing any more.
  private static func hanging(answering bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hang-\(UUID().uuidString.prefix(8))").path
    let socket = try ListeningSocket(path: path)
    DispatchQueue.global().async {
      guard let line = socket.call() else { return }
      _ = UnixSocket.send(bytes[...], to: line)
    }
    return path
  }

  @Test func `a voice that does not begin is none`() throws {
    let socket = SpeechSocket(path: try Self.hanging(answering: []), patience: Milliseconds(20))
    let end = end(of: Phrase("ja", Language("da")), Presentation(language: Language("da")), on: socket) { _ in }
    #expect(end == .absent("the voice on the socket does not answer"))
  }

  @Test func `a headset is not believed of a voice that hangs`() async throws {
    let told = AsyncStream.makeStream(of: Bool.self)
    let plugged = Array("{\"headset\":true}\n".utf8)
    HeadsetWatch(
      path: try Self.hanging(answering: plugged), pause: .seconds(3_600), patience: Milliseconds(20), log: Self.silence
    ).run { told.continuation.yield($0) }
    // On a slow machine nothing was heard of it in time, which is no headset either.
    var last: Bool?
    for await isIn in told.stream {
      last = isIn
      if !isIn { break }
    }
    #expect(last == false)
  }

  /// An engine that fails at everything, and how often it was asked.
  private final class Failing: SpeechEngine {
    let asked = Mutex(0)

    func say(
      _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
      gone: @escaping @Sendable () -> Void
    ) -> (any Speaking)? {
      asked.withLock { $0 += 1 }
      ended(.failed("no"))
      return nil
    }
  }

  @Test(arguments: [(1, [VoiceEnd.cutOff, .cutOff, .cutOff]), (30, [.cutOff, .cutOff, .absent])])
  func `an engine that is stopped long after it should have ended has failed`(seconds: Int, ends: [VoiceEnd]) {
    let engine = Engine()
    let clock = Mutex(0)
    let told = Mutex([VoiceEnd]())
    let isTold = DispatchSemaphore(value: 0)
    let voice = SpokenVoice(engine, log: Self.silence, now: { .seconds(clock.withLock { $0 }) })
    for _ in ends {
      voice.say(
        [Phrase("Tast dit nummer", Language("da"))], Presentation(language: Language("da")), isPatient: false,
        began: { _ in },
        ended: { end in
          told.withLock { $0.append(end) }
          isTold.signal()
        })
      engine.isAsked.wait()
      clock.withLock { $0 += seconds }
      voice.hush()
      isTold.wait()
    }
    #expect(told.withLock { $0 } == ends)
  }

  @Test func `an engine that fails at three phrases in a row is none, and is asked for no more of them`() async {
    let engine = Failing()
    let voice = SpokenVoice(engine, log: Self.silence)
    let danish = Language("da")
    let end = await withCheckedContinuation { continuation in
      voice.say(
        (1...7).map { Phrase("\($0)", danish) }, Presentation(language: danish), isPatient: false, began: { _ in },
        ended: { continuation.resume(returning: $0) })
    }
    #expect(end == .absent)
    #expect(engine.asked.withLock { $0 } == 3)
  }

  @Test func `a voice that does not end what was stopped holds nobody up`() throws {
    let begun = Array("{\"end\":\"begun\"}\n".utf8)
    let socket = SpeechSocket(path: try Self.hanging(answering: begun), patience: Milliseconds(20))
    let end = end(of: Phrase("ja", Language("da")), Presentation(language: Language("da")), on: socket) {
      $0?.stop()
    }
    #expect(end == .failed("it did not answer"))
  }

  @Test func `where nobody answers there is no voice`() {
    let socket = SpeechSocket(path: "/nowhere/voice")
    let end = end(of: Phrase("nej", Language("da")), Presentation(language: Language("da")), on: socket) { _ in }
    if case .absent(let reason) = end {
      #expect(reason.contains("/nowhere/voice"))
    } else {
      Issue.record("\(end as Any)")
    }
  }

  @Test(arguments: [
    "", "\n", "{}\n", "{\"say\":\"x\"}\n", "{\"language\":\"../x\",\"pace\":3,\"say\":\"x\",\"volume\":3}\n",
    String(repeating: "x", count: 100_000),
  ])
  func `what is no request is not said, and the next one is`(bytes: String) throws {
    let engine = Engine()
    let path = try Self.served(engine)
    let line = try UnixSocket.connect(path)
    _ = UnixSocket.send(Array(bytes.utf8)[...], to: line)
    close(line)
    let end = end(
      of: Phrase("ja", Language("da")), Presentation(language: Language("da")),
      on: SpeechSocket(path: path, patience: Self.ample)
    ) { _ in
      engine.isAsked.wait()
      engine.finish(.said)
    }
    #expect(end == .said && engine.asked.map(\.0.text) == ["ja"])
  }

  @Test func `who calls and asks for nothing holds up nobody`() throws {
    let engine = Engine()
    let path = try Self.served(engine, patience: .seconds(2))
    // More than are served at a time.
    let silent = try (0..<40).map { _ in try UnixSocket.connect(path) }
    let end = end(
      of: Phrase("ja", Language("da")), Presentation(language: Language("da")),
      on: SpeechSocket(path: path, patience: Self.ample)
    ) { _ in
      engine.isAsked.wait()
      engine.finish(.said)
    }
    #expect(end == .said)
    for line in silent { close(line) }
  }
}
