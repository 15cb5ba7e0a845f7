import Renewal

/// The texts of staff's screens at the box.
package enum AttendanceText: String, TextGroup {
  case header, caseNumber, step, holding, missing, nothingMissing
  case holdsNothing, holdsDocument, owes, owesUnknown
  case name, number, born, bornValue, grounds, document, prints, signature, fee
  case device, deviceState, remedy, payment, givenBack, perhapsGivenBack
  case oldPassport, newPhoto, noDocument, next
  case attestHeading, attestHint, accepted, secondHeading, learnedHeading, learned, doneForThem, nothingToLearn
  case sureHeading, why, bankSays, dont, expired, mayBeExtended
  case boxHeading, boxFlags, boxOut, boxIn, boxOther, boxRoom, clockQuestion, clockRight, boxResume, boxRehearse,
    boxBack, boxWaits,
    keyLeave
  case outHeading, outHint
  case resumeHeading, resumeHint, resumeLooking, resumeFailed
  case stepHeading, stepHint
  case coveredHeading, coveredHint, show, cover
  case printed, chip, differHint
  case boxShowFlags, contactHint, contactNone, mobile, noMobile, note, noteHint, noteKeep, noted, seePassport
  case enlarge, smaller, nextFaces

  package static let section = "attendance"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .header: ["name", "role"]
    case .owes: ["amount"]
    case .givenBack, .perhapsGivenBack: ["reference"]
    case .owesUnknown: ["amount", "reference"]
    case .bornValue: ["date", "age"]
    case .clockQuestion, .clockRight: ["date"]
    case .next: ["place", "count"]
    case .boxWaits: ["count"]
    case .caseNumber, .step, .holding, .missing, .nothingMissing, .holdsNothing, .holdsDocument, .name, .number, .born,
      .grounds, .document, .prints, .signature, .fee, .device, .deviceState, .remedy, .payment, .oldPassport, .newPhoto,
      .noDocument, .attestHeading, .attestHint, .accepted, .secondHeading, .learnedHeading, .learned, .doneForThem,
      .nothingToLearn, .sureHeading, .why, .bankSays, .dont, .expired, .mayBeExtended,
      .boxHeading, .boxFlags, .boxOut, .boxIn, .boxOther, .boxRoom, .boxResume, .boxRehearse, .boxBack, .keyLeave,
      .outHeading,
      .outHint,
      .resumeHeading, .resumeHint, .resumeLooking, .resumeFailed, .stepHeading, .stepHint, .coveredHeading,
      .coveredHint, .show, .cover, .printed, .chip, .differHint, .boxShowFlags,
      .contactHint, .contactNone, .mobile, .noMobile, .note, .noteHint, .noteKeep, .noted, .seePassport, .enlarge,
      .smaller, .nextFaces:
      []
    }
  }

  package var counted: String? { self == .bornValue ? "age" : nil }
}
