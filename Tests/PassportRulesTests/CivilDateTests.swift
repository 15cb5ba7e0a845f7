import PassportRules
import TestSupport
import Testing

@Test func `a day is written as ISO 8601 writes it`() {
  #expect(day("2024-02-29").description == "2024-02-29")
}
