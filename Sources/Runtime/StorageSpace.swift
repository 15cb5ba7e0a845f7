package import Renewal

/// The room on the disk where the store lies, in megabytes.
package struct StorageSpace: Hashable, Sendable {
  /// How much is free.
  package let free: Int
  /// How much a visit, and what the box itself does with its store, may need at once.
  package let needed: Int

  /// So much free, and so much that may be needed.
  package init(free: Int, needed: Int) {
    self.free = free
    self.needed = needed
  }

  /// What a visit writes at most while it lasts, in megabytes: many times what `StorageTests` sees of a visit that is paid, parked
  /// before and called off after, for cameras and readers with larger pictures than the simulated ones.
  package static let ofVisit = 48

  /// How often over what may be needed must be free, for nobody to be told that it gets less.
  private static let comfort = 4

  /// Whether there is room for another visit.
  package var room: StorageRoom { free < needed ? .short : free < needed * Self.comfort ? .low : .enough }
}
