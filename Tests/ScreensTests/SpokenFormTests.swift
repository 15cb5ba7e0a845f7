import Foundation
import PassportRules
import Renewal
import Screens
import TestSupport
import Testing

/// What is said where it is not what is written, in every shipped language; and whether the engine says it so.
@Suite struct SpokenFormTests {
  private static let languages = ScreenDrawing.catalogue.languages.keys.sorted()
  /// Languages that espeak-ng has a voice for that can say all numbers, with that voice.
  private static let voices = ["da": "da", "de": "de", "en": "en-gb", "pl": "pl", "tr": "tr", "uk": "uk"]

  private static func texts(_ language: String) -> Texts { ScreenDrawing.catalogue[Language(language)] }

  @Test(arguments: [
    ("da", "893 kroner", "1 krone", "893 kroner og 50 øre"), ("en", "893 kroner", "1 krone", "893 kroner and 50 øre"),
    ("uk", "893 крони", "1 крона", "893 крони і 50 ере"),
  ])
  func `An amount is said with the currency's word in the form that its number takes`(
    language: String, fee: String, one: String, broken: String
  ) {
    let texts = Self.texts(language)
    #expect(texts.spoken(Amount(kroner: 893)) == fee)
    #expect(texts.spoken(Amount(kroner: 1)).hasSuffix(one.drop { $0 != " " }))
    #expect(texts.spoken(Amount(ore: 893_50)) == broken)
  }

  @Test(arguments: languages)
  func `A date is said with its day's own word and without a sign`(language: Language) throws {
    let texts = ScreenDrawing.catalogue[language]
    var said: Set<String> = []
    for day in 1...31 {
      let date = try #require(CivilDate(year: 2027, month: 5, day: day))
      let words = texts.spoken(date)
      #expect(words.contains("2027") && !words.contains("\(day)."), "\(words)")
      said.insert(words)
    }
    #expect(said.count == 31)
  }

  /// The keys' signs are words, and marks for the eye are nothing; what is shown stays as it is.
  @Test(arguments: [
    ("Tryk - igen for at gå tilbage.", "Tryk Minus igen for at gå tilbage."),
    ("Fandt du selv ud af det? Tryk -", "Fandt du selv ud af det? Tryk Minus."),
    ("Vil du ikke vente? Tryk /", "Vil du ikke vente? Tryk Skråstreg."), ("Dansk · English", "Dansk English."),
    ("i morgen kl. 16.30", "i morgen klokken 16.30."), ("Højde: 172 cm", "Højde: 172 centimeter."),
    ("Dit CPR-nummer", "Dit CPR-nummer."), ("Sag -12", "Sag -12."), ("", ""), ("·", ""),
  ])
  func `Signs and abbreviations are said as words`(written: String, said: String) {
    #expect(Self.texts("da").sentence(written) == said)
  }

