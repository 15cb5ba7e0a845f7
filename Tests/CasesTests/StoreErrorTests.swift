import Cases
import Foundation
import GRDB
import Glibc
import Testing

/// What is said of a failure: what it is, and what to do about that.
@Suite struct StoreErrorTests {
  static let calls: [(code: Int32, said: StoreError)] = [
    (EACCES, .permissions(path: "/s")), (EPERM, .permissions(path: "/s")), (ENOENT, .misplaced(.missing, path: "/s")),
    (EISDIR, .misplaced(.folder, path: "/s")), (ENOTDIR, .misplaced(.notInFolder, path: "/s")),
    (ELOOP, .misplaced(.link, path: "/s")), (ENAMETOOLONG, .misplaced(.nameTooLong, path: "/s")),
    (EROFS, .readOnly(path: "/s")), (ENOSPC, .full(path: "/s")), (EDQUOT, .full(path: "/s")),
    (EFBIG, .full(path: "/s")),
    (EMFILE, .exhausted(.openFiles, path: "/s")), (ENFILE, .exhausted(.openFilesOfMachine, path: "/s")),
    (ENOMEM, .exhausted(.memory, path: "/s")), (ENOBUFS, .exhausted(.memory, path: "/s")),
    (EINTR, .exhausted(.interruption, path: "/s")), (EAGAIN, .busy(path: "/s")), (EBUSY, .busy(path: "/s")),
    (ENOLCK, .busy(path: "/s")), (EIO, .inputOutput(path: "/s", detail: "Input/output error")),
    (ENODEV, .inputOutput(path: "/s", detail: "No such device")),
    (EUCLEAN, .inputOutput(path: "/s", detail: "Structure needs cleaning")),
    (EINVAL, .system(path: "/s", detail: "Invalid argument")),
    (ENOSYS, .system(path: "/s", detail: "Function not implemented")),
  ]

  @Test(arguments: calls)
  func `a failed call is told as what it is`(call: (code: Int32, said: StoreError)) {
    #expect(StoreError(errno: call.code, path: "/s") == call.said)
  }

  @Test(arguments: Int32(1)...133)
  func `only a failing disk is the disk and its cables, and only rights are the mode`(code: Int32) {
    let said = StoreError(errno: code, path: "/s").description
    let isDisk = [EIO, ENXIO, ENODEV, EUCLEAN, EBADMSG, EREMOTEIO, ENOMEDIUM, ESTALE, ETIMEDOUT].contains(code)
    #expect(said.contains("cables") == isDisk, "\(code): \(said)")
    #expect(said.contains("0700") == [EACCES, EPERM].contains(code), "\(code): \(said)")
    #expect(said.hasPrefix("/s ") && said.hasSuffix("."))
  }

  @Test func `what is not there is made as the document of installing says`() {
    let said = StoreError.misplaced(.missing, path: "/s").description
    #expect(said.hasSuffix("make it as Documentation/Installing.md says."))
  }

  static let results: [(code: ResultCode, said: StoreError)] = [
    (.SQLITE_NOMEM, .exhausted(.memory, path: "/s")), (.SQLITE_IOERR_NOMEM, .exhausted(.memory, path: "/s")),
    (.SQLITE_INTERRUPT, .exhausted(.interruption, path: "/s")), (.SQLITE_FULL, .full(path: "/s")),
    (.SQLITE_BUSY, .busy(path: "/s")), (.SQLITE_LOCKED, .busy(path: "/s")), (.SQLITE_PROTOCOL, .busy(path: "/s")),
    (.SQLITE_CORRUPT, .damaged(path: "/s", detail: "said")), (.SQLITE_NOTADB, .damaged(path: "/s", detail: "said")),
    (.SQLITE_PERM, .permissions(path: "/s")), (.SQLITE_MISUSE, .closed),
    (.SQLITE_IOERR_FSYNC, .inputOutput(path: "/s", detail: "said (SQLite 1034)")),
    (.SQLITE_IOERR_READ, .inputOutput(path: "/s", detail: "said (SQLite 266)")),
    (.SQLITE_ERROR, .system(path: "/s", detail: "said (SQLite 1)")),
    (.SQLITE_TOOBIG, .system(path: "/s", detail: "said (SQLite 18)")),
  ]

