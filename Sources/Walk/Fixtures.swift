package import PassportRules
package import Renewal

/// Invented people, documents, pictures and answers, one of each class, with which a machine can be walked.
package struct Fixtures: Hashable, Sendable {
  /// A class of citizen, by age.
  package enum Citizen: String, Hashable, Sendable, CaseIterable {
    /// Three years old: neither prints nor signature.
    case infant
    /// Eight: a signature, no prints.
    case child
    /// Fifteen: prints, and a guardian's consent.
    case youth
    /// Forty.
    case adult
    /// Eighty-five.
    case pensioner

    /// The age in years.
    package var age: Int {
      switch self {
      case .infant: 3
      case .child: 8
      case .youth: 15
      case .adult: 40
      case .pensioner: 85
      }
    }
  }

  /// The policy to walk with: as given, but so few tries that every count is reached soon.
  package let policy: Policy
  /// The day of the walk.
  package let today: CivilDate
  /// The citizen at the box.
  package let cpr: CPRNumber
  /// Somebody else, an adult.
  package let other: CPRNumber
  /// The citizen's names.
  package let name = PersonName(given: "PROEVE", surname: "TESTPERSON")

  /// The lines of the citizen's passport.
  package let lines: [String]
  private let othersLines: [String]
  private let formerLines: [String]

  /// Stand-ins for a citizen under a policy; nothing when no number or zone can be made for the day.
  package init?(policy: Policy, citizen: Citizen = .adult) {
    guard let today = policy.rules.newestFeeRow?.validFrom.adding(days: 40) else { return nil }
    let birth = Self.birth(age: citizen.age, on: today)
    guard
      let cpr = Self.number(bornOn: birth, 0),
      let other = Self.number(bornOn: Self.birth(age: 41, on: today), 1),
      let former = Self.number(bornOn: birth, 1),
      let lines = Self.lines(cpr, number: "X00000001", name, on: today),
      let othersLines = Self.lines(other, number: "X00000002", name, on: today),
      let formerLines = Self.lines(former, number: "X00000001", name, on: today)
    else { return nil }
    self.today = today
    self.cpr = cpr
    self.other = other
    self.lines = lines
    self.othersLines = othersLines
    self.formerLines = formerLines
    var walked = policy
    walked.tries = Settings { _ in 2 }
    self.policy = walked
  }

  private static func birth(age: Int, on today: CivilDate) -> CivilDate {
    let birth = today.adding(years: -age).adding(days: -40)
    return birth.month == 1 && birth.day == 1 ? birth.adding(days: -1) : birth
  }

  /// A number that fails modulus 11 and is not of 1 January, and therefore is practically never assigned.
  private static func number(bornOn birth: CivilDate, _ place: Int) -> CPRNumber? {
    let date = [birth.day, birth.month, birth.year % 100].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    let numbers = (0...9999).lazy.compactMap { serial in
      try? CPRNumber(parsing: date + String(String(10_000 + serial).dropFirst()))
    }
    let fitting = numbers.filter { $0.birthDate == birth && !$0.passesModulus11 }
    return fitting.dropFirst(place).first
  }

  private static func lines(
    _ cpr: CPRNumber, number: String, _ name: PersonName, on today: CivilDate
  ) -> [String]? {
    let zone = try? MachineReadableZone.make(
      documentNumber: number, birthDate: cpr.birthDate, sex: cpr.sex, expiryDate: today.adding(months: 2),
      optionalData: cpr.mrzForm, surname: name.surname, givenNames: name.given)
    return zone?.lines()
  }

  // MARK: - Pictures: the number tells what it shows

  /// Where the document's picture lies.
  package static let documentPicture = PictureID(30)
  /// Where a good signature lies.
  package static let signaturePicture = PictureID(20)

  /// Where a good print of a finger lies.
  package static func picture(of finger: Finger) -> PictureID { PictureID(100 + finger.rawValue) }
  /// Where a good photo lies, by its place in the round.
  package static func goodPhoto(_ place: Int) -> PictureID { PictureID(200 + place) }
  /// Where a photo lies that does not pass, by its place in the round.
  package static func poorPhoto(_ place: Int) -> PictureID { PictureID(300 + place) }

  // MARK: - Documents

  /// A page as the reader gives it.
  package enum Page: CaseIterable, Hashable, Sendable {
    /// The citizen's passport.
    case own
    /// Another person's passport.
    case anothers
    /// A zone with a wrong check digit.
    case faulty
    /// The citizen's passport, whose chip is not believed.
    case silent, locked, takenAway, altered, unknownSigner, cloned
    /// The chip tells something else than the page.
    case contradicting
    /// The citizen's foreign passport, which tells no CPR number.
    case foreign
    /// The citizen's passport, of whose name the reader takes a filler for a letter.
    case misread
    /// The citizen's passport, with the number they had before.
    case former
  }

  /// The reader's answer for a page.
  package func reading(_ page: Page) -> DocumentReading {
    let picture = Self.documentPicture
    return switch page {
    case .own: .page(DocumentPage(lines: lines, chip: .genuine(lines), picture: picture))
    case .anothers: .page(DocumentPage(lines: othersLines, chip: .genuine(othersLines), picture: picture))
    case .faulty: .page(DocumentPage(lines: lines.reversed(), chip: .genuine(lines), picture: picture))
    case .silent: unbelieved(.silent)
    case .locked: unbelieved(.locked)
    case .takenAway: unbelieved(.takenAway)
    case .altered: unbelieved(.altered)
    case .unknownSigner: unbelieved(.unknownSigner)
    case .cloned: unbelieved(.cloned)
    case .contradicting: .page(DocumentPage(lines: lines, chip: .genuine(othersLines), picture: picture))
    case .foreign: .page(foreign)
    case .misread: .page(DocumentPage(lines: misread, chip: .genuine(lines), picture: picture))
    case .former: .page(DocumentPage(lines: formerLines, chip: .genuine(formerLines), picture: picture))
    }
  }

  private func unbelieved(_ fault: ChipFault) -> DocumentReading {
    .page(DocumentPage(lines: lines, chip: .failed(fault), picture: Self.documentPicture))
  }

  private var misread: [String] { lines.enumerated().map { $0.offset == 0 ? $0.element.dropLast() + "K" : $0.element } }

  private var foreign: DocumentPage {
    let zone = try? MachineReadableZone.make(
      issuer: "UTO", documentNumber: "X00000003", nationality: "UTO", birthDate: cpr.birthDate, sex: cpr.sex,
      expiryDate: today.adding(months: 2), surname: name.surname, givenNames: name.given)
    let lines = zone?.lines() ?? []
    return DocumentPage(lines: lines, chip: .genuine(lines), picture: Self.documentPicture)
  }

  /// The register's answer about the citizen.
  package func record(
    matches: Bool = true, issued: [CivilDate] = [], remarks: Set<RegisterRemark> = [], booking: BookedDetails? = nil
  ) -> AuthorityAnswer {
    .person(
      RegisterRecord(
        cpr: cpr, givenNames: name.given, surname: name.surname, documentMatches: matches,
        documentExpiry: today.adding(months: 2), issued: issued, remarks: remarks, booking: booking))
  }

  /// The days on which two passports were issued, so that a third is one too many.
  package var twoPassports: [CivilDate] { [today.adding(months: -30), today.adding(months: -7)] }

  /// A member of staff of a role.
  package static func staff(_ role: StaffRole, second: Bool = false) -> StaffSession {
    switch role {
    case .librarian: StaffSession(id: StaffID(second ? "12" : "11"), firstName: "Bo", role: role)
    case .officer: StaffSession(id: StaffID(second ? "22" : "21"), firstName: "Ida", role: role)
    case .supervisor: StaffSession(id: StaffID(second ? "32" : "31"), firstName: "Ole", role: role)
    case .technician: StaffSession(id: StaffID(second ? "42" : "41"), firstName: "Eva", role: role)
    }
  }
}
