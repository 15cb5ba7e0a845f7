import PassportRules
package import Renewal

/// What of a box decides how it goes on: two boxes with equal keys take equal ways and give equal effects.
///
/// Left out is the policy, and what only counts or names: the numbers of cases, requests, timers, pictures and attempts,
/// who of staff it was, how the citizen wants screen and speech, paper, and whether an officer is here.
package struct CanonicalKey: Hashable, Sendable {
  private let state: Box.State
  private let date: CivilDate?
  private let isOpen: Bool
  private let unusable: UInt16
  private let media: MediaState
  private let flags: [Flag]
  private let claim: Claim?
  private let outOfService: Box.Closed?
  private let isClockDoubted: Bool
  private let storageRoom: StorageRoom
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
    unusable = Self.mask(Device.allCases.map { $0.isRequired && box.devices[$0]?.isUsable != true })
    media = box.media
    flags = box.flags.map(\.canonicalForm)
    claim = box.claim?.canonicalForm
    outOfService = box.outOfService
    isClockDoubted = box.isClockDoubted
    storageRoom = box.storageRoom
    told = box.told
    interruption = box.interruption
    isStarted = box.isStarted
    canRecord = box.canRecord
    places = Self.mask(Self.places.map { box.pending.requests[$0] != nil })
    timers = Self.mask(TimerName.allCases.map { box.pending.timers[$0] != nil })
  }

  private static let places = Device.allCases.map { RequestTarget.device($0) } + [.authority, .store, .accounts]

  private static func mask(_ bits: [Bool]) -> UInt16 { bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) } }
}

extension Box {
  /// What of this box decides how it goes on.
  package var canonicalKey: CanonicalKey { CanonicalKey(self) }
}