  @Test(arguments: results)
  func `a result of SQLite is told as what it is`(result: (code: ResultCode, said: StoreError)) {
    #expect(StoreTesting.error(DatabaseError(resultCode: result.code, message: "said"), path: "/s") == result.said)
  }

  @Test(arguments: [ResultCode.SQLITE_CANTOPEN, .SQLITE_IOERR_SHMOPEN, .SQLITE_READONLY, .SQLITE_IOERR_ACCESS])
  func `where SQLite gives no reason the system is asked for it`(code: ResultCode) throws {
    let folder = try StateFolder()
    func said(_ path: String) -> StoreError {
      StoreTesting.error(DatabaseError(resultCode: code, message: "said"), path: path)
    }
    #expect(said(folder.path + "/none") == .misplaced(.missing, path: folder.path + "/none"))
    #expect(said(folder.path) == .misplaced(.folder, path: folder.path))
    symlink("/etc/passwd", folder.database)
    #expect(said(folder.database) == .misplaced(.link, path: folder.database))
  }

  // MARK: The folder

  @Test(arguments: [0o701, 0o710, 0o750, 0o755, 0o770, 0o777, 0o720, 0o704])
  func `a folder open to others is refused by whatever opens it, with what to do`(mode: Int) throws {
    let folder = try StateFolder()
    let store = try Store.opened(in: folder)
    try store.close()
    chmod(folder.path, mode_t(mode))
    let said = StoreError.exposed(.mode(mode & 0o777), path: folder.path)
    #expect(throws: said) { _ = try Store.opened(in: folder) }
    #expect(throws: said) { _ = try StoreReader(folder: folder.path) }
    #expect(throws: said) { _ = try StoreKeyFile.load(folder.path, now: 5) }
    #expect(throws: said) {
      _ = try Store.backUp(folder: folder.path, to: folder.path + "/b", key: testKey, program: "p", now: 5)
    }
    #expect(throws: said) { _ = try Store.restore("/none", to: folder.path, key: testKey, now: 5) }
    #expect(throws: said) {
      _ = try Store(beside: .closed, path: folder.path, key: testKey, cost: .cheap, now: { 5 })
    }
    #expect(said.description.contains("chmod 700 \(folder.path)"))
    chmod(folder.path, 0o700)
    try Store.opened(in: folder).close()
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives a folder away"))
  func `a folder of somebody else's is refused, root's own commands too`() throws {
    let folder = try StateFolder()
    try Store.opened(in: folder).close()
    chown(folder.path, 12, 12)
    #expect(throws: StoreError.exposed(.owner(12), path: folder.path)) { _ = try Store.opened(in: folder) }
    #expect(StoreError.exposed(.owner(12), path: "/s").description.contains("pasboks-admin"))
  }

  @Test func `a folder that the program makes is its user's alone`() throws {
    let folder = try StateFolder()
    let inner = folder.path + "/a/b"
    try Store(path: inner, key: testKey, cost: .cheap, now: { 5 }).close()
    for path in [folder.path + "/a", inner] {
      var status = stat()
      stat(path, &status)
      #expect(status.st_mode & 0o777 == 0o700)
    }
    #expect(throws: Never.self) { try Cases.StateFolder.check("/nowhere/at/all") }
  }

  @Test(arguments: Refusal.allCases)
  func `a refusal is told in words, and not by its name in the journal`(refusal: Refusal) {
    let said = StoreError.refused(refusal).description
    #expect(said.hasSuffix(": \(refusal.words).") && refusal.words.contains(" "), "\(said)")
    let row = AuditFinding(row: 7, fault: .impossible(refusal.rawValue)).description
    #expect(row == "row 7 could not have been written there: \(refusal.words)")
  }
}
