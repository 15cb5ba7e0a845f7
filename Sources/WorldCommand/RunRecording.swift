import Configuration
import Logging
import PassportRules
import Program
import Recording
import Renewal
import Runtime
import Screens
import StrictYAML
import Synchronization

/// What `pasboks run --record` writes: each event of the machine, as it is taken.
final class RunRecording: BoxRecording {
  private let file: RecordingFile
  private let recorder: Mutex<EventRecorder>
  private let start = steadyMilliseconds()

  /// Writes the conditions into a new file, or ends the program.
  init(_ path: String, _ conditions: RecordingConditions, languages: [Language], size: Size) throws {
    do throws(RecordingFile.Fault) {
      file = try RecordingFile(making: path)
    } catch {
      Output.complaint("\(error)")
      throw (error == .exists(path: path) ? SystemExit.usage : .inputOutput).exit
    }
    recorder = Mutex(EventRecorder(people: conditions.people))
    file.append(conditions.heading(languages: languages, size: size).json.written)
  }

  /// Tells in the log, once, when nothing more is written; the box goes on.
  func report(to log: Logger) {
    file.whenStopped { log.warning("the recording has stopped", metadata: ["REASON": "\($0)"]) }
  }

  /// Takes the file away again.
  func remove() { file.remove() }

  /// Waits until all of it is written.
  func finish() { file.finish() }

  func handled(_ event: Event, from before: Box, to after: Box) {
    file.append(recorder.withLock { $0.line(for: event, from: before, to: after, at: elapsed) })
  }

  func tookBack(to box: Box) {
    file.append(recorder.withLock { $0.lineForTakingBack(to: box, at: elapsed) })
  }

  private var elapsed: Int { steadyMilliseconds() - start }
}

/// Under what conditions a demonstration is recorded, and replayed.
struct RecordingConditions {
  /// Whom a recording refers to.
  let people: RecordedPeople
  /// The day, from which the register counts.
  let date: CivilDate
  /// What happens at the box; nothing where all scenarios are practised.
  let scenario: String?
  /// The digest of what the box obeys.
  let policy: String
  /// The digest of the register.
  let register: String

  /// The conditions of a configuration's folder on a day; a file that cannot be read ends the program.
  init(_ folder: String, _ simulation: Simulation, scenario: String?, on date: CivilDate) throws {
    people = RecordedPeople(register: simulation.register, date: date)
    self.date = date
    self.scenario = scenario
    policy = try Self.digest(["\(folder)/kiosk.yaml", "\(folder)/rules.yaml"])
    register = try Self.digest(["\(folder)/simulation/register.yaml"])
  }

  private static func digest(_ files: [String]) throws -> String {
    do throws(ConfigurationFault) {
      var texts: [String] = []
      for file in files { texts.append(try ConfigurationText.read(file)) }
      return RecordingDigest(of: texts).description
    } catch {
      Output.complaint("\(error)")
      throw SystemExit.configuration.exit
    }
  }

  /// The first line of a recording.
  func heading(languages: [Language], size: Size) -> RecordingHeading {
    RecordingHeading(
      version: ProgramVersion.name, languages: languages, date: date, scenario: scenario, columns: size.columns,
      rows: size.rows, policy: policy, register: register)
  }
}
