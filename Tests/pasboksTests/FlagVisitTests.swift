import Testing

/// Each flag at the built program in a pseudo-terminal: from the citizen through staff to the receipt, or to where they are sent;
/// nothing personal is left written.
@Suite
struct FlagVisitTests {
  @Test(arguments: FlagRow.all)
  func `each flag leads from the citizen through staff to the receipt or on to somebody else`(row: FlagRow) throws {
    try row.play()
  }
}
