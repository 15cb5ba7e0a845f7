import Cases
import Logging
import Renewal

/// The box looks by itself whether its store is what the journal says: once a day, and soon after a run that did not end as it should.
extension Runner {
  /// How long after a start, or after the last time, the store is compared, in milliseconds.
  private static let auditPause = (afterStart: 900_000, after: 86_400_000)
  /// How long it is put off while somebody is at the box, in milliseconds.
  private static let auditDelay = 60_000
  /// How many differences stand in the log; `pasboks audit verify` names them all.
  private static let mostLogged = 10

  /// Sets the first comparison of a run.
  func planAudit(isNow: Bool) {
    guard environment.audit != nil else { return }
    timetable.set(.audit, at: environment.clocks.now() + (isNow ? 0 : Self.auditPause.afterStart))
  }

  /// Compares away from the loop and from those who write; it reads the whole journal, so nobody at the box shall wait beside it.
  func auditIfAtRest() {
    guard let audit = environment.audit else { return }
    guard isAtRest else { return timetable.set(.audit, at: environment.clocks.now() + Self.auditDelay) }
    timetable.set(.audit, at: environment.clocks.now() + Self.auditPause.after)
    let mailbox = mailbox
    let log = log
    environment.executor.run(on: .audit) {
      do throws(StoreError) {
        mailbox.post(.audited(try audit()))
      } catch {
        log.error("the store could not be compared with its journal", metadata: ["REASON": "\(error)"])
        mailbox.post(.audited(nil))
      }
    }
  }

  /// Tells the log, and staff, what is not as it was written.
  func take(_ report: AuditReport?) {
    guard let report else { return }
    guard !report.isWhole else { return log.info("the store is what its journal says") }
    for finding in report.findings.prefix(Self.mostLogged) {
      log.critical(
        "the journal was changed", metadata: ["JOURNAL_ROW": "\(finding.row)", "REASON": "\(finding.fault)"])
    }
    for difference in report.differences.prefix(Self.mostLogged) {
      log.critical("the store is not what its journal says", metadata: ["REASON": "\(difference)"])
    }
    for damage in report.damage.prefix(Self.mostLogged) {
      log.critical("the store is damaged", metadata: ["REASON": "\(damage)"])
    }
    handle(.recordsDiffer)
  }
}
