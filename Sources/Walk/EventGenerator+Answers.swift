import PassportRules
import Quality
import Renewal

extension EventGenerator {
  /// What can be answered to an open question, one of each class that its place can give.
  func answers(to id: RequestID, at place: RequestTarget, _ box: Box) -> [Event] {
    switch place {
    case .device(let device):
      guard let step = box.state.visit?.step else { return [] }
      if device == .camera, step.isWaitingForAttestation {
        return [fixtures.photos([true]), .failed(DeviceFault(.inoperable, .reset))].map { .answer(id, $0) }
      }
      return answers(of: device, to: id, in: step)
    case .authority: return register.map { .authority(id, $0) }
    case .store:
      guard case .resume? = box.pending.storeQuestion else { return [.store(id, .done), .store(id, .failed)] }
      let resumed = fixtures.parked.map { application in
        [
          Event.store(
            id, .resumed(ResumedCase(application: application, language: CanonicalForm.presentation.language)))
        ]
      }
      return (resumed ?? []) + [.store(id, .gone(.expired)), .store(id, .failed)]
    case .accounts: return accounts(box.state).map { .accounts(id, $0) }
    }
  }

  private func answers(of device: Device, to id: RequestID, in step: Step) -> [Event] {
    let failed = DeviceAnswer.failed(DeviceFault(.inoperable, .reset))
    switch device {
    case .documentReader:
      let readings = [DocumentReading.nothing, .upsideDown] + pages.map { fixtures.reading($0) }
      return (readings.map { .document($0) } + [failed, .indeterminate]).map { .answer(id, $0) }
    case .camera:
      guard case .photo(let photo) = step, case .framing = photo.situation else {
        let rounds = [[true, true, true], [false, false, false], [false, true, true]].map { fixtures.photos($0) }
        return (rounds + [.photos([]), failed, .indeterminate]).map { .answer(id, $0) }
      }
      return [.advice(id, []), .advice(id, [.tooDark]), .answer(id, failed)]
    case .fingerprintReader:
      guard case .fingerprints(let prints) = step else { return [] }
      let finger = prints.finger
      let others = finger.hand == .right ? Finger.leftIndex : .rightIndex
      return [
        fixtures.print(finger), fixtures.print(finger, good: false), fixtures.print(finger, sameAs: others),
        fixtures.print(others), .noFinger, failed, .indeterminate,
      ].map { .answer(id, $0) }
    case .signaturePad:
      return [fixtures.signature(), fixtures.signature(good: false), .noSignature, failed, .indeterminate]
        .map { .answer(id, $0) }
    case .paymentTerminal: return payments(in: step).map { .answer(id, $0) }
    case .receiptPrinter:
      return [.receipt(.printed), .receipt(.paperOut), failed, .indeterminate].map { .answer(id, $0) }
    case .statusLight: return []
    }
  }

  private func payments(in step: Step) -> [DeviceAnswer] {
    guard case .payment(let payment) = step else { return [] }
    let amount = payment.attestation.application.fee.total
    let words: [PaymentAnswer] = [
      .approved(amount), .approved(amount + amount), .declined(.refused), .inProgress, .notFound, .reversed,
      .reversalRefused,
    ]
    return words.map { .payment($0) } + [.failed(DeviceFault(.disconnected, .reset)), .indeterminate]
  }

  private var register: [AuthorityAnswer] {
    let booking = hasBookings ? BookedDetails(height: 170, mobile: "20123456", pickUpPlace: 0) : nil
    return [fixtures.record(booking: booking), fixtures.record(matches: false), .unknown, .unavailable]
      + remarks.map { fixtures.record(remarks: [$0]) }
      + (remarks.isEmpty ? [] : [fixtures.record(issued: fixtures.twoPassports)])
  }

  private func accounts(_ state: Box.State) -> [AccountsAnswer] {
    let others: [AccountsAnswer] =
      hasOthersPINs ? [.mustChangePIN(setBy: CanonicalForm.staff), .pinRefused(.tooSimple)] : []
    let refusals: [AccountsAnswer] = [.wrong, .locked(seconds: 30), .unavailable] + others
    switch state {
    case .attended(let attendance):
      let second = Fixtures.staff(.officer, second: true)
      let few = Fixtures.staff(.librarian, second: true)
      return [.welcome(second), .welcome(attendance.session), .welcome(few)] + refusals
    case .closed, .welcome, .visit, .logIn, .maintenance:
      return roles.map { .welcome(Fixtures.staff($0)) } + refusals
    }
  }
}
