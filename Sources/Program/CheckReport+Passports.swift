import Configuration

extension CheckReport {
  /// Tells in whose name passports are believed: each certificate's file with its fingerprint, to be compared with the published one.
  mutating func checkPassports(_ folder: String, isDemonstration: Bool) {
    let path = "\(folder)/\(CertificateFiles.folder)"
    let files = CertificateFiles(in: path)?.files ?? []
    for file in files {
      if file.isDER {
        good("passports", "\(path)/\(file.name) \(file.fingerprint)")
      } else {
        lookAt(
          "passports", "\(path)/\(file.name) is no certificate in DER: `openssl x509 -outform DER` makes one of PEM")
      }
    }
    guard files.isEmpty, !isDemonstration, SiblingProgram.passport.path != nil else { return }
    lookAt(
      "passports",
      "\(path) has no certificate of a state (*.der, *.cer, *.crt), so no chip is believed: Documentation/Drivers.md")
  }
}
