import Crypto
import CryptoExtras
import FoundationEssentials
import GRDB
package import Renewal

/// A PIN made into what is stored of it.
struct FreshPIN {
  let salt: [UInt8]
  let verifier: [UInt8]

  init(_ pin: String, for id: StaffID, _ store: Store) throws(StoreError) {
    salt = SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) }
    verifier = try store.verifier(of: pin, for: id, salt: salt, store.cost)
  }
}

extension Store {
  /// Replaces a PIN that is right, and that somebody else set, by one that its owner chose, and logs them in.
  ///
  /// The old one is checked as at a log-in; a new one that the policy does not take changes nothing.
  package func changePIN(
    _ id: StaffID, pin: String, to own: String, from source: LogInSource
  ) throws(StoreError) -> AccountsAnswer {
    if let fault = own == pin ? .notNew : PINPolicy.fault(of: own, for: id) { return .pinRefused(fault) }
    let fresh = try FreshPIN(own, for: id, self)
    let at = now()
    return try logIn(id, pin: pin, from: source) { database in
      let row = try self.append(.pinChosen(id), at: at, database)
      try AccountChange.pinChosen.apply(to: id, at: at, row: row, database)
      try self.write(fresh, of: id, database)
    }
  }

  /// Writes a PIN of an account; its tag is the caller's to write.
  func write(_ fresh: FreshPIN, of id: StaffID, _ database: Database) throws {
    try database.run(
      sql: "UPDATE accounts SET salt = ?, rounds = ?, blockSize = ?, parallelism = ?, verifier = ? WHERE id = ?",
      arguments: [
        Data(fresh.salt), cost.rounds, cost.blockSize, cost.parallelism, Data(fresh.verifier), id.digits,
      ])
  }

  /// What a PIN becomes: scrypt, then marked with the store's key, so that the file alone does not let one try PINs.
  func verifier(
    of pin: String, for id: StaffID, salt: [UInt8], _ cost: ScryptCost
  ) throws(StoreError) -> [UInt8] {
    let pepper = Array("\(id) \(pin)".utf8)
    guard
      let derived = try? KDF.Scrypt.deriveKey(
        from: pepper, salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: cost.blockSize,
        parallelism: cost.parallelism)
    else { throw .exhausted(.memory, path: path) }
    return key.mark("verifier", derived.withUnsafeBytes { [UInt8]($0) })
  }
}
