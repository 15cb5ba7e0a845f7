import ArgumentParser
import Configuration
import PassportChip
import Program

/// Where a state's certificates are.
struct CertificateFolder: ParsableArguments {
  @Option(
    name: .customLong("certificates"),
    help: .init(
      "The folder with the state's certificates; otherwise passport-certificates in the configuration's.",
      valueName: "folder"),
    completion: .directory)
  var given: String?

  var path: String { given ?? "\(ConfigurationFolder.path(nil))/\(CertificateFiles.folder)" }

  /// The certificates in it, and of each file that is none, why.
  func read() -> (certificates: StateCertificates, complaints: [String]) {
    guard let found = CertificateFiles(in: path) else {
      return (StateCertificates([]), ["\(path) is no folder that can be read: no chip is believed"])
    }
    var (certificates, complaints): ([StateCertificates.Certificate], [String]) = ([], [])
    for file in found.files {
      if let certificate = StateCertificates.Certificate(name: file.name, bytes: file.bytes) {
        certificates.append(certificate)
      } else {
        complaints.append(
          "\(path)/\(file.name) is no certificate of an authority in DER"
            + (file.isDER ? "" : ": `openssl x509 -outform DER` makes one of PEM"))
      }
    }
    if certificates.isEmpty {
      complaints.append("\(path) has no certificate (*.der, *.cer, *.crt): no chip is believed")
    }
    return (StateCertificates(certificates), complaints)
  }
}

/// `pasboks-passport certificates`.
struct ListCertificates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificates",
    abstract: "Tell in whose name passports are believed: each certificate with its fingerprint and its last day.",
    discussion: """
      Compare the fingerprints (SHA-256) with those that the state publishes. Ends with 0 when each file is a certificate, 65 \
      otherwise.
      """)

  @OptionGroup var folder: CertificateFolder

  func run() throws {
    let (certificates, complaints) = folder.read()
    let files = CertificateFiles(in: folder.path)?.files ?? []
    for certificate in certificates.certificates {
      let fingerprint = files.first { $0.name == certificate.name }?.fingerprint ?? ""
      Output.line("\(certificate.name)  \(certificate.subject)  until \(certificate.lastDay)\n  \(fingerprint)")
    }
    complaints.forEach(Output.complaint)
    if !complaints.isEmpty { throw SystemExit.data.exit }
  }
}
