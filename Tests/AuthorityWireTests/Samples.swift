import AuthorityWire
import Devices
import PassportRules
import Renewal
import TestSupport

/// A message of each kind, with the head that it has on the socket; invented people alone.
enum Samples {
  static let cpr = (try? CPRNumber(parsing: "0610850166")) ?? .specimen
  static let key = "17-0011223344556677"
  static let plain = AuthorityQuestion.lookUp(cpr: cpr, documentNumber: nil, booking: nil)
  static let whole = AuthorityQuestion.lookUp(cpr: cpr, documentNumber: "210345671", booking: BookingCode("417382"))
  static let record = RegisterRecord(
    cpr: cpr, givenNames: "Hanne Kirstine", surname: "Østerbæk", documentMatches: true,
    documentExpiry: CivilDate(iso: "2026-12-30"), issued: [CivilDate(iso: "2016-12-30")].compactMap { $0 },
    remarks: [.documentReportedStolen, .passportRestriction],
    booking: BookedDetails(height: 168, mobile: "20416358", pickUpPlace: 0))
  static let bare = RegisterRecord(
    cpr: cpr, givenNames: "H", surname: "Ø", documentMatches: false, documentExpiry: nil, issued: [], remarks: [],
    booking: nil)

  static let toUplink: [(message: MessageToUplink, head: String)] = [
    (.hello(version: 1), #"{"type":"hello","version":1}"#),
    (
      .ask(3, plain), #"{"id":3,"question":{"booking":null,"cpr":"0610850166","document":null},"type":"ask"}"#
    ),
    (
      .ask(4, whole),
      #"{"id":4,"question":{"booking":"417382","cpr":"0610850166","document":"210345671"},"type":"ask"}"#
    ),
    (.submit(5, key: key, [1, 2, 3]), #"{"id":5,"key":"17-0011223344556677","type":"submit"}"#),
  ]

  static let fromUplink: [(message: MessageFromUplink, head: String)] = [
    (.hello, #"{"type":"hello","version":1}"#), (.otherVersion(2), #"{"type":"hello","version":2}"#),
    (
      .answered(3, .person(record)),
      #"{"id":3,"result":{"answer":"person","person":{"booking":{"height":168,"mobile":"20416358","pickUpPlace":1},"#
        + #""cpr":"0610850166","documentExpiry":"2026-12-30","documentMatches":true,"givenNames":"Hanne Kirstine","#
        + #""issued":["2016-12-30"],"remarks":["documentReportedStolen","passportRestriction"],"surname":"Østerbæk"}},"#
        + #""type":"answered"}"#
    ),
    (
      .answered(3, .person(bare)),
      #"{"id":3,"result":{"answer":"person","person":{"booking":null,"cpr":"0610850166","documentExpiry":null,"#
        + #""documentMatches":false,"givenNames":"H","issued":[],"remarks":[],"surname":"Ø"}},"type":"answered"}"#
    ),
    (.answered(4, .unknown), #"{"id":4,"result":{"answer":"unknown"},"type":"answered"}"#),
    (.answered(4, .unavailable), #"{"id":4,"result":{"answer":"unavailable"},"type":"answered"}"#),
    (
      .submitted(5, key: key, .acknowledged),
      #"{"id":5,"result":{"key":"17-0011223344556677","outcome":"acknowledged"},"type":"submitted"}"#
    ),
    (
      .submitted(5, key: key, .duplicate),
      #"{"id":5,"result":{"key":"17-0011223344556677","outcome":"duplicate"},"type":"submitted"}"#
    ),
    (
      .submitted(5, key: key, .rejected),
      #"{"id":5,"result":{"key":"17-0011223344556677","outcome":"rejected"},"type":"submitted"}"#
    ),
    (
      .submitted(5, key: key, .unavailable),
      #"{"id":5,"result":{"key":"17-0011223344556677","outcome":"unavailable"},"type":"submitted"}"#
    ),
    (
      .state(UplinkState(line: .reachable, certificateUntil: 1_800_000_000)),
      #"{"certificateUntil":1800000000,"line":"reachable","type":"state"}"#
    ),
    (
      .state(UplinkState(line: .unusable, certificateUntil: nil)),
      #"{"certificateUntil":null,"line":"unusable","type":"state"}"#
    ),
  ]
}
