package import Devices
import Quality
package import Renewal

/// Takes what drivers hand over: bytes go into the vault, measures and references to the machine.
package struct DeliveryHandler: Sendable {
  private let mailbox: Mailbox
  private let vault: Vault
  private let executor: any WorkExecutor
  private let live: LiveView
  private let limits: Policy

  /// What measures away from the loop, keeps in the vault, and leaves in the mailbox.
  package init(mailbox: Mailbox, vault: Vault, executor: any WorkExecutor, live: LiveView, limits: Policy) {
    self.mailbox = mailbox
    self.vault = vault
    self.executor = executor
    self.live = live
    self.limits = limits
  }

  /// Takes what a driver handed over for a request, from any thread.
  package func handle(_ id: RequestID, _ delivery: Delivery) {
    switch delivery {
    case .frame(let frame): takeFrame(id, frame)
    case .strokes(let ink):
      vault.show(ink)
      mailbox.post(.redraw)
    case .photos(let photos): takePhotos(id, photos)
    case .print(let finger, let picture): takePrint(id, finger, picture)
    case .signature(let ink):
      answer(id, .signature(MeasuredSignature(picture: vault.keep(ink), measures: SignatureMeasures.measure(ink))))
    case .document(let reading): takeDocument(id, reading)
    case .answer(let plain): answer(id, DeviceAnswer(plain))
    // No command of the machine's ends so.
    case .done: answer(id, .failed(DeviceFault(.garbage, .reset)))
    }
  }

  private func answer(_ id: RequestID, _ answer: DeviceAnswer) { mailbox.post(.answer(id, answer)) }

  private func takeFrame(_ id: RequestID, _ frame: RGBPicture) {
    carryOut(live.handle(.frame(id, frame)))
  }

  private func carryOut(_ effects: [LiveFrames<RGBPicture>.Effect]) {
    for effect in effects {
      switch effect {
      case .measure(let id, let frame):
        executor.run(on: .measures) {
          let faults = PhotoMeasures.measure(frame).faults(against: limits.photoLimits)
          carryOut(live.handle(.measured(id, frame, faults)))
        }
      case .show(let frame):
        vault.show(frame)
        mailbox.post(.redraw)
      case .advise(let id, let advice): mailbox.post(.event(.advice(id, advice)))
      }
    }
  }

  private func takePhotos(_ id: RequestID, _ photos: [RGBPicture]) {
    executor.run(on: .measures) {
      vault.show(nil as RGBPicture?)
      let measured = photos.prefix(PhotoStep.shotsARound).map { photo in
        MeasuredPhoto(picture: vault.keep(photo), measures: PhotoMeasures.measure(photo))
      }
      guard !measured.isEmpty else { return answer(id, .failed(DeviceFault(.emptyPicture, .reset))) }
      answer(id, .photos(measured))
    }
  }

  private func takePrint(_ id: RequestID, _ finger: Finger, _ picture: GreyPicture) {
    executor.run(on: .measures) {
      let measures = PrintMeasures.measure(picture)
      let same = vault.finger(like: picture)
      let kept = vault.keep(picture, of: finger)
      answer(id, .print(MeasuredPrint(picture: kept, finger: finger, measures: measures, sameAs: same)))
    }
  }

  private func takeDocument(_ id: RequestID, _ reading: ReadDocument) {
    switch reading {
    case .nothing: answer(id, .document(.nothing))
    case .upsideDown: answer(id, .document(.upsideDown))
    case .skewed: answer(id, .document(.skewed))
    case .twoDocuments: answer(id, .document(.twoDocuments))
    case .page(let lines, let chip, let picture):
      let kept = picture.map { vault.keep($0) }
      let bounded = lines.prefix(3).map { String($0.prefix(44)) }
      answer(id, .document(.page(DocumentPage(lines: Array(bounded), chip: chip, picture: kept))))
    }
  }
}
