package import Renewal

/// Makes the lines of a recording, one for each event, in their order.
package struct EventRecorder: Sendable {
  private var redactor: EventRedactor

  /// The recorder of a demonstration with these people.
  package init(people: RecordedPeople) { redactor = EventRedactor(people: people) }

  /// The line of an event.
  package mutating func line(for event: Event, from before: Box, to after: Box, at milliseconds: Int) -> String {
    Self.line(redactor.written(event, at: before), after, milliseconds)
  }

  /// The line of the transition before being taken back, because the store refused it.
  package mutating func lineForTakingBack(to box: Box, at milliseconds: Int) -> String {
    Self.line(.takenBack, box, milliseconds)
  }

  private static func line(_ event: RecordedEvent, _ box: Box, _ milliseconds: Int) -> String {
    RecordedLine(event: event, milliseconds: milliseconds, after: Mark(box)).json.written
  }
}
