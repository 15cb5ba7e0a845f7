import ArgumentParser
import Configuration
import Dispatch
import Glibc
import Renewal
import Runtime
import Screens
import Speaking

/// `pasboks voice`: the box's voice, in a process of its own.
struct VoiceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voice",
    abstract: "Read aloud what the box asks for, with the sound card that the box has not.",
    discussion: """
      Serves the box on the socket that systemd hands over (pasboks-voice.socket), or on --socket, until it is ended. Each phrase \
      is said by speechCommand of kiosk.yaml, which is read once, at the start: start it anew after a change. `pasboks check` tries \
      every voice out, and tells when that was forgotten.

      Examples:
        pasboks voice --socket /tmp/voice
        pasboks voice --sentences da    (what somebody may speak for speechRecordings, and what is there)
        speechSocket: /tmp/voice        (in kiosk.yaml)
      """)

  @OptionGroup var folder: ConfigurationFolder
  @Option(help: .init("Make the socket here; without it systemd hands one over.", valueName: "path")) var socket:
    String?
  @Option(
    help: .init(
      "List what can be recorded in a language, with its file's name, and serve nobody.", valueName: "language"))
  var sentences: String?

  func run() throws {
    let kiosk = try ConfigurationFiles.reading({ try KioskConfiguration.read(folder: folder.path) })
    if let sentences {
      guard let texts = kiosk.catalogue.languages[Language(sentences)] else {
        let codes = kiosk.catalogue.languages.keys.map(\.code).sorted().joined(separator: ", ")
        Output.complaint("there is no texts/\(sentences).yaml; there are \(codes)")
        throw SystemExit.usage.exit
      }
      for sentence in texts.wholeSentences {
        let isThere = kiosk.speech.played?.has(Phrase(sentence, texts.language)) == true
        Output.line("\(isThere ? "ok     " : "missing") \(PlayedSpeech.name(of: sentence)) \(sentence)")
      }
      return
    }
    guard let engine = kiosk.speech.program else {
      Output.complaint("\(folder.path)/kiosk.yaml names no speechCommand: there is nothing to speak with")
      throw SystemExit.configuration.exit
    }
    let ends = EndSignals()
    signal(SIGPIPE, SIG_IGN)
    let log = Journal.logger(of: "voice")
    let listening = try DriverServing.socket(at: socket, unit: "pasboks-voice.socket")
    let service = SpeechService(
      engine, settings: kiosk.speech.name, jack: kiosk.speech.jack.map { HeadsetJack(path: $0) }, log: log)
    DispatchQueue(label: "pasboks.voice.calls").async { service.serve(on: listening) }
    ends.wait()
    listening.remove()
  }
}

extension SpeechSettings {
  /// What the box speaks with: a process of its own behind a socket, or a program that it starts itself; nothing where none is named. Where
  /// settings are named, a process that was started with others is none.
  func engine(startedWith settings: String? = nil) -> (any SpeechEngine)? {
    socket.map { SpeechSocket(path: $0, settings: settings) } ?? program
  }

  /// What reads aloud in this process, sounds and recordings first; nothing where no program is named.
  var program: (any SpeechEngine)? { played ?? alone }

  /// Sounds and recordings, with the program for the rest; nothing where nothing is played, or no program is named.
  var played: PlayedSpeech? {
    guard !player.isEmpty, let alone else { return nil }
    return PlayedSpeech(player: player, recordings: recordings, engine: alone)
  }

  private var alone: SpeechCommand? { command.isEmpty ? nil : SpeechCommand(command, voices: voices) }

  /// A name for all that a process which reads aloud is started with.
  var name: String { PlayedSpeech.name(of: written) }
}
