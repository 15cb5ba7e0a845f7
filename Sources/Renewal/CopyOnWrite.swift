/// A value that its copies share until one of them gets another: to copy it copies a reference, and to compare two that share is quick.
///
/// A box is copied and compared at each event by whoever wants to know what became of it, and most of it is seldom changed.
struct CopyOnWrite<Value: Hashable & Sendable>: Sendable {
  private final class Storage: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private var storage: Storage

  init(_ value: Value) { storage = Storage(value) }

  var value: Value {
    _read { yield storage.value }
    set { storage = Storage(newValue) }
  }
}

extension CopyOnWrite: Hashable {
  static func == (one: Self, other: Self) -> Bool {
    one.storage === other.storage || one.storage.value == other.storage.value
  }

  func hash(into hasher: inout Hasher) { hasher.combine(storage.value) }
}

extension CopyOnWrite: CustomReflectable {
  /// Whoever looks into it sees the value, and not where it lies in memory.
  var customMirror: Mirror { Mirror(reflecting: value) }
}
