package import Devices
package import Renewal

extension DriverLink {
  /// What happened.
  package enum Event: Hashable, Sendable {
    /// The box begins.
    case started
    /// The line that was asked for is there.
    case connected
    /// Nobody answers on the socket.
    case refused
    /// Who answers on the socket is a Unix user who may not: nobody is spoken with.
    case strange(user: Int)
    /// The line has ended.
    case lost
    /// The driver said something.
    case heard(MessageFromDriver)
    /// What came is no message.
    case garbled(DriverWireFault)
    /// A part of a frame came, and the rest did not yet.
    case begun
    /// The box gives a command.
    case asked(Job)
    /// The box takes a command back.
    case takenBack(RequestID)
    /// The box wants the device cleared; its answer bears the number.
    case clearWanted(Int)
    /// A technician tries the device out.
    case testWanted
    /// A wait is over.
    case elapsed(Wait)
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    /// Open a line.
    case connect
    /// End the line; nothing of it is told any more, not even that it ended.
    case disconnect
    case send(MessageToDriver)
    /// Tell when so long is over.
    case wait(Milliseconds, Wait)
    /// Tell the box what the device told.
    case tell(DeviceNotice)
    /// Hand something over to who gave the command.
    case deliver(RequestID, Delivery)
    /// Tell who wanted the device cleared whether it is.
    case cleared(Int, isClear: Bool)
    /// Something for the log.
    case note(Note)
  }

  /// What is waited for; the number is the line's, so that the end of a wait of an earlier line changes nothing.
  package enum Wait: Hashable, Sendable {
    /// To open the next line.
    case nextLine(Int)
    /// For hello and the first state.
    case greeting(Int)
    /// For a command to be acknowledged.
    case acknowledgement(RequestID)
    /// For a command that was taken back to end, while another one waits.
    case ending(RequestID)
    /// For the device to be cleared.
    case clearing(Int)
    /// For a test to be answered.
    case testing(Int)
    /// For the rest of a frame on a line, which has so many before it.
    case frame(Int, Int)
    /// For a line to have stood so long that what was before it is forgotten.
    case standing(Int)
    /// For a second in which not too much may come.
    case second(Int)
    /// For a minute in which a device does not tell too much of itself.
    case minute(Int)
  }

  /// What a technician reads in the log.
  package enum Note: Hashable, Sendable {
    /// The driver is there.
    case greeted(DriverGreeting)
    /// It is the driver of another device.
    case otherDevice(Device)
    /// Its device is simulated, and this box serves citizens.
    case simulated
    /// Another Unix user answers on its socket than may.
    case strange(user: Int)
    /// It speaks another version.
    case otherVersion(Int)
    /// It does not carry out these commands of its device.
    case lacking([DeviceCommand.Name])
    /// What came is no message.
    case garbled(DriverWireFault)
    /// Something came that nobody waits for: late, twice, or about another command. It is dropped.
    case unexpected
    /// A command was answered by what is no answer to it.
    case unfitting(DeviceCommand.Name)
    /// The driver did not answer in time.
    case hung
    /// More came within a second, or of itself within a minute, than any device tells.
    case flood
    /// The line was lost so often in a row.
    case lost(inARow: Int)
    /// It was lost so often that it is not tried again.
    case gaveUp

    /// Why the driver is not used, where that is told.
    package var refusal: DriverRefusal? {
      switch self {
      case .otherDevice: .otherDevice
      case .simulated: .simulated
      case .strange: .strangeUser
      case .otherVersion: .otherVersion
      case .lacking: .commandsMissing
      case .garbled: .notUnderstood
      case .greeted, .unexpected, .unfitting, .hung, .flood, .lost, .gaveUp: nil
      }
    }
  }

  /// How long a driver may take for what it answers at once, and how patient the box is.
  package enum Bounds {
    /// From the line to hello and the first state.
    static let greeting = Milliseconds.seconds(10)
    /// For the rest of a frame of which a part came.
    static let frame = Milliseconds.seconds(10)
    static let acknowledgement = Milliseconds.seconds(5)
    /// From a cancel to the completion, while another command waits.
    static let ending = Milliseconds.seconds(10)
    static let clearing = Milliseconds.seconds(30)
    static let testing = Milliseconds.seconds(30)
    /// How long a line stands before losses are no longer in a row.
    static let standing = Milliseconds.seconds(60)
    /// The most unasked messages and live pictures within a second.
    static let mostASecond = 200
    /// The most that a device tells of itself within a minute: what the journal keeps of it, and a screen shows, is not its to fill.
    static let mostAMinute = 60
    /// Losses in a row after which a driver is given up.
    package static let mostLosses = 6
    /// The first pause, and the longest.
    static let (firstPause, longestPause) = (500, 30_000)
  }
}
