import Testing

/// The box is not where the test needs it.
func lost(_ why: Comment, sourceLocation: SourceLocation = #_sourceLocation) {
  Issue.record(why, sourceLocation: sourceLocation)
}
