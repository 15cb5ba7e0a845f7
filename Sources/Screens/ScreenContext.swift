package import Renewal

/// What stands on the screens of a demonstration, so that anybody can play it: staff's number and PIN, and the number of who comes.
package struct DemonstrationHint: Hashable, Sendable {
  /// A number and a PIN that everybody may know.
  package struct Account: Hashable, Sendable {
    package let staffNumber: String
    package let pin: String

    /// An account of a demonstration.
    package init(staffNumber: String, pin: String) {
      self.staffNumber = staffNumber
      self.pin = pin
    }
  }

  /// Who logs in.
  package let account: Account
  /// Who countersigns.
  package let second: Account
  /// The ten digits of the invented citizen's CPR number; nothing when there is none to play.
  package let cpr: String?
  /// The place of what is practised among the exercises; nothing when nobody practises.
  package let exercise: Int?
  /// The titles of the exercises, in their order.
  package let exercises: [String]

  /// A hint with who logs in and who countersigns, the invented citizen's number, and what is practised.
  package init(account: Account, second: Account, cpr: String? = nil, exercise: Int? = nil, exercises: [String] = []) {
    self.account = account
    self.second = second
    self.cpr = cpr
    self.exercise = exercise
    self.exercises = exercises
  }
}

/// What a drawing needs besides the state of the box.
package struct ScreenContext: Sendable {
  /// The terminal's size in cells.
  package var size: Size
  /// The texts of all languages.
  package var catalogue: TextCatalogue
  /// The library's name, in the header.
  package var library: String
  /// The box's name, in the header of staff's screens.
  package var boxName: String
  /// The number that people ring; nothing where nobody answers.
  package var phone: String?
  /// The theme until a citizen chooses one.
  package var contrast: Presentation.Contrast
  /// What the terminal can do.
  package var capabilities: TerminalCapabilities
  /// How the screen is pressed; nothing where nobody presses it.
  package var touch: TouchScreen?
  /// What has the focus of the two keys; nothing where the screen is not walked by them.
  package var walked: WalkedFocus?
  /// Seconds left of a countdown on the screen; nothing when none runs.
  package var secondsLeft: Int?
  /// Minutes, begun ones whole, until nobody of staff is waited for any more; nothing when nobody is.
  package var minutesLeft: Int?
  /// How to log in at a demonstration; nothing in production.
  package var demonstration: DemonstrationHint?
  /// Where the pictures are.
  package var pictures: any PictureSource
  /// Whether the box is only shown or practised at, so that nobody gets a passport.
  package var isTraining: Bool
  /// What a technician reads; nothing where no technician looks.
  package var maintenance: MaintenanceFacts?
  /// Seconds since the wait on the screen began; nothing when that is not told.
  package var secondsWaited: Int?
  /// The receipt as it is printed, for the screen of a demonstration, where no paper comes out; empty in production.
  package var paper: [ReceiptElement] = []

  /// A context; what is left out is that of a good terminal without pictures.
  package init(
    size: Size, catalogue: TextCatalogue, library: String, boxName: String, phone: String? = nil,
    contrast: Presentation.Contrast = .light, capabilities: TerminalCapabilities = .full, touch: TouchScreen? = nil,
    secondsLeft: Int? = nil, demonstration: DemonstrationHint? = nil, pictures: any PictureSource = NoPictures(),
    isTraining: Bool = false,
    maintenance: MaintenanceFacts? = nil, secondsWaited: Int? = nil
  ) {
    self.size = size
    self.catalogue = catalogue
    self.library = library
    self.boxName = boxName
    self.phone = phone
    self.contrast = contrast
    self.capabilities = capabilities
    self.touch = touch
    self.secondsLeft = secondsLeft
    self.demonstration = demonstration
    self.pictures = pictures
    self.isTraining = isTraining
    self.maintenance = maintenance
    self.secondsWaited = secondsWaited
  }

  /// The same for a screen elsewhere, which nobody presses or walks as the box's own.
  package func elsewhere(_ size: Size) -> ScreenContext {
    var context = self
    context.size = size
    (context.touch, context.walked) = (nil, nil)
    return context
  }

  /// Whether what is typed must stand on the screen, because it is pressed or walked there.
  var showsKeys: Bool { touch?.hasKeypad == true || walked != nil }

  /// The keypad for a menu, where the screen has one.
  func keypad(_ offers: [Offer]) -> Keypad? {
    guard showsKeys else { return nil }
    return Keypad(offers, least: Size(columns: touch?.leastColumns ?? 1, rows: touch?.leastRows ?? 1))
  }
}
