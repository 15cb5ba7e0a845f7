import Cases
import PassportRules
import Renewal
import TestSupport
import Testing

/// The strings of every kind of fact, written once by hand: what stands in a journal is hashed, and must be read for ever.
@Suite struct FactGoldenTests {
  @Test(arguments: facts) func `a fact is written as it always was, and read again`(fact: Fact, row: String) {
    #expect(written(fact) == row)
    #expect(read(row) == fact)
  }

  private func written(_ fact: Fact) -> String { fact.entry.golden }

  private func read(_ row: String) -> Fact? {
    guard let entry = JournalEntry(golden: row), let fact = try? Fact(entry), fact.entry == entry else { return nil }
    return fact
  }

  @Test func `each kind of the machine's is among them`() {
    #expect(Set(Self.facts.map(\.fact.entry.kind)) == Set(FactKind.allCases.map(\.rawValue)))
    #expect(Set(Self.actions.map(\.0.kind)) == Set(StaffAction.Kind.allCases))
  }

  /// Who of staff a fact names is asked for their account, but for those who leave or give back.
  @Test func `a fact that names staff has an author`() {
    let free: Set<FactKind> = [.staffLeft, .released]
    for (fact, row) in Self.facts where !free.contains(where: { $0.rawValue == fact.entry.kind }) {
      let named = FactField.ofStaff.compactMap { fact.entry.detail[$0.name].text }
      #expect(Set(fact.authors.map(\.staff.digits)) == Set(named), "\(row)")
    }
  }

  private static let money = Payment(sale: first, attempt: 2, amount: Amount(ore: 89_300))
  private static let open = Flag(.moneyOpen, step: .payment, holding: .moneyOpen(money))

