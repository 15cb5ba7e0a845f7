import PassportRules
import Renewal

extension Step {
  var canonicalForm: Step {
    switch self {
    case .start(let start): .start(start.canonicalForm)
    case .identity(let identity): .identity(identity.canonicalForm)
    case .details(let details): .details(details.canonicalForm)
    case .document(let document): .document(document.canonicalForm)
    case .photo(let photo): .photo(photo.canonicalForm)
    case .fingerprints(let prints): .fingerprints(prints.canonicalForm)
    case .signature(let signature): .signature(signature.canonicalForm)
    case .attestation(let attestation): .attestation(attestation.canonicalForm)
    case .payment(let payment): .payment(payment.canonicalForm)
    case .receipt(let receipt):
      .receipt(ReceiptStep(receipt: receipt.receipt.canonicalForm, situation: receipt.situation))
    // All of the others decides: what is forgotten here makes a walk longer, never shorter.
    default: self
    }
  }
}

// What a screen says about what went wrong decides nothing, but for the question whether a number is right.

extension StartStep {
  fileprivate var canonicalForm: StartStep {
    var form = self
    form.notice = nil
    return form
  }
}

extension IdentityStep {
  fileprivate var canonicalForm: IdentityStep {
    var form = self
    form.notice = notice == .pleaseCheck ? notice : nil
    return form
  }
}

extension DetailsStep {
  fileprivate var canonicalForm: DetailsStep {
    var form = self
    form.notice = nil
    return form
  }
}

extension DocumentStep {
  fileprivate var canonicalForm: DocumentStep {
    var form = self
    form.notice = nil
    switch situation {
    case .lookingUp(let page):
      let picture = page.picture.map { _ in CanonicalForm.picture }
      form.situation = .lookingUp(
        OldDocumentPage(number: "", name: CanonicalForm.name, picture: picture, tie: page.tie))
    case .differing(let page):
      let picture = page.picture.map { _ in CanonicalForm.picture }
      form.situation = .differing(DifferingPage(difference: page.difference, picture: picture))
    case .reading, .readingChip, .stopped, .removing, .pausing, .lookingUpByProof, .done: break
    }
    return form
  }
}

extension PhotoStep {
  fileprivate var canonicalForm: PhotoStep {
    var form = self
    form.byEye = byEye?.canonicalForm
    if case .choosing(let shots, let focus) = situation {
      let same = shots.map { Shot(picture: CanonicalForm.picture, score: 0, faults: $0.faults) }
      form.situation = .choosing(same, focus: focus)
    }
    // Of what a camera that failed did not take nothing can be said.
    if case .stopped(let cameraFailed, _) = situation {
      form.situation = .stopped(cameraFailed: cameraFailed, faults: [])
    }
    return form
  }
}

extension FingerprintStep {
  fileprivate var canonicalForm: FingerprintStep {
    var form = self
    form.notice = notice == .sensorFailed ? notice : nil
    form.right = right?.takenForm
    if case .shown(let print) = situation { form.situation = .shown(print.canonicalForm) }
    return form
  }
}

extension SignatureStep {
  fileprivate var canonicalForm: SignatureStep {
    var form = self
    form.notice = notice == .padFailed ? notice : nil
    guard case .shown(let signature) = situation else { return form }
    form.situation = .shown(signature.canonicalForm)
    return form
  }
}

extension AttestationStep {
  fileprivate var canonicalForm: AttestationStep {
    switch self {
    case .waiting(let application): .waiting(application.canonicalForm)
    case .sealing(let attestation): .sealing(attestation.canonicalForm)
    case .parking(let application): .parking(application.canonicalForm)
    }
  }
}

extension PaymentStep {
  fileprivate var canonicalForm: PaymentStep {
    var form = PaymentStep(attestation: attestation.canonicalForm, situation: situation.canonicalForm, attempt: 0)
    form.refusals = refusals
    return form
  }
}

extension PaymentStep.Situation {
  fileprivate var canonicalForm: PaymentStep.Situation {
    switch self {
    case .underWay(let money):
      .underWay(
        PaymentTransaction(
          money.payment.canonicalForm, for: money.purpose, state: money.state, approved: money.approved))
    // Why decides nothing but whether a terminal that works again takes the refusal off the screen.
    case .refused(let reason): .refused(reason.isOfTerminal ? .terminalBusy : .refused)
    case .explained, .givenBack, .releasing: self
    }
  }
}
