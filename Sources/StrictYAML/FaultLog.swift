/// Where readers report what is wrong; reading goes on after a fault, so that all of them are told at once.
package final class FaultLog {
  package private(set) var faults: [ConfigurationFault] = []
  /// The most faults that are kept; a folder with more is told about these.
  package static let limit = 200

  /// How many were reported, kept or not.
  private(set) var count = 0

  /// A log of nothing yet.
  package init() {}

  /// Keeps a fault.
  package func report(_ fault: ConfigurationFault) {
    count += 1
    if faults.count < Self.limit { faults.append(fault) }
  }

  /// Throws when anything was reported.
  package func finish() throws(ConfigurationFaults) {
    if faults.isEmpty { return }
    throw ConfigurationFaults(
      faults: faults.enumerated().sorted {
        ($0.element.file, $0.element.line ?? 0, $0.offset) < ($1.element.file, $1.element.line ?? 0, $1.offset)
      }.map(\.element)
    )
  }
}
