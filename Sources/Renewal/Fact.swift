package import PassportRules

/// What the journal keeps; never a biometric, never a CPR number, never a name.
package enum Fact: Hashable, Sendable {
  case visitOpened(CaseNumber, Language)
  case consentGiven(CaseNumber)
  /// A step was done.
  case stepDone(CaseNumber, StepName)
  case flagRaised(CaseNumber?, Flag)
  case flagEnded(CaseNumber?, Flag, StaffAction, by: StaffID, countersignedBy: StaffID?)
  /// The citizen took a call back, or what it was about is over.
  case flagWithdrawn(CaseNumber?, Flag)
  /// Staff at the box had the facts of a covered flag shown.
  case flagShown(CaseNumber, FlagCode, by: StaffID)
  /// An assist ended: whether the citizen learned it.
  case assistEnded(CaseNumber, FlagCode, by: StaffID, learned: Bool)
  case staffArrived(CaseNumber?, StaffID, StaffRole)
  case staffLeft(CaseNumber?, StaffID)
  /// A desk took the visit's flags, or the box's own.
  case claimed(CaseNumber?, by: StaffID)
  /// They are nobody's again.
  case released(CaseNumber?, by: StaffID)
  /// A desk told the citizen something.
  case guided(CaseNumber, Guidance, by: StaffID)
  /// A desk had a picture taken of who sits at the box.
  case frameTaken(CaseNumber, by: StaffID)
  /// A technician tried a device out.
  case deviceTested(Device, by: StaffID)
  /// Staff took the box out of service, and why; nothing: put it in service.
  case serviceChanged(OutOfServiceReason?, by: StaffID)
  /// The application is complete and frozen, with its fee.
  case frozen(CaseNumber, Amount, feeDate: CivilDate)
  /// An edit after the freeze.
  case thawed(CaseNumber)
  case attested(CaseNumber, by: StaffID)
  /// On disk before anything is sent to the terminal.
  case paymentIntended(Payment)
  case paymentAnswered(Payment, PaymentAnswer)
  /// The answer was lost.
  case paymentUncertain(Payment)
  case reversalIntended(Payment)
  case moneyOpen(Payment)
  case moneySettled(Payment, by: StaffID)
  /// Somebody of staff looked up whom to call about a dossier.
  case contactShown(CaseNumber, by: StaffID)
  /// The library gave the citizen the fee back, for a dossier that the authority rejected.
  case refunded(CaseNumber, Amount, by: StaffID)
  /// The dossier will not be sent any more: the citizen was sent elsewhere.
  case dossierWithdrawn(CaseNumber, by: StaffID)
  /// The held dossier is erased: no capture will come.
  case dossierErased(CaseNumber)
  case receiptPrinted(CaseNumber, PrintOutcome?)
  case visitEnded(CaseNumber, Ending)
  case closed(Box.Closed)
  case opened
  /// Nobody knows whether the date is right.
  case clockDoubted
  /// Somebody of staff looked at a clock and says that it is.
  case clockConfirmed(by: StaffID)
  /// A device failed in a visit or outside.
  case deviceFailed(CaseNumber?, Device, DeviceFault)
}