  static let facts: [(fact: Fact, row: String)] = [
    (.visitOpened(first, Language("da")), #"1 visitOpened {"language":"da"}"#),
    (.languageChosen(first, Language("en")), #"1 languageChosen {"language":"en"}"#),
    (.consentGiven(first), "1 consentGiven {}"),
    (.stepDone(first, .photo), #"1 stepDone {"step":"photo"}"#),
    (
      .flagRaised(first, Flag(.stuck, step: .photo)),
      #"1 flagRaised {"flag":"stuck","holding":"nothing","step":"photo"}"#
    ),
    (
      .flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera)),
      #"- flagRaised {"device":"camera","flag":"deviceFault","holding":"nothing","step":null}"#
    ),
    (
      .flagRaised(first, Flag(.documentLeftBehind, step: .document, holding: .documentInReader)),
      #"1 flagRaised {"flag":"documentLeftBehind","holding":"documentInReader","step":"document"}"#
    ),
    (
      .flagRaised(first, Flag(.stuck, step: .payment, holding: .owes(Amount(ore: 89_300)))),
      #"1 flagRaised {"flag":"stuck","holding":{"owes":89300},"step":"payment"}"#
    ),
    (
      .flagRaised(first, open),
      #"1 flagRaised {"amount":89300,"attempt":2,"flag":"moneyOpen","holding":{"moneyOpen":"000001-2"},"sale":1,"step":"payment"}"#
    ),
    (
      .flagRaised(first, Flag(.refundOwed, step: nil, about: first)),
      #"1 flagRaised {"flag":"refundOwed","holding":"nothing","step":null}"#
    ),
    (
      .flagEnded(first, Flag(.stuck, step: nil), .retry, by: librarian, countersignedBy: nil),
      #"1 flagEnded {"action":"retry","by":"1001","countersignedBy":null,"flag":"stuck"}"#
    ),
    (
      .flagEnded(
        nil, Flag(.moneyOpen, step: nil, holding: .moneyOpen(money)), .settleMoney(nil), by: supervisor,
        countersignedBy: nil
      ),
      #"- flagEnded {"action":"settleMoney","amount":89300,"attempt":2,"by":"3003","countersignedBy":null,"flag":"moneyOpen","sale":1}"#
    ),
    (
      .flagEnded(
        first, Flag(.documentMismatch, step: nil), .except(.otherPhotoID), by: officer, countersignedBy: supervisor),
      #"1 flagEnded {"action":"except:otherPhotoID","by":"2002","countersignedBy":"3003","flag":"documentMismatch"}"#
    ),
    (
      .flagEnded(
        nil, Flag(.deviceFault, step: nil, device: .camera), .putInService, by: technician, countersignedBy: nil),
      #"- flagEnded {"action":"putInService","by":"4004","countersignedBy":null,"device":"camera","flag":"deviceFault"}"#
    ),
    (.flagWithdrawn(first, Flag(.stuck, step: nil)), #"1 flagWithdrawn {"flag":"stuck"}"#),
    (.flagShown(first, .child, by: officer), #"1 flagShown {"by":"2002","flag":"child"}"#),
    (
      .assistEnded(first, .stuck, by: librarian, learned: true),
      #"1 assistEnded {"by":"1001","flag":"stuck","learned":true}"#
    ),
    (.staffArrived(first, officer, .officer), #"1 staffArrived {"by":"2002","role":"officer"}"#),
    (.staffArrived(nil, technician, .technician), #"- staffArrived {"by":"4004","role":"technician"}"#),
    (.staffLeft(nil, technician), #"- staffLeft {"by":"4004"}"#),
    (.claimed(first, by: librarian), #"1 claimed {"by":"1001"}"#),
    (.claimed(nil, by: librarian), #"- claimed {"by":"1001"}"#),
    (.released(first, by: librarian), #"1 released {"by":"1001"}"#),
    (.guided(first, .sitStill, by: librarian), #"1 guided {"by":"1001","guidance":"sitStill"}"#),
    (.frameTaken(first, by: officer), #"1 frameTaken {"by":"2002"}"#),
    (.deviceTested(.camera, by: technician), #"- deviceTested {"by":"4004","device":"camera"}"#),
    (.serviceChanged(.paper, by: technician), #"- serviceChanged {"by":"4004","reason":"paper"}"#),
    (.rehearsalBegan(by: librarian), #"- rehearsalBegan {"by":"1001"}"#),
    (.serviceChanged(nil, by: technician), #"- serviceChanged {"by":"4004","reason":null}"#),
    (
      .frozen(first, Amount(ore: 89_300), feeDate: day("2024-05-02")),
      #"1 frozen {"fee":89300,"feeDate":"2024-05-02"}"#
    ),
    (.thawed(first), "1 thawed {}"),
    (.attested(first, by: officer), #"1 attested {"by":"2002"}"#),
    (.paymentIntended(money), #"1 paymentIntended {"amount":89300,"attempt":2}"#),
    (
      .paymentAnswered(money, .approved(Amount(ore: 89_300))),
      #"1 paymentAnswered {"amount":89300,"answer":{"approved":89300},"attempt":2}"#
    ),
    (
      .paymentAnswered(money, .declined(.hostUnreachable)),
      #"1 paymentAnswered {"amount":89300,"answer":{"declined":"hostUnreachable"},"attempt":2}"#
    ),
    (.paymentAnswered(money, .inProgress), #"1 paymentAnswered {"amount":89300,"answer":"inProgress","attempt":2}"#),
    (.paymentAnswered(money, .notFound), #"1 paymentAnswered {"amount":89300,"answer":"notFound","attempt":2}"#),
    (.paymentAnswered(money, .reversed), #"1 paymentAnswered {"amount":89300,"answer":"reversed","attempt":2}"#),
    (
      .paymentAnswered(money, .reversalRefused),
      #"1 paymentAnswered {"amount":89300,"answer":"reversalRefused","attempt":2}"#
    ),
    (.paymentUncertain(money), #"1 paymentUncertain {"amount":89300,"attempt":2}"#),
    (.reversalIntended(money), #"1 reversalIntended {"amount":89300,"attempt":2}"#),
    (.moneyOpen(money), #"1 moneyOpen {"amount":89300,"attempt":2}"#),
    (.moneySettled(money, nil, by: supervisor), #"1 moneySettled {"amount":89300,"attempt":2,"by":"3003"}"#),
    (
      .moneySettled(money, .taken, by: supervisor),
      #"1 moneySettled {"amount":89300,"attempt":2,"bank":"taken","by":"3003"}"#
    ),
    (.contactShown(first, by: supervisor), #"1 contactShown {"by":"3003"}"#),
    (.refunded(first, Amount(ore: 89_300), by: supervisor), #"1 refunded {"amount":89300,"by":"3003"}"#),
    (.dossierWithdrawn(first, by: supervisor), #"1 dossierWithdrawn {"by":"3003"}"#),
    (.dossierErased(first), "1 dossierErased {}"),
    (.receiptPrinted(first, .notTaken), #"1 receiptPrinted {"outcome":"notTaken"}"#),
    (.receiptPrinted(first, nil), #"1 receiptPrinted {"outcome":null}"#),
    (.visitEnded(first, .completed), #"1 visitEnded {"ending":"completed"}"#),
    (.visitEnded(first, .stopped), #"1 visitEnded {"ending":"stopped"}"#),
    (.visitEnded(first, .timedOut), #"1 visitEnded {"ending":"timedOut"}"#),
    (.visitEnded(first, .consentRefused), #"1 visitEnded {"ending":"consentRefused"}"#),
    (.visitEnded(first, .referred(.police, .child)), #"1 visitEnded {"ending":"referred:police:child"}"#),
    (.visitEnded(first, .nobodyCame(.child)), #"1 visitEnded {"ending":"nobodyCame:child"}"#),
    (.visitEnded(first, .parked), #"1 visitEnded {"ending":"parked"}"#),
    (.visitEnded(first, .moneyOpen), #"1 visitEnded {"ending":"moneyOpen"}"#),
    (.visitEnded(first, .endedByStaff), #"1 visitEnded {"ending":"endedByStaff"}"#),
    (.visitEnded(first, .interrupted), #"1 visitEnded {"ending":"interrupted"}"#),
    (.closed(.starting), #"- closed {"reason":"starting"}"#),
    (.closed(.hours), #"- closed {"reason":"hours"}"#),
    (.closed(.device(.signaturePad)), #"- closed {"reason":"device:signaturePad"}"#),
    (.closed(.storage), #"- closed {"reason":"storage"}"#),
    (.closed(.documentInside), #"- closed {"reason":"documentInside"}"#),
    (.closed(.cabinet), #"- closed {"reason":"cabinet"}"#),
    (.closed(.staff), #"- closed {"reason":"staff"}"#),
    (.closed(.clock), #"- closed {"reason":"clock"}"#),
    (.closed(.fault), #"- closed {"reason":"fault"}"#),
    (.closed(.stopping), #"- closed {"reason":"stopping"}"#),
    (.opened, "- opened {}"),
    (.clockDoubted, "- clockDoubted {}"),
    (.clockConfirmed(by: supervisor), #"- clockConfirmed {"by":"3003"}"#),
    (
      .deviceFailed(first, .camera, DeviceFault(.garbage, .reset)),
      #"1 deviceFailed {"action":"reset","device":"camera","reason":"garbage"}"#
    ),
    (
      .deviceFailed(nil, .receiptPrinter, DeviceFault(.paperOut, .maintenance)),
      #"- deviceFailed {"action":"maintenance","device":"receiptPrinter","reason":"paperOut"}"#
    ),
  ]

  /// Each action by which staff end a flag, as its row names it.
  static let actions: [(StaffAction, String)] = [
    (.retry, "retry"), (.except(.custodyConsent), "except:custodyConsent"), (.refer(.police, nil), "refer:police"),
    (.refer(.borgerservice, nil), "refer:borgerservice"),
    (.refer(.borgerservice, .papersMissing), "refer:borgerservice:papersMissing"), (.attest, "attest"),
    (.declineAttestation(nil), "declineAttestation"),
    (.declineAttestation(.unsure), "declineAttestation:unsure"),
    (.park(nil), "park"), (.park(.noOfficer), "park:noOfficer"), (.settleMoney(nil), "settleMoney"),
    (.settleMoney(.notTaken), "settleMoney:notTaken"), (.confirmRemoved, "confirmRemoved"),
    (.takeOutOfService(nil), "takeOutOfService"), (.takeOutOfService(.paper), "takeOutOfService:paper"),
    (.putInService, "putInService"), (.confirmExamined, "confirmExamined"),
    (.handBack, "handBack"), (.chooseStep, "chooseStep"), (.showContact, "showContact"), (.endVisit(nil), "endVisit"),
    (.endVisit(.citizenLeft), "endVisit:citizenLeft"),
  ]

  @Test(arguments: actions) func `an action is named as it always was`(action: StaffAction, name: String) {
    let fact = Fact.flagEnded(first, Flag(.child, step: nil), action, by: officer, countersignedBy: nil)
    let row = #"1 flagEnded {"action":"\#(name)","by":"2002","countersignedBy":null,"flag":"child"}"#
    #expect(written(fact) == row)
    #expect(read(row) == fact)
  }

  /// Rows that are nearly facts: a member more, less or of another type, and a case where none belongs.
  @Test(
    arguments: [
      #"1 stepDone {}"#, #"1 stepDone {"step":"foto"}"#, #"1 stepDone {"by":"1001","step":"photo"}"#,
      #"1 stepDone {"step":7}"#, #"- stepDone {"step":"photo"}"#, #"1 opened {}"#, #"1 stepdone {"step":"photo"}"#,
      #"- flagRaised {"flag":"stuck","holding":"money","step":null}"#, #"1 paymentIntended {"amount":89300}"#,
      #"1 visitEnded {"ending":"referred:police"}"#, #"- closed {"reason":"device:kettle"}"#,
    ])
  func `a row that is nearly a fact is none`(row: String) { #expect(read(row) == nil) }
}

extension JournalEntry {
  /// The row as `case kind detail`; `-` where there is no case.
  var golden: String { "\(number.map { String($0.number) } ?? "-") \(kind) \(detail.written)" }

  init?(golden row: String) {
    let parts = row.split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count == 3, let detail = JSON(written: parts[2]) else { return nil }
    self.init(Int(parts[0]).map(CaseNumber.init), parts[1], detail)
  }
}
