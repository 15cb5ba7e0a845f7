import ArgumentParser
import Cases
import Renewal
import Reports

/// `pasboks outbox`: what waits to be sent to the authority.
struct OutboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "See and send what waits for the authority.",
    subcommands: [OutboxList.self, OutboxRetry.self, OutboxExport.self])
}

/// `pasboks outbox list`.
struct OutboxList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the dossiers that wait, beside a running box too; nothing personal.",
    discussion: """
      Tells the case, since when it waits (UTC), how often it was offered to the authority in vain, when it is offered \
      again, and its size. A box without a line goes on taking citizens; what waits is sent when the line is back.

      json is one object a line: case, since, waitedSeconds, attempts, nextTry, rejected, bytes, key (the idempotency key).

      Examples:
        pasboks outbox list
        pasboks outbox list --format json | jq 'select(.waitedSeconds > 86400)'

      Ends with 0, whether something waits or not; 66 when there is no store.
      """)

  /// How it is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @OptionGroup var store: StoreFolder
  @Option(help: "How it is written.") var format: Format = .text

  func run() throws {
    let reader = try StoreAccess.reader(state: store.path)
    let items = try StoreAccess.telling { () throws(StoreError) in try reader.outbox(now: Today.milliseconds()) }
    switch format {
    case .json: for item in items { Output.line(json(item).shown) }
    case .text:
      for item in items { Output.line(text(item)) }
      if items.isEmpty { Output.line("nothing waits to be sent") }
    }
  }

  private func text(_ item: OutboxItem) -> String {
    let next =
      item.isRejected
      ? "rejected by the authority, waits for staff"
      : item.nextTryAt.map { "next try \(StoreTime.text($0))" } ?? "not tried yet"
    let attempts = item.attempts == 1 ? "1 attempt" : "\(item.attempts) attempts"
    return "\(item.number)  since \(StoreTime.text(item.releasedAt))  \(attempts)  \(next)  "
      + "\((item.size + 1023) / 1024) KiB"
  }

  private func json(_ item: OutboxItem) -> JSON {
    [
      "case": .text(item.number.description), "since": .text(StoreTime.text(item.releasedAt)),
      "waitedSeconds": .integer(item.waited / 1000), "attempts": .integer(item.attempts),
      "nextTry": item.nextTryAt.map(StoreTime.text).json, "rejected": .flag(item.isRejected),
      "bytes": .integer(item.size), "key": .text(item.key),
    ]
  }
}

/// `pasboks outbox export`.
struct OutboxExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a sealed dossier that waits into a file, to be carried to the authority.",
    discussion: """
      Only the authority can open the file. The dossier stays in the outbox until the authority acknowledges it there; \
      sent twice, it is the same one by its idempotency key.

      Examples:
        pasboks outbox export 17 case17.dossier

      Ends with 0; 66 when nothing waits for the case, 64 when the file is there, 74 when it cannot be written.
      """)

  @OptionGroup var store: StoreFolder
  @Argument(help: .init("The case's number.", valueName: "number")) var number: Int
  @Argument(help: .init("The file to make.", valueName: "file"), completion: .file()) var file: String

  func run() throws {
    let reader = try StoreAccess.reader(state: store.path)
    guard let sealed = try StoreAccess.telling({ () throws(StoreError) in try reader.sealedDossier(number) }) else {
      Output.complaint("nothing waits to be sent for case \(number); `pasboks outbox list` tells what does.")
      throw SystemExit.noInput.exit
    }
    try StoreAccess.telling { () throws(StoreError) in try SealedDossier.write(sealed, to: file) }
  }
}
