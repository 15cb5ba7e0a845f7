import Renewal

extension Key {
  /// The keys that are written by their names: all but those that type something.
  static let named: [Key] = [.enter, .back, .stop, .help, .again, .up, .down, .left, .right, .tab, .backTab]

  /// The name of a key as it stands in a recording; nothing for one that types something.
  var recordedName: String? {
    switch self {
    case .digit, .letter: nil
    case .enter: "enter"
    case .back: "back"
    case .stop: "stop"
    case .help: "help"
    case .again: "again"
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .tab: "tab"
    case .backTab: "backTab"
    }
  }
}
