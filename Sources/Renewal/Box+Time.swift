extension Box {
  /// How long a command may take now, before the box gives it up; nothing for a preview.
  package func span(_ command: DeviceCommand) -> Milliseconds? {
    command.deadline.map { state.visit?.span($0, policy) ?? policy.deadlines[$0] }
  }

  /// Whether somebody is at the device in the middle of what it was told to do: a card is in it or a finger on it, and it says that it is
  /// busy with them. A document's place is told by itself, and its time begins when it is laid down.
  package func isOccupied(by command: DeviceCommand) -> Bool {
    command.deadline?.isStretched == true && devices[command.device] == .deviceBusy
  }
}
