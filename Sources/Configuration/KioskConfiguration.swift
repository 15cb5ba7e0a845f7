package import PassportRules
package import Renewal
package import Screens
package import StrictYAML

/// Everything a library or a ministry decides, read from a folder of configuration and checked.
package struct KioskConfiguration: Sendable {
  /// The library's name, as it stands in the header.
  package let library: String
  /// The box's name in journal and flags, such as `box-1`.
  package let box: String
  /// The number that people ring; nothing where nobody answers.
  package let phone: String?
  /// Whether this box is a demonstration: invented people, devices that are simulated, accounts whose PINs are published.
  package let isDemonstration: Bool
  /// The theme before anybody chose.
  package let theme: Presentation.Contrast
  /// How the screen is pressed; nothing where nobody presses it.
  package let touch: TouchScreen?
  /// What the machine obeys.
  package let policy: Policy
  /// When the box is open.
  package let openingHours: WeekHours
  /// When an officer is here.
  package let officerHours: WeekHours
  /// How long what is kept stays.
  package let retention: Retention
  /// Readers that work as keyboards.
  package let readers: ReaderSettings
  /// Program and arguments that reach a librarian; empty when there is none.
  package let notifyCommand: [String]
  /// What reads aloud.
  package let speech: SpeechSettings
  /// Where the drivers are of a box that serves citizens.
  package let devices: [Device: DeviceSettings]
  /// The socket of the process that speaks with the authority; nothing where there is none.
  package let authority: String?
  /// The scenario the simulated devices follow when none is named.
  package let scenario: String
  private let scenarioLine: Int
  /// The texts of every language.
  package let catalogue: TextCatalogue
  /// Since when each rule holds and where it is published, in the order of the file.
  package let provenance: [Provenance]
  /// The folder it was read from.
  package let folder: String
  /// The bytes of the files that were read, by their paths in it.
  let sources: [String: [UInt8]]
}

/// Since when a rule holds, and where that is published.
package struct Provenance: Hashable, Sendable {
  /// The rule's key in `rules.yaml`, such as `ages.prints`.
  package let path: String
  /// The rule's line in the file.
  package let line: Int
  /// The first day the rule holds.
  package let validFrom: CivilDate
  /// Where it is published.
  package let source: String
}

extension KioskConfiguration {
  /// Reads a folder; every fault of every file is told at once. Texts that stand as they were last judged are taken from where they
  /// were kept.
  package static func read(
    folder: String, compiled: CompiledTexts? = nil
  ) throws(ConfigurationFaults) -> KioskConfiguration {
    let judged = compiled?.catalogue(of: folder)
    return try read(ConfigurationFiles(reading: folder, hasTexts: judged != nil), judged)
  }

  /// Reads the rules of a folder alone, for those who ask about a fee.
  package static func rules(folder: String) throws(ConfigurationFaults) -> Rules {
    let log = FaultLog()
    let part = ConfigurationFiles(reading: folder, only: "rules.yaml", log).section(
      "rules.yaml", log: log, RulesReader.read)
    try log.finish()
    guard let part else { throw ConfigurationFaults(faults: []) }
    return part.rules
  }

  /// Reads texts in memory; a catalogue that was judged before is not read again.
  package static func read(
    _ files: ConfigurationFiles, _ judged: TextCatalogue? = nil
  ) throws(ConfigurationFaults) -> KioskConfiguration {
    let log = FaultLog()
    files.faults.forEach(log.report)
    let catalogue = judged ?? TextsReader(files: files, log: log).read()
    let rules = files.section("rules.yaml", log: log, RulesReader.read)
    let languages = catalogue?.languages.keys.map { $0 } ?? []
    let kiosk = files.section("kiosk.yaml", log: log) { KioskReader.read($0, languages: languages) }
    guard let catalogue, let rules, let kiosk else {
      try log.finish()
      // Only a missing file gives no part of the configuration, and that is a fault; so this line is never reached.
      throw ConfigurationFaults(faults: [])
    }
    let texts = files.path("texts/\(kiosk.language).yaml")
    // A file that is there and cannot be read is told of already.
    if !catalogue.languages.keys.contains(kiosk.language), !log.faults.contains(where: { $0.file == texts }) {
      log.report(
        ConfigurationFault(
          file: files.path("kiosk.yaml"), line: kiosk.languageLine, path: "language", found: "“\(kiosk.language)”",
          expected: "one of \(catalogue.languages.keys.map(\.code).sorted().joined(separator: ", "))",
          mend: "add texts/\(kiosk.language).yaml, or name a language that has a file"
        )
      )
    }
    try log.finish()
    return KioskConfiguration(kiosk: kiosk, rules: rules, catalogue: catalogue, files)
  }

