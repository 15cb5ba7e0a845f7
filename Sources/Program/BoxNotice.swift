import Cases
import Renewal
import Runtime

/// A word to the box that runs on a state folder, when one does.
enum BoxNotice {
  /// Accounts were changed: sessions of those who may do nothing any more end at once. A box that cannot be told looks for itself within
  /// a minute, and asks the account with every act.
  static func accountsChanged(state: String) {
    var wasTold = false
    var why: String?
    // A box of another folder that hears it looks in vain.
    for path in StaffSocketPlace.ofAnyBox(state: state) {
      do throws(SocketFault) {
        try StaffClient(path: path).answer(to: .accounts(version: Wire.version)) { $0 == .bye ? () : nil }
        wasTold = true
      } catch {
        if case .nobody = error { continue }
        why = error.message
      }
    }
    if !wasTold, why == nil, Store.isHeld(folder: state) { why = "it is not found" }
    guard !wasTold, let why else { return }
    Output.complaint("the box was not told (\(why)): a session that is open ends within a minute, or with its next act")
  }
}
