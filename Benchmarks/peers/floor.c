// The floor: what bare ncursesw needs for two of the box's screens, the menu of reasons and the form with the CPR number.
// Nothing is behind them: no rules, no store, no guard before the keys, no speech. A digit is one cell, and only that is drawn.
#include <locale.h>
#include <ncurses.h>
#include <stdbool.h>
#include <string.h>

#include "words.h"

// Colour pairs; what has none has the terminal's own colours, so that a digit needs no change of them.
enum { HEADER = 1, FOOTER };

enum { DIGITS = 10, FIELD_ROW = 9, FIELD_COLUMN = 9 };

static bool in_form;
static int digits;
static char typed[DIGITS];

/// Two columns a digit, and one more before the last four.
static int column(int place) { return FIELD_COLUMN + place * 2 + (place >= 6 ? 1 : 0); }

static void bar(int row, int pair, const char *text) {
  attrset(COLOR_PAIR(pair));
  mvhline(row, 0, ' ', COLS);
  mvaddstr(row, 1, text);
}

static void strong(int row, int x, const char *text) {
  attrset(A_BOLD);
  mvaddstr(row, x, text);
  attrset(A_NORMAL);
}

static void rule(int row) {
  for (int x = 0; x < COLS; x++) mvaddstr(row, x, "─");
}

static void place_cursor(void) { in_form ? move(FIELD_ROW, column(digits)) : move(6, 2); }

static void draw_menu(void) {
  mvaddstr(1, 1, "● ◆ ○ ○ ○ ○ ○ ○ ○ ○  2 af 10 · Hvorfor nyt pas?       Bagefter: Dit CPR-nummer");
  strong(4, 2, "Hvorfor skal du have nyt pas?");
  strong(6, 0, "► Tryk på et tal");
  for (int i = 0; i < count; i++) mvprintw(7 + i, 2, "%d  %s", i + 1, reasons[i]);
}

/// The day of birth is shown, the rest of the number is dots.
static const char *shape(int place, int key) {
  static char shown[2];
  shown[0] = (char)key;
  return place < 6 ? shown : "●";
}

static void draw_form(void) {
  mvaddstr(1, 1, "● ● ◆ ○ ○ ○ ○ ○ ○ ○  3 af 10 · Dit CPR-nummer          Bagefter: Dit gamle pas");
  strong(4, 2, "Hvad er dit CPR-nummer?");
  mvaddstr(6, 2, "Scan dit sundhedskort, eller skriv nummeret.");
  mvaddstr(7, 2, "De sidste fire tal bliver til prikker, så ingen kan læse dem.");
  mvaddstr(FIELD_ROW, 0, "► CPR  [                      ]");
  for (int i = 0; i < DIGITS; i++) mvaddstr(FIELD_ROW, column(i), i < digits ? shape(i, typed[i]) : "_");
  mvaddstr(11, 2, "● Øvelse: skriv 0610850166");
}

static void draw(void) {
  erase();
  bar(0, HEADER, "Ørestad Bibliotek");
  mvaddstr(0, COLS - 16, "Pasboks · Dansk");
  bar(LINES - 1, FOOTER, in_form ? "Enter Videre          - Slet            * Hjælp       / Stop     + Læs op"
                                 : "                      - Tilbage         * Hjælp       / Stop     + Læs op");
  attrset(A_NORMAL);
  rule(2);
  in_form ? draw_form() : draw_menu();
  rule(LINES - 2);
  place_cursor();
  refresh();
}

/// One digit more or less: its cell alone.
static void change_digit(int place, const char *shape) {
  mvaddstr(FIELD_ROW, column(place), shape);
  place_cursor();
  refresh();
}

static void type_digit(int key) {
  typed[digits++] = (char)key;
  change_digit(digits - 1, shape(digits - 1, key));
}

static void show(bool form) {
  in_form = form;
  digits = 0;
  draw();
}

static void handle(int key) {
  bool is_back = key == KEY_BACKSPACE || key == 0x7F || key == '-';
  if (key == KEY_RESIZE) draw();
  else if (!in_form && key >= '1' && key < '1' + count) show(true);
  else if (in_form && key == 0x1B) show(false);
  else if (in_form && key >= '0' && key <= '9' && digits < DIGITS) type_digit(key);
  else if (in_form && is_back && digits > 0) change_digit(--digits, "_");
  else if (in_form && is_back) show(false);
}

int main(void) {
  setlocale(LC_ALL, "");
  initscr();
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(25);
  start_color();
  use_default_colors();
  init_pair(HEADER, 231, 24);
  init_pair(FOOTER, 231, 238);
  draw();
  for (wint_t key;;)
    if (get_wch(&key) != ERR) handle((int)key);
}
