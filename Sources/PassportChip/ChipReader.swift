package import LogicalDataStructure
package import Renewal

/// Reads a passport's chip: opens it, has it prove what it says and that it is the one that was issued, and only then believes it.
package struct ChipReader: Sendable {
  private let certificates: StateCertificates

  /// A reader that believes what these certificates vouch for.
  package init(_ certificates: StateCertificates) { self.certificates = certificates }

  /// Reads the chip at the other end of a line.
  package func read<Line: ChipLine>(_ line: Line, _ key: AccessKey, random: ChipRandom = .secure) -> ChipReport {
    let session = ChipSession(line, random: random)
    var report = ChipReport()
    do throws(ChipStop) {
      try open(session, key, &report)
      report.result = .genuine(try believe(session, &report))
    } catch {
      report.result = error.result
      report.reason = error.words
    }
    report.commands = session.commands
    return report
  }

  // MARK: Access

  /// PACE where the chip has a form of it that is known here, else basic access control.
  private func open<Line>(_ session: ChipSession<Line>, _ key: AccessKey, _ report: inout ChipReport) throws(ChipStop) {
    if let pace = try form(of: session) {
      do throws(ChipTrouble) {
        try session.openByPACE(key, pace.identifier, pace.cipher, pace.curve)
        report.access = .pace
      } catch {
        // Who says of PACE and will not begin it may be opened as before.
        guard case .refused(_, ChipCommand.setTemplate) = error else { throw .init(error, else: .locked) }
      }
    }
    do throws(ChipTrouble) {
      try session.selectApplication()
    } catch {
      // A card that has no passport in it.
      throw .init(error, else: report.access == nil ? .silent : .altered)
    }
    guard report.access == nil else { return }
    do throws(ChipTrouble) {
      try session.openBasically(key)
    } catch {
      throw .init(error, else: .locked)
    }
    report.access = .basic
  }

  private typealias Form = (identifier: ObjectIdentifier, cipher: ChipCipher, curve: ChipCurve)

  /// How PACE is done with this chip; nothing where it says of none, or of none that is known.
  private func form<Line>(of session: ChipSession<Line>) throws(ChipStop) -> Form? {
    let infos: SecurityInfos
    do throws(ChipTrouble) {
      let file = try session.read(.cardAccess)
      infos = try session.sensible { () throws(LDSFault) in try SecurityInfos(file[...]) }
    } catch {
      if case .line = error { throw .init(error, else: .silent) }
      return nil
    }
    let forms = infos.pace.compactMap { info -> Form? in
      guard let last = info.identifier.tail(behind: .paceGenericECDH), last.count == 1,
        let cipher = ChipCipher(rawValue: last[0]), let curve = info.parameters.flatMap(ChipCurve.init)
      else { return nil }
      return (info.identifier, cipher, curve)
    }
    return forms.max { ($0.cipher.rawValue, $0.curve.rawValue) < ($1.cipher.rawValue, $1.curve.rawValue) }
  }

  // MARK: Proof

  /// The signature first, then that the chip is no copy, then what it says: whatever does not hold is not believed, nor is what follows it.
  private func believe<Line>(_ session: ChipSession<Line>, _ report: inout ChipReport) throws(ChipStop) -> ChipContent {
    let object = try signed(session)
    if object.groups[DataGroup.group14.rawValue] != nil {
      let group = try read(.group14, session, object, &report)
      try prove(session, try sensible { () throws(LDSFault) in try SecurityInfos(group14: group) }, &report)
    } else {
      report.proof = .noKey
    }
    let zone = try read(.group1, session, object, &report)
    let lines = try sensible { () throws(LDSFault) in try zoneLines(group1: zone) }
    // A picture that is none was signed like that, and nobody altered it.
    let group = try read(.group2, session, object, &report)
    let face = try? FaceImage(group2: group)
    return ChipContent(lines: lines, face: face)
  }

  private func signed<Line>(_ session: ChipSession<Line>) throws(ChipStop) -> SecurityObject {
    let file = try trusted { () throws(ChipTrouble) in try session.read(.securityObject) }
    let message = try sensible { () throws(LDSFault) in try SecurityObject.signedMessage(file) }
    switch certificates.open(message) {
    case .vouched(let content): return try sensible { () throws(LDSFault) in try SecurityObject(content) }
    case .unknownSigner:
      throw ChipStop(.unknownSigner, "none of \(certificates.certificates.count) certificates vouches for its signer")
    case .broken: throw ChipStop(.altered, "the signature does not hold")
    }
  }

  /// A group as it was signed.
  private func read<Line>(
    _ group: DataGroup, _ session: ChipSession<Line>, _ object: SecurityObject, _ report: inout ChipReport
  ) throws(ChipStop) -> [UInt8] {
    let file = try trusted { () throws(ChipTrouble) in try session.read(.group(group)) }
    report.groups[group.rawValue] = file.count
    guard object.vouches(for: file, group) else {
      throw ChipStop(.altered, "data group \(group.rawValue) is not what was signed")
    }
    return file
  }

  /// Has the chip prove that it has the private half of the key that was signed; a copy has not.
  private func prove<Line>(_ session: ChipSession<Line>, _ infos: SecurityInfos, _ report: inout ChipReport)
    throws(ChipStop)
  {
    guard !infos.chipKeys.isEmpty else {
      report.proof = .noKey
      return
    }
    for (key, identifier, cipher) in infos.usableKeys {
      do throws(ChipTrouble) {
        try session.authenticateChip(key, identifier, cipher)
        // The keys are shown to be the chip's by its first answer under them.
        _ = try session.read(.group(.group14))
        report.proof = .proven
        return
      } catch {
        // A key that libcrypto does not know; nothing was asked of the chip yet.
        guard error == .cryptography else { throw .init(error, else: .cloned) }
      }
    }
    // It was signed like that, so nobody but its state could have left it without a key that is known.
    report.proof = .unknownKey
  }

  private func trusted<T>(_ work: () throws(ChipTrouble) -> T) throws(ChipStop) -> T {
    do throws(ChipTrouble) { return try work() } catch { throw .init(error, else: .altered) }
  }

  private func sensible<T>(_ work: () throws(LDSFault) -> T) throws(ChipStop) -> T {
    do throws(LDSFault) { return try work() } catch { throw .init(.senseless(error), else: .altered) }
  }
}

