extension Unicode.Scalar {
  /// Whether it is not seen as itself: control characters (C0, DEL, C1), marks that turn the direction of text, joiners, separators of
  /// lines, fillers, what is drawn round its neighbour, and what is no character.
  package var isUnseen: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned,
      .enclosingMark:
      true
    case _: properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether it stands on the character before it.
  package var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    case _: false
    }
  }
}
