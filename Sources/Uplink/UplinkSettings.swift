package import Renewal
package import StrictYAML

/// Where an authority answers.
package struct AuthorityAddress: Hashable, Sendable {
  /// Its name, or its number.
  package let host: String
  /// Its port.
  package let port: Int

  /// The address that a URL names: `https://`, the host, and perhaps a port and a `/`; nothing for any other.
  package init?(_ url: String) {
    guard url.hasPrefix("https://") else { return nil }
    var rest = url.dropFirst("https://".count)
    if rest.last == "/" { rest.removeLast() }
    let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, (1...253).contains(host.utf8.count), host.utf8.allSatisfy(Self.isOfName) else {
      return nil
    }
    self.host = String(host)
    guard parts.count == 2 else {
      port = 443
      return
    }
    guard let port = Section.whole(String(parts[1])), (1...65_535).contains(port) else { return nil }
    self.port = port
  }

  /// As a URL has it, without a path.
  package var url: String { port == 443 ? "https://\(host)" : "https://\(host):\(port)" }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    case _: false
    }
  }
}

/// The files by which box and authority know each other, all of them PEM.
package struct CredentialFiles: Hashable, Sendable {
  /// The certificates of who may vouch for the authority, and nobody else's word counts.
  package let trust: String
  /// The box's own certificate, with those between it and who vouches for it behind it.
  package let certificate: String
  /// Its private key.
  package let key: String

  /// The files by their paths.
  package init(trust: String, certificate: String, key: String) {
    self.trust = trust
    self.certificate = certificate
    self.key = key
  }
}

/// What `uplink.yaml` says.
package struct UplinkSettings: Hashable, Sendable {
  /// Where the authority answers.
  package let authority: AuthorityAddress
  /// The files by which the two know each other.
  package let files: CredentialFiles
  /// How long the authority may take to answer a question to the register.
  package let question: Milliseconds
  /// How long it may take to take a dossier.
  package let dossier: Milliseconds

  /// Settings.
  package init(
    authority: AuthorityAddress, files: CredentialFiles, question: Milliseconds = .seconds(15),
    dossier: Milliseconds = .seconds(100)
  ) {
    self.authority = authority
    self.files = files
    self.question = question
    self.dossier = dossier
  }

  /// Reads the settings strictly; every fault is told at once. A file that is named without a `/` is one of systemd's credentials.
  package init(yaml: String, file: String, credentials: String?) throws(ConfigurationFaults) {
    self = try Section.read(yaml, file: file) { section in
      let url = section.text("authority")
      let address = AuthorityAddress(url)
      if address == nil, !url.isEmpty {
        section.reject(
          "authority", found: "“\(url)”",
          expected: "https://, a host and perhaps a port, such as https://pas.example.dk:8443")
      }
      let files = CredentialFiles(
        trust: Self.path("trust", section, credentials), certificate: Self.path("certificate", section, credentials),
        key: Self.path("key", section, credentials))
      // The box waits 20 s for the register unless told otherwise, and its outbox 120 s.
      let question = section.whole("questionSeconds", 1...55, orElse: 15)
      let dossier = section.whole("dossierSeconds", 1...110, orElse: 100)
      return address.map {
        UplinkSettings(authority: $0, files: files, question: .seconds(question), dossier: .seconds(dossier))
      }
    }
  }

  private static func path(_ key: String, _ section: Section, _ credentials: String?) -> String {
    let path = section.text(key)
    guard !path.isEmpty, !path.contains("/") else { return path }
    guard let credentials else {
      section.reject(
        key, found: "“\(path)”, which has no /, and there are no credentials",
        expected: "a path from /, or a credential that the unit is given")
      return path
    }
    return "\(credentials)/\(path)"
  }
}
