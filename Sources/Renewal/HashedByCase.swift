/// A name that is hashed by which case it is: the standard library would hash its text, at each look into a table.
protocol HashedByCase: RawRepresentable<String>, Hashable {}

extension HashedByCase {
  package func hash(into hasher: inout Hasher) {
    withUnsafeBytes(of: self) { hasher.combine(bytes: $0) }
  }
}

extension Circumstance: HashedByCase {}
extension Device: HashedByCase {}
extension DeviceState: HashedByCase {}
extension ExceptionReason: HashedByCase {}
extension FlagCode: HashedByCase {}
extension MediaState: HashedByCase {}
extension StaffRole: HashedByCase {}
extension StepName: HashedByCase {}
extension StorageRoom: HashedByCase {}
extension TimerName: HashedByCase {}
