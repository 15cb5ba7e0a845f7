/// What a box that serves citizens does with languages whose texts nobody has read who grew up with them.
enum UnreadLanguages: String, CaseIterable {
  /// They are offered with a mark.
  case marked
  /// They are offered as all others.
  case plain
  /// They are not offered.
  case hidden
}
