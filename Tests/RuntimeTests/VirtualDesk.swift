import Renewal
import Runtime
import Screens

/// A desk at a box in virtual time.
struct VirtualDesk {
  let box: VirtualBox
  let id: DeskID
  private let hand = Hand()

  /// Connects, with a terminal that shows pictures by their own pixels or one that does not.
  init(_ box: VirtualBox, hasPixels: Bool = false) {
    self.box = box
    box.settle()
    var capabilities = TerminalCapabilities.full
    capabilities.hasPixels = hasPixels
    id = box.desks.connect(capabilities: capabilities)
    box.settle()
  }

  /// What stands on the desk's screen.
  var text: String { seen.picture?.screen.grid.text ?? "" }

  /// What the desk was told.
  var seen: PaperDesks.Seen { box.desks.seen(by: id) }

  /// Presses keys, each at the newest drawing; `\n` is Enter.
  func press(_ keys: String) {
    for key in keys {
      let key = Key(typed: key)
      hand.rest(before: key, at: box)
      strike(key, seen: seen.picture?.number ?? 0)
    }
  }

  /// Presses a key at the drawing of that number, as somebody who looks does.
  func press(_ key: Character, seen: Int) {
    let key = Key(typed: key)
    hand.rest(before: key, at: box)
    strike(key, seen: seen)
  }

  /// Keys come in at once, as no hand presses them.
  func dash(_ keys: String) {
    for key in keys { strike(Key(typed: key), seen: seen.picture?.number ?? 0) }
  }

  /// A key comes in, whoever or whatever made it.
  func strike(_ key: Key, seen: Int) {
    box.desks.leave(.said(id, .keys(keys: [WireKey(key)], seen: seen)))
    box.settle()
  }

  /// A reader that works as a keyboard reads something here.
  func read() {
    box.desks.leave(.said(id, .keys(keys: [], seen: seen.picture?.number ?? 0)))
    box.settle()
  }

  /// Logs in: 10 is a librarian, 20 an officer, 30 a supervisor, 40 a technician.
  func logIn(_ number: String) { press("\(number)\n2468\(number)\n") }

  /// The connection breaks.
  func breakOff() {
    box.desks.leave(.left(id))
    box.settle()
  }

  /// Who has the visit at the box.
  var holder: DeskID? { box.runner.box.state.visit?.claim?.desk }
}
