import ArgumentParser
import Cases
import Renewal
import Reports

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
      Prints the application as canonical JSON, one line, then a line of JSON for each picture: name, size, SHA-256; and last \
      which box signed it. --public-key takes the public keys of the boxes (from `pasboks audit public-key`): a dossier of \
      another box, or of nobody, is refused then. It holds everything the citizen gave: use it where that belongs.

      The form, version 2, numbers in eight bytes with the highest first: PASBOKS-SEALED-DOSSIER; a byte 2; the first \
      eight bytes of SHA-256 over the authority's public key; the case's number; the idempotency key with its length \
      before it; HPKE's encapsulated key, 32 bytes; what is sealed, with its length before it. HPKE (RFC 9180) in base \
      mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305; info is “pasboks dossier 2”, and all \
      before the encapsulated key is authenticated. Inside: PASBOKS-DOSSIER; a byte 2; the application; the number of \
      pieces; each piece's name and bytes; all with their length before them; then the box's public key, 32 bytes, and its \
      Ed25519 signature over “pasboks dossier 2” and all that stands before the key, 64 bytes. The idempotency key is the \
      case's number, “-”, and the first eight bytes of SHA-256 over the inside before the key, in hexadecimal. Version 1, \
      which has no key and no signature, opens too.

      A key is PEM or 32 bytes: openssl genpkey -algorithm X25519 -out authority.key, and openssl pkey -in authority.key \
      -pubout -out authority.pub for the boxes.

      Examples:
        pasboks outbox export 17 case17.dossier
        pasboks dossier inspect case17.dossier --private-key authority.key
        pasboks dossier inspect case17.dossier --private-key authority.key --public-key boxes.pub --extract case17

      Ends with 0; 66 when a file is not there, 65 when it is no dossier, was cut or changed, or is not signed by one of the \
      boxes given, 78 when it is sealed to another key, 77 when the key cannot be used, 64 when a file to extract is there, 74 when it cannot be written.
      """)

  @Argument(help: .init("The sealed dossier.", valueName: "file"), completion: .file()) var file: String
  @Option(help: .init("The authority's private key.", valueName: "file"), completion: .file()) var privateKey: String
  @Option(help: .init("The public keys of the boxes that may have signed.", valueName: "file"), completion: .file())
  var publicKey: String?
  @Option(
    help: .init("Where the pictures are written to, each 0600; the folder is made.", valueName: "folder"),
    completion: .directory)
  var extract: String?

  func run() throws {
    for path in [file, privateKey] + [publicKey].compactMap({ $0 }) { try BackupFiles.mustBeThere(path) }
    let boxes = try publicKey.map(KeptHeads.publicKeys)
    let dossier = try open()
    if let boxes, !boxes.contains(where: { $0 == dossier.signature?.publicKey }) {
      Output.complaint(
        "\(file): " + (dossier.signature == nil ? "no box signed it" : "it is signed by another box than those given"))
      throw SystemExit.data.exit
    }
    Output.line(String(decoding: dossier.application, as: UTF8.self))
    for piece in dossier.evidence {
      let line: JSON = [
        "name": .text(piece.name), "size": .integer(piece.bytes.count), "sha256": .text(piece.sha256),
      ]
      Output.line(line.shown)
    }
    Output.line(JSON.object(["signedBy": (dossier.signature?.publicKey.hexadecimal).json]).shown)
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
