// What is drawn through ncurses.
#include "include/CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <term.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == 4, "a wchar_t holds any scalar");

int pk_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

void pk_put(int row, int column, uint32_t scalar, int pair, int attributes) {
  if (!pk_is_open()) return;
  const wchar_t text[2] = {(wchar_t)scalar, 0};
  attr_t bits = A_NORMAL;
  if (attributes & pk_bold) bits |= A_BOLD;
  if (attributes & pk_underline) bits |= A_UNDERLINE;
  if (attributes & pk_reverse) bits |= A_REVERSE;
  cchar_t cell;
  setcchar(&cell, text, bits, 0, &pair);
  mvwadd_wch(stdscr, row, column, &cell);
}

void pk_move(int row, int column) {
  if (pk_is_open()) wmove(stdscr, row, column);
}

void pk_refresh(void) {
  if (pk_is_open()) wrefresh(stdscr);
}

static int out_byte(int byte) {
  const char one = (char)byte;
  return pk_write_all(pk_out_descriptor(), &one, 1) == 0 ? byte : EOF;
}

void pk_redraw(void) {
  if (!pk_is_open()) return;
  // Whoever wrote on the screen moved the cursor and changed colours too: bring them to where ncurses believes them.
  // Left as they are where ncurses has drawn nothing yet.
  int row = -1, column = -1;
  getsyx(row, column);
  if (row < 0 || column < 0) row = column = 0;
  tputs(exit_attribute_mode, 1, out_byte);
  pk_put_plain(out_byte);
  tputs(tiparm(cursor_address, row, column), 1, out_byte);
  redrawwin(stdscr);
}

void pk_bell(void) {
  if (pk_is_open()) beep();
}

void pk_forget_scrollback(void) {
  static const char scrollback[] = "\033[3J";
  if (pk_is_open() && pk_is_console()) pk_write_all(pk_out_descriptor(), scrollback, sizeof scrollback - 1);
}
