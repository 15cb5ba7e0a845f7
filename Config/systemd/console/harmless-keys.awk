# A keyboard table as `dumpkeys --full-table` writes it goes through; of the keys only those with a name listed here keep their
# meaning, all others do nothing. A list of what may stay: the kernel can grow new actions.
BEGIN {
  split("Return Escape Delete BackSpace Tab Linefeed Find Select Insert Remove Prior Next Up Down Left Right " \
    "Shift ShiftL ShiftR AltGr Control CtrlL CtrlR Alt AE ETH THORN Ooblique", names, " ")
  for (one in names) stays[names[one]] = 1
}
function harmless(name) {
  sub(/^\+/, "", name)
  return name in stays ||
    name ~ /^(U\+[0-9a-f]+|[a-z][a-z_]*|[A-Z]|F[0-9]+|KP_[A-Za-z0-9]+|Control_[a-z]+)$/ ||
    name ~ /^[A-Z](grave|acute|circumflex|tilde|diaeresis|ring|cedilla|slash)$/
}
$1 ~ /^(keycode|shift|altgr|control|alt|shiftl|shiftr|ctrll|ctrlr|capsshift|plain)$/ && / = / {
  place = index($0, "=")
  count = split(substr($0, place + 1), keys, " ")
  line = substr($0, 1, place)
  for (number = 1; number <= count; number++) line = line " " (harmless(keys[number]) ? keys[number] : "VoidSymbol")
  print line
  next
}
{ print }
