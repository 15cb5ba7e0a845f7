/// What is wrong with a portrait, in the order in which advice about it is useful.
package enum PhotoFault: String, CaseIterable, Sendable, Hashable {
  /// There is too little light on the face or on the wall behind.
  case tooDark
  /// There is too much light: the face has lost its shades.
  case tooBright
  /// Nobody is in the picture.
  case noFace
  /// More than one person is in the picture.
  case twoFaces
  /// One side of the face is much lighter than the other.
  case unevenLight
  /// The wall behind is not plain.
  case busyBackground
  /// The picture is not sharp: the person moved, or the lens is not clean.
  case blurred
  /// The head is too small: come closer.
  case tooFar
  /// The head is too large: step back.
  case tooClose
  /// The person should move to their own left (the head is too far to the left in the camera's picture).
  case moveLeft
  /// The person should move to their own right (the head is too far to the right in the camera's picture).
  case moveRight
  /// The head is too low in the picture.
  case moveUp
  /// The head is too high in the picture.
  case moveDown
  /// An eye is closed or hidden.
  case eyesClosed
  /// The head leans to one side.
  case tilted
  /// The mouth is open.
  case mouthOpen
  /// A bright spot lies over an eye: glasses mirror the lamp.
  case glare
}
