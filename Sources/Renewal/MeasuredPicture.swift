package import Quality

/// A picture that was taken, with what was measured in it.
package struct MeasuredPhoto: Hashable, Sendable {
  /// Where it lies in the vault.
  package let picture: PictureID
  /// What was measured.
  package let measures: PhotoMeasures

  /// A picture with its measures.
  package init(picture: PictureID, measures: PhotoMeasures) {
    self.picture = picture
    self.measures = measures
  }
}

/// A print that was read, with what was measured in it.
package struct MeasuredPrint: Hashable, Sendable {
  /// Where it lies in the vault.
  package let picture: PictureID
  /// The finger the sensor was asked for; an answer for another finger is the peer's fault and is dropped.
  package let finger: Finger
  /// What was measured.
  package let measures: PrintMeasures
  /// The finger of this visit that has the same ridges, when there is one.
  package let sameAs: Finger?

  /// A print with its finger and measures.
  package init(picture: PictureID, finger: Finger, measures: PrintMeasures, sameAs: Finger?) {
    self.picture = picture
    self.finger = finger
    self.measures = measures
    self.sameAs = sameAs
  }
}

/// A signature that was written, with what was measured in it.
package struct MeasuredSignature: Hashable, Sendable {
  /// Where it lies in the vault.
  package let picture: PictureID
  /// What was measured.
  package let measures: SignatureMeasures

  /// A signature with its measures.
  package init(picture: PictureID, measures: SignatureMeasures) {
    self.picture = picture
    self.measures = measures
  }
}