  private init(
    kiosk: KioskReader.Part, rules: RulesReader.Part, catalogue: TextCatalogue, _ files: ConfigurationFiles
  ) {
    library = kiosk.library
    box = kiosk.box
    phone = kiosk.phone
    isDemonstration = kiosk.isDemonstration
    theme = kiosk.theme
    touch = kiosk.touch
    openingHours = kiosk.openingHours
    officerHours = kiosk.officerHours
    retention = kiosk.retention
    readers = kiosk.readers
    notifyCommand = kiosk.notifyCommand
    speech = kiosk.speech
    devices = kiosk.devices
    authority = kiosk.authority
    scenario = kiosk.scenario
    scenarioLine = kiosk.scenarioLine
    provenance = rules.provenance
    self.catalogue = catalogue
    folder = files.folder
    sources = files.sources
    // In a demonstration everything is shown as it is.
    let unread = isDemonstration ? [] : catalogue.unread.subtracting([kiosk.language])
    let isHidden = { kiosk.unreadLanguages == .hidden && unread.contains($0) }
    let others = catalogue.languages.keys.filter { $0 != kiosk.language && !isHidden($0) }.sorted()
    var policy = Policy(
      rules: rules.rules, photoLimits: kiosk.photoLimits, printLimits: kiosk.printLimits,
      signatureLimits: kiosk.signatureLimits, languages: [kiosk.language] + others, pickUpPlaces: kiosk.pickUpPlaces,
      heights: kiosk.heights, tries: kiosk.tries, waits: kiosk.waits, deadlines: kiosk.deadlines,
      secondPersonFor: kiosk.secondPersonFor, keys: kiosk.keys
    )
    if kiosk.unreadLanguages == .marked { policy.unreadLanguages = unread }
    policy.hasHeadset = kiosk.hasHeadset
    policy.isEnlarged = kiosk.isEnlarged
    policy.tellsHeadset = speech.jack != nil
    policy.hasSounds = speech.hasSounds
    policy.invitation = kiosk.invitation
    if !speech.command.isEmpty {
      let voices = speech.voices
      policy.spokenLanguages = Set(policy.languages.filter { voices == nil || voices?[$0] != nil })
    }
    policy.twoKeys = kiosk.twoKeys
    if !isDemonstration { policy.required.formUnion(devices.filter { $0.value.without == .close }.keys) }
    self.policy = policy
  }
}

extension KioskConfiguration {
  /// What is wrong with the scenario that is named here, when it is none of those that there are.
  package func scenarioFault(among names: [String]) -> ConfigurationFault? {
    guard !names.contains(scenario) else { return nil }
    let near = Spelling.nearest(to: scenario, among: names).map { "did you mean “\($0)”? " } ?? ""
    return ConfigurationFault(
      file: "\(folder)/kiosk.yaml", line: scenarioLine, path: "scenario", found: "“\(YAMLValue.excerpt(scenario))”",
      expected: "the name of a file in simulation/scenarios, without its ending",
      mend: "\(near)`pasboks run --list-scenarios` lists them")
  }
}

extension ConfigurationFiles {
  /// Reads one file as a group of keys; nothing when it is missing or no YAML.
  func section<Result>(_ name: String, log: FaultLog, _ read: (Section) -> Result) -> Result? {
    guard let text = texts[name] else {
      if faults.isEmpty {
        log.report(
          ConfigurationFault(
            file: path(name), line: nil, path: "", found: "no such file", expected: "a file that can be read",
            mend: "copy the shipped file there"
          )
        )
      }
      return nil
    }
    return Section.read(text, file: path(name), log: log, read)
  }
}
