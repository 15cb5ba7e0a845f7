import PassportRules
import Renewal

/// The language of a report for people.
package enum ReportLanguage: String, Sendable, CaseIterable {
  case da, en
}

/// What a report says to people, in one language. The names of flags, acts and devices are the journal's own.
struct ReportWords: Sendable {
  let language: ReportLanguage
  let smallest: SmallestGroup

  /// The word for a language.
  func say(_ danish: String, _ english: String) -> String { language == .da ? danish : english }

  // MARK: Parts

  /// How a group is told that is too small.
  var few: String { say("færre end \(smallest.size)", "fewer than \(smallest.size)") }

  /// A month, such as `oktober 2026`.
  func month(_ day: CivilDate) -> String {
    let names = say(
      "januar februar marts april maj juni juli august september oktober november december",
      "January February March April May June July August September October November December")
    return "\(names.split(separator: " ")[day.month - 1]) \(day.year)"
  }

  /// A step, as citizens know it.
  func step(_ step: StepName) -> String {
    switch step {
    case .language: say("Sprog", "Language")
    case .privacy: say("Oplysninger", "Privacy")
    case .start: say("Bestilt tid", "Booked time")
    case .grounds: say("Grund", "Grounds")
    case .identity: say("CPR-nummer", "CPR number")
    case .document: say("Gammelt pas", "Old passport")
    case .photo: say("Foto", "Photo")
    case .fingerprints: say("Fingeraftryk", "Fingerprints")
    case .signature: say("Underskrift", "Signature")
    case .details: say("Om dig", "About you")
    case .review: say("Se efter", "Review")
    case .attestation: say("Attestation", "Attestation")
    case .payment: say("Betaling", "Payment")
    case .receipt: say("Kvittering", "Receipt")
    case .farewell: say("Farvel", "Farewell")
    }
  }

  /// A part of a visit.
  func part(_ part: ToldMonth.Part) -> String {
    switch part {
    case .beginning: say("til CPR-nummer", "up to the number")
    case .capture: say("pas til underskrift", "passport to signature")
    case .end: say("resten", "the rest")
    }
  }

  // MARK: Columns

  var monthTitle: String { say("Måned", "Month") }
  var stepTitle: String { say("Trin", "Step") }
  var visitsTitle: String { say("Besøg", "Visits") }
  var aloneTitle: String { say("alene", "alone") }
  var withHelpTitle: String { say("med hjælp", "with help") }
  var notOverTitle: String { say("ikke slut", "not over") }
  var endedEarlyTitle: String { say("sluttet før", "ended early") }
  var doneTitle: String { say("gjort", "done") }
  var withWordTitle: String { say("med et ord", "with a word") }
  var byStaffTitle: String { say("af personalet", "by staff") }
  var learnedTitle: String { say("lært", "learned") }
  var notLearnedTitle: String { say("ikke lært", "not learned") }
  var allSteps: String { say("alle trin", "all steps") }
  var shareTitle: String { say("andel", "share") }

  var rehearsals: String {
    say("Øvelser ved boksen; de er ikke med i andre tal", "Rehearsals at the box; they are in no other figure")
  }

  // MARK: Sentences

  /// The report's days.
  func heading(_ from: CivilDate, _ to: CivilDate) -> String {
    say("Rapport fra \(from) til \(to)", "Report of \(from) to \(to)")
  }

  /// From when there are figures.
  func beginning(_ day: CivilDate?, isPurged: Bool) -> String {
    guard let day else { return say("Der er ingen journal endnu.", "There is no journal yet.") }
    let why =
      isPurged
      ? say("journalen før den dag er slettet, da dens tid var gået", "the journal before that day was purged")
      : say("den dag begyndte boksens journal", "the box's journal began that day")
    return say("Der er tal fra \(day): \(why).", "There are figures from \(day) on: \(why).")
  }

  /// What could not be read.
  func unread(_ kinds: [String: Int]) -> String {
    let (count, names) = (kinds.values.reduce(0, +), kinds.keys.sorted().joined(separator: ", "))
    return say(
      "\(count) rækker i journalen kunne ikke læses (\(names)): hvad de fortalte, er ikke talt med.",
      "\(count) rows of the journal could not be read (\(names)): what they told is in no figure.")
  }

  var noMonth: String {
    say(
      "Ingen hel måned er forbi i disse dage. En måned fortælles, når den er forbi.",
      "No whole month of these days is over. A month is told when it is over.")
  }

  var wholeMonths: String {
    say("Hele måneder fortælles, når de er forbi.", "Whole months are told, when they are over.")
  }

  /// How small a group is told, and on what authority.
  var rule: String {
    say(
      "Grupper på \(few) fortælles ikke, heller ikke det, der ville røbe dem.",
      "A group of \(few) is not told, nor what it could be worked out from.")
  }

  var source: String {
    say(
      "Danmarks Statistik har samme regel for hjemtagelse af analyseresultater: ingen celle under fem.",
      "Danmarks Statistik has the same rule for results that leave its machines: no cell under five.")
  }

  var visitsMeaning: String {
    say(
      "Et besøg er én borger ved boksen. En medarbejder, der logger ind uden en borger, er ikke et besøg.",
      "A visit is one citizen at the box. Staff who log in without a citizen are no visit.")
  }

  var visitsColumns: String {
    say(
      "Alene og med hjælp er gennemførte besøg; attestation tæller ikke som hjælp. Ikke slut: sagen ventede ved "
        + "månedens slutning.",
      "Alone and with help are completed visits; to attest is no help. Not over: the case waited when the month ended.")
  }

  var learnedMeaning: String {
    say(
      "Når personalet har hjulpet med et ord, siger de, om borgeren lærte det. Det fortælles om en del af besøget, og "
        + "om et trin, hvor grupperne er store nok.",
      "When staff have helped with a word, they say whether the citizen learned it. It is told of a part of the visit, "
        + "and of a step, where the groups are large enough.")
  }

  var stepsMeaning: String {
    say(
      "Alene: ingen hjalp. Med et ord: personalet var der, og borgeren gjorde det. Af personalet: en undtagelse eller "
        + "attestation.",
      "Alone: nobody helped. With a word: staff were there, and the citizen did it. By staff: an exception or an "
        + "attestation.")
  }

  var stepsCount: String {
    say(
      "Hvert besøg tæller et trin én gang, i den måned, det blev gjort; antallet er i hele femmere.",
      "Each visit counts a step once, in the month in which it was done; by how many is told in fives.")
  }
}
