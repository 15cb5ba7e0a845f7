import PassportRules
package import Renewal

/// What of a box decides how it goes on: two boxes with equal keys take equal ways and give equal effects.
///
/// Left out is the policy but for a voice that is lost, and what only counts or names: the numbers of cases, requests, timers, pictures and attempts,
/// who of staff it was, how the citizen wants screen and speech, and whether an officer is here.
package struct CanonicalKey: Hashable, Sendable {
  private let state: Box.State
  private let date: CivilDate?
  private let isOpen: Bool
  private let usable: UInt16
  private let media: MediaState
  private let paper: PaperState
  private let flags: [Flag]
  private let claim: Claim?
  private let outOfService: Box.Closed?
  private let isClockDoubted: Bool
  private let storageRoom: StorageRoom
  private let hasVoice: Bool
  private let isHeadsetIn: Bool
  private let told: Box.Closed?
  private let interruption: Box.Closed?
  private let isStarted: Bool
  private let canRecord: Bool
  private let places: UInt16
  private let timers: UInt16

  /// The key of a box.
  package init(_ box: Box) {
    state = box.state.canonicalForm
    date = box.date
    isOpen = box.hours.isOpen
    let required = box.policy.required
    usable = Self.mask(
      of: Device.allCases, box.devices.lazy.filter { required.contains($0.key) && $0.value.isUsable }.map(\.key))
    media = box.media
    paper = box.paper
    flags = box.flags.map(\.canonicalForm)
    claim = box.claim?.canonicalForm
    outOfService = box.outOfService
    isClockDoubted = box.isClockDoubted
    storageRoom = box.storageRoom
    hasVoice = box.hasVoice
    isHeadsetIn = box.isHeadsetIn
    told = box.told
    interruption = box.interruption
    isStarted = box.isStarted
    canRecord = box.canRecord
    places = Self.mask(of: Self.places, box.pending.requests.keys)
    timers = Self.mask(of: TimerName.allCases, box.pending.timers.keys)
  }

  private static let places = Device.allCases.map { RequestTarget.device($0) } + [.authority, .store, .accounts]

  /// Which of all there are, a bit each; few are there, so that it is quicker to go through these than to look each of all up.
  private static func mask<Name: Equatable>(of all: [Name], _ there: some Sequence<Name>) -> UInt16 {
    there.reduce(0) { mask, name in all.firstIndex(of: name).map { mask | 1 << UInt16($0) } ?? mask }
  }
}

extension Box {
  /// What of this box decides how it goes on.
  package var canonicalKey: CanonicalKey { CanonicalKey(self) }
}
