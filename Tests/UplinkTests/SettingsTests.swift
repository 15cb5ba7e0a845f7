import Renewal
import StrictYAML
import Testing
import Uplink

/// What `uplink.yaml` may say.
@Suite struct SettingsTests {
  private static let usual = """
    authority: https://pas.example.dk:8443
    trust: /etc/pasboks-uplink/issuer.pem
    certificate: box.pem
    key: box.key
    """

  @Test func `the settings are read, credentials by their names`() throws {
    let settings = try UplinkSettings(yaml: Self.usual, file: "uplink.yaml", credentials: "/run/credentials/uplink")
    #expect(settings.authority.url == "https://pas.example.dk:8443" && settings.authority.host == "pas.example.dk")
    #expect(
      settings.files
        == CredentialFiles(
          trust: "/etc/pasboks-uplink/issuer.pem", certificate: "/run/credentials/uplink/box.pem",
          key: "/run/credentials/uplink/box.key"))
    #expect(settings.question == .seconds(15) && settings.dossier == .seconds(100))
  }

  @Test func `each fault is told with its line`() {
    let yaml = """
      authority: http://pas.example.dk
      trust: issuer.pem
      certificate: /box.pem
      kye: /box.key
      dossierSeconds: 111
      """
    do {
      _ = try UplinkSettings(yaml: yaml, file: "uplink.yaml", credentials: nil)
      Issue.record("it was read")
    } catch {
      #expect(error.faults.map(\.path) == ["authority", "key", "trust", "kye", "dossierSeconds"])
    }
  }

  @Test(arguments: [
    ("https://a", "https://a"), ("https://a:443/", "https://a"), ("https://127.0.0.1:1", "https://127.0.0.1:1"),
    ("http://a", nil),
    ("https://", nil), ("https://a:0", nil), ("https://a:65536", nil), ("https://a:08", nil), ("https://a/b", nil),
    ("https://u@a", nil),
    ("https://a b", nil), ("https://[::1]", nil), ("https://å", nil),
  ])
  func `an address is https, a host and perhaps a port`(text: String, url: String?) {
    #expect(AuthorityAddress(text)?.url == url)
  }
}
