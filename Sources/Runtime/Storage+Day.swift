import Cases
import PassportRules
import Renewal
import Screens

extension Storage {
  /// Reads the box's day away from the loop, which may have to wait for an audit or a purge, and lets it hear.
  func readDay() {
    guard let store else { return }
    let clocks = shared.environment.clocks
    let (unix, wall) = (clocks.unix(), clocks.wall())
    guard let date = wall.date else { return }
    let midnight = unix - unix % 60_000 - wall.minute * 60_000
    let mailbox = shared.mailbox
    shared.run(on: .store) {
      mailbox.post(.day((try? store.day(since: midnight)).map { DayFacts($0, since: midnight, on: date) }))
    }
  }
}

extension DayFacts {
  /// A day of the store that began at midnight, Unix time in milliseconds.
  fileprivate init(_ day: StoreDay, since midnight: Int, on date: CivilDate) {
    let until = day.parkedUntil.map { end in
      let minutes = (end - midnight) / 60_000
      return WeekHours.Moment(date: date.adding(days: minutes / 1440), minute: minutes % 1440)
    }
    self.init(
      visits: day.visits, completed: day.completed, parked: day.parked, parkedUntil: until, outbox: day.outbox)
  }
}
