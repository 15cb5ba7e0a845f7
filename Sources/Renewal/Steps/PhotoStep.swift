package import Quality

/// The photo: live view with advice, three pictures, one is chosen.
package struct PhotoStep: Hashable, Sendable {
  /// A picture that was taken, judged by the policy's limits.
  package struct Shot: Hashable, Sendable {
    /// Where it lies in the vault.
    package let picture: PictureID
    /// 0–100.
    package let score: Int
    /// What is not right, most useful first; empty when it can be used.
    package let faults: [PhotoFault]

    /// A judged picture.
    package init(picture: PictureID, score: Int, faults: [PhotoFault]) {
      self.picture = picture
      self.score = score
      self.faults = faults
    }
  }

  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// Live view; what is not right yet, most useful first. All right for a second, or Enter, takes the pictures. 1: I wear a head covering for religion or health.
    case framing([PhotoFault])
    /// The camera takes the pictures.
    case taking
    /// The citizen chooses among up to three by its number; `-` takes new ones. The focus moves with the arrows.
    case choosing([Shot], focus: Int)
    /// None can be used, or the camera failed; Enter tries again.
    case stopped(cameraFailed: Bool, faults: [PhotoFault])
    /// Done before; Enter goes on, 1 takes a new one.
    case done
  }

  /// Where the step is.
  package var situation: Situation
  /// Rounds in which no picture could be used.
  package var tries = 0
  /// Whoever of staff takes the next picture by eye, with the ground.
  package var byEye: Acceptance?

  /// The step in a situation.
  package init(situation: Situation) { self.situation = situation }
}