extension SecurityInfos {
  /// The keys with ciphers that are known, the strongest first; the first chips named none and meant Triple DES.
  fileprivate var usableKeys: [(key: ChipKey, identifier: ObjectIdentifier, cipher: ChipCipher)] {
    let usable = chipKeys.flatMap { key -> [(key: ChipKey, identifier: ObjectIdentifier, cipher: ChipCipher)] in
      let kind: ObjectIdentifier = key.isOfCurve ? .chipAuthenticationECDH : .chipAuthenticationDH
      let named = chipAuthentication.filter {
        $0.identifier.isBelow(kind) && ($0.number == key.number || $0.number == nil)
      }
      guard !named.isEmpty else { return [(key, kind, .tripleDES)] }
      return named.compactMap { info in
        guard let last = info.identifier.tail(behind: kind), last.count == 1, let cipher = ChipCipher(rawValue: last[0])
        else { return nil }
        return (key, info.identifier, cipher)
      }
    }
    return usable.sorted { $0.cipher.rawValue > $1.cipher.rawValue }
  }
}

/// What a chip was found to hold, once it is believed.
package struct ChipContent: Hashable, Sendable {
  package let lines: [String]
  /// The holder's picture; nothing where there is none that is known.
  package let face: FaceImage?
}

/// What came of reading a chip.
package struct ChipReport: Hashable, Sendable {
  package enum Result: Hashable, Sendable {
    case genuine(ChipContent)
    case failed(ChipFault)
    /// The reader is gone: nothing is known of the chip.
    case readerLost
  }

  /// How it was opened.
  package enum Access: String, Hashable, Sendable {
    case pace, basic
  }

  /// Whether it proved to be the chip that was issued.
  package enum Proof: String, Hashable, Sendable {
    case proven
    /// It has no key to prove it by.
    case noKey
    /// Its keys are of no kind that is known here.
    case unknownKey
  }

  package fileprivate(set) var result = Result.failed(.silent)
  package fileprivate(set) var access: Access?
  package fileprivate(set) var proof: Proof?
  /// How many commands went to the chip.
  package fileprivate(set) var commands = 0
  /// How many bytes each data group has that was read, by its number.
  package fileprivate(set) var groups: [Int: Int] = [:]
  /// Why it is not believed, for technicians: status words and counts.
  package fileprivate(set) var reason: String?

  fileprivate init() {}

  /// A chip that was not reached.
  package init(_ fault: ChipLineFault) { self.init(ChipStop(.line(fault), else: .silent)) }

  /// A chip that was not asked.
  package init(_ fault: ChipFault, _ reason: String) { self.init(ChipStop(fault, reason)) }

  private init(_ stop: ChipStop) {
    result = stop.result
    reason = stop.words
  }

  /// What came of it, on one line for technicians, with nothing that a chip holds.
  package var words: String {
    let found =
      switch result {
      case .genuine: "genuine"
      case .failed(let fault): fault.rawValue
      case .readerLost: "readerLost"
      }
    let sizes = groups.sorted { $0.key < $1.key }.map { "data group \($0.key) \($0.value) bytes" }
    let facts = [access.map { "opened by \($0.rawValue)" }, proof.map { "chip authentication \($0.rawValue)" }]
      .compactMap { $0 }
    return (["\(found)" + (reason.map { " (\($0))" } ?? "")] + facts + sizes + ["\(commands) commands"]).joined(
      separator: ", ")
  }
}

/// Why reading stopped.
private struct ChipStop: Error {
  let result: ChipReport.Result
  let words: String

  init(_ fault: ChipFault, _ words: String) {
    result = .failed(fault)
    self.words = words
  }

  /// By a trouble with the line as what that says, otherwise by what a refusal means at that place.
  init(_ trouble: ChipTrouble, else fault: ChipFault) {
    result =
      switch trouble {
      case .line(.takenAway): .failed(.takenAway)
      case .line(.silent): .failed(.silent)
      case .line(.readerLost): .readerLost
      case .refused(let status, _) where status.isOwnTrouble: .failed(.silent)
      case .refused, .checksum, .senseless, .tooLong, .cryptography: .failed(fault)
      }
    words = trouble.words
  }
}
