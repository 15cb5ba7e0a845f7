import ArgumentParser
import Program
import Runtime

/// The program `pasboks-passport`.
@main
struct PassportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pasboks-passport",
    abstract: "Reads the chips of passports: the document reader of a box, and a technician's look at one.",
    discussion: """
      A chip is opened with the machine readable zone (PACE, else basic access control), proves that it is the one that was issued \
      (chip authentication, where it has a key for it), and what it says is compared with what was signed in its state's \
      name (passive authentication). The state's certificates (CSCA) are files in DER in a folder, passport-certificates beside \
      kiosk.yaml unless another is named; where they are to be had: Documentation/Drivers.md.
      """,
    version: "pasboks-passport 0.1",
    subcommands: [DriverPassport.self, InspectChip.self, ListCertificates.self, ReadChip.self])

  static func main() {
    ProcessMemory.overwriteFreed()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      exit(withError: error)
    }
  }
}
