/// A short message from staff at a desk that appears, and is spoken, at the box; the raw values name its text.
package enum Guidance: String, Hashable, Sendable, CaseIterable {
  case comingNow, lookIntoCamera, sitStill, takeOffGlasses, pressFinger, wipeFinger, turnDocument, signAgain,
    takeYourTime
}
