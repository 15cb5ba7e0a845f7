// Pictures that a terminal emulator shows: what is sent is made elsewhere (Sources/Terminal/GraphicsWriter.swift).
#include "include/CTerminal.h"
#include "internal.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

static atomic_bool sends, keeps;

void pk_send(const void *bytes, unsigned long count) {
  if (!pk_is_open()) return;
  atomic_store(&sends, true); // told first: a crash may come in the midst of it
  pk_write_all(pk_out_descriptor(), bytes, count);
}

struct pk_size pk_cell_points(void) {
  struct winsize window;
  memset(&window, 0, sizeof window);
  struct pk_size cell = {0, 0};
  if (ioctl(pk_out_descriptor(), TIOCGWINSZ, &window) != 0 || !window.ws_row || !window.ws_col) return cell;
  cell.rows = window.ws_ypixel / window.ws_row;
  cell.columns = window.ws_xpixel / window.ws_col;
  return cell;
}

const char *pk_variable(const char *name) { return getenv(name); }

void pk_pictures_are_kept(bool kept) { atomic_store(&keeps, kept); }

void pk_graphics_end(int terminal) {
  // What was broken off in the midst would take all that follows for a part of it.
  static const char ending[] = "\033\\", all[] = "\033_Ga=d,d=A,q=2\033\\";
  if (atomic_exchange(&sends, false)) pk_write_all(terminal, ending, sizeof ending - 1);
  if (atomic_exchange(&keeps, false)) pk_write_all(terminal, all, sizeof all - 1);
}