  /// No sentence of any screen in any language has a lone sign, braces, or an abbreviation that the language has words for.
  @Test(arguments: languages)
  func `No screen says a sign`(language: Language) {
    let texts = ScreenDrawing.catalogue[language]
    let sayings = Texts.sayings(in: texts[SpokenFormText.words]).keys.filter { $0.count > 1 }
    for sample in SampleScreens.boxes(language) where sample.desk == nil {
      for sentence in ScreenDrawing.layOut(sample, Size(columns: 80, rows: 22)).sentences {
        let words = sentence.split { " .,:;!?".contains($0) }.map(String.init)
        #expect(!words.contains { ["-", "/", "*", "+", "·", "…"].contains($0) }, "\(sample.name): \(sentence)")
        #expect(!sentence.contains("{"), "\(sample.name): \(sentence)")
        #expect(
          !words.contains { sayings.contains($0) && texts[SpokenFormText.words].contains("\($0) =") },
          "\(sample.name): \(sentence)")
      }
    }
  }

  /// The engine says the words that the table has, and spells nothing.
  @Test(arguments: [
    ("da", Amount(kroner: 893), "kroner", "kr."), ("en", Amount(kroner: 893), "kroner", "DKK"),
    ("de", Amount(kroner: 893), "Kronen", "DKK"),
    ("pl", Amount(kroner: 893), "korony", "DKK"), ("tr", Amount(kroner: 893), "kron", "DKK"),
    ("uk", Amount(kroner: 893), "крони", "DKK"),
  ])
  func `The engine says an amount as people do`(language: String, amount: Amount, word: String, sign: String) throws {
    let voice = try #require(Self.voices[language])
    let said = try Self.phonemes(Self.texts(language).sentence(Self.texts(language).spoken(amount)), voice)
    #expect(try said.contains(Self.phonemes(word, voice)), "\(said)")
    #expect(try !said.contains(Self.phonemes(sign, voice)), "\(said)")
  }

  /// Every number that the box says, each year and each day is survived by each voice that is shipped as usable.
  @Test(arguments: voices.keys.sorted())
  func `Each voice says all that the box counts`(language: String) throws {
    let voice = try #require(Self.voices[language])
    let texts = Self.texts(language)
    let amounts = (0...1_800).map { texts.spoken(Amount(kroner: $0)) }
    let dates = (0..<366).map { texts.spoken(CivilDate.first.adding(days: $0)) }
    let said = try Self.phonemes((amounts + dates).joined(separator: ".\n"), voice)
    #expect(said.count > 10 * amounts.count)
  }

  /// What a citizen hears first, as sound: nobody speaks faster than thirty letters a second, or slower than six, and it is no silence.
  @Test(arguments: voices.keys.sorted())
  func `Each voice makes a sound of plausible length`(language: String) throws {
    let voice = try #require(Self.voices[language])
    let texts = Self.texts(language)
    let words = [PrivacyText.heading, .what, .why, .howLong, .withdraw].map { texts.sentence(texts[$0]) }
      .joined(separator: " ")
    let sound = [UInt8](try Self.engine(["-v", voice, "-s", "170", "--stdout", "--stdin"], words))
    try #require(sound.count > 44 && sound.starts(with: "RIFF".utf8), "no WAV: \(sound.count) bytes")
    let rate = Int(sound[24]) | Int(sound[25]) << 8
    let samples = stride(from: 44, to: sound.count - 1, by: 2).map {
      Int(Int16(bitPattern: UInt16(sound[$0]) | UInt16(sound[$0 + 1]) << 8))
    }
    let seconds = Double(samples.count) / Double(rate)
    let letters = Double(words.count)
    #expect((letters / 30...letters / 6).contains(seconds), "\(seconds) s for \(letters) letters at \(rate) Hz")
    let loud = samples.count { abs($0) > 1_000 }
    #expect(loud > samples.count / 10, "\(loud) of \(samples.count) samples are heard")
  }

  /// What espeak-ng would say, as its phonemes without stress and spaces.
  private static func phonemes(_ text: String, _ voice: String) throws -> String {
    let said = String(decoding: try engine(["-v", voice, "-x", "-q", "--stdin"], text), as: UTF8.self)
    return said.filter { !" \n',_%=".contains($0) }
  }

  /// What the engine writes for a text.
  private static func engine(_ arguments: [String], _ text: String) throws -> Data {
    let engine = Process()
    engine.executableURL = URL(fileURLWithPath: "/usr/bin/espeak-ng")
    engine.arguments = arguments
    let (input, output) = (Pipe(), Pipe())
    (engine.standardInput, engine.standardOutput) = (input, output)
    try engine.run()
    DispatchQueue.global().async {
      input.fileHandleForWriting.write(Data((text + "\n").utf8))
      input.fileHandleForWriting.closeFile()
    }
    let said = output.fileHandleForReading.readDataToEndOfFile()
    engine.waitUntilExit()
    try #require(
      engine.terminationStatus == 0 && engine.terminationReason == .exit,
      "the engine ended with \(engine.terminationStatus)")
    return said
  }
}
