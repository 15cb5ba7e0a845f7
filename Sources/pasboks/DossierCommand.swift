import ArgumentParser
import Cases

/// `pasboks dossier`: what the box sends to the authority.
struct DossierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dossier", abstract: "Open a sealed dossier, on the authority's side.",
    subcommands: [DossierInspect.self])
}

/// `pasboks dossier inspect`.
struct DossierInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Open a sealed dossier with the authority's private key.",
    discussion: """
      Prints the application as canonical JSON, one line, and then a line of JSON for each picture: name, size, SHA-256. \
      It holds everything the citizen gave: use it where that belongs.

      The form, version 1, numbers in eight bytes with the highest first: PASBOKS-SEALED-DOSSIER; a byte 1; the first \
      eight bytes of SHA-256 over the authority's public key; the case's number; the idempotency key with its length \
      before it; HPKE's encapsulated key, 32 bytes; what is sealed, with its length before it. HPKE (RFC 9180) in base \
      mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305; info is “pasboks dossier 1”, and all \
      before the encapsulated key is authenticated. Inside: PASBOKS-DOSSIER; a byte 1; the application; the number of \
      pieces; each piece's name and bytes; all with their length before them. The idempotency key is the case's number, \
      “-”, and the first eight bytes of SHA-256 over the inside in hexadecimal.

      A key is PEM or 32 bytes: openssl genpkey -algorithm X25519 -out authority.key, and openssl pkey -in authority.key \
      -pubout -out authority.pub for the boxes.

      Examples:
        pasboks outbox export 17 case17.dossier
        pasboks dossier inspect case17.dossier --private-key authority.key
        pasboks dossier inspect case17.dossier --private-key authority.key --extract case17

      Ends with 0; 66 when a file is not there, 65 when it is no dossier, was cut or changed, 78 when it is sealed to \
      another key, 77 when the key cannot be used, 64 when a file to extract is there, 74 when it cannot be written.
      """)

  @Argument(help: .init("The sealed dossier.", valueName: "file")) var file: String
  @Option(help: .init("The authority's private key.", valueName: "file")) var privateKey: String
  @Option(help: .init("Where the pictures are written to, each 0600; the folder is made.", valueName: "folder"))
  var extract: String?

  func run() throws {
    for path in [file, privateKey] { try BackupFiles.mustBeThere(path) }
    let dossier = try open()
    Output.line(String(decoding: dossier.application, as: UTF8.self))
    for piece in dossier.evidence {
      Output.line(
        JSON.object([
          ("name", .text(piece.name)), ("size", .number(piece.bytes.count)), ("sha256", .text(piece.sha256)),
        ]).description)
    }
    guard let extract else { return }
    try StoreAccess.telling { () throws(StoreError) in try dossier.writePieces(to: extract) }
  }

  private func open() throws -> Dossier {
    let home = try StoreAccess.telling { () throws(StoreError) in try AuthorityPrivateKey.load(from: privateKey) }
    let bytes: [UInt8]
    do throws(StoreError) {
      bytes = try SealedDossier.read(file)
    } catch {
      Output.complaint(error.description)
      throw SystemExit.noInput.exit
    }
    do throws(DossierFault) {
      return try SealedDossier(bytes: bytes).open(with: home)
    } catch {
      Output.complaint("\(file): \(error)")
      switch error {
      case .sealedToAnother: throw SystemExit.configuration.exit
      case .notADossier, .otherVersion, .cut, .tooLong, .tooLarge, .changed, .otherContent: throw SystemExit.data.exit
      }
    }
  }
}
