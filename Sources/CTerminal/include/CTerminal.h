/// The only door to ncurses: integers, strings and plain structs.
///
/// ncurses keeps one session a process, so there is one here too. All of it belongs to the main thread, except
/// `pk_crash_restore`, which a signal handler may call.
#ifndef PK_CTERMINAL_H
#define PK_CTERMINAL_H

#include <stdbool.h>
#include <stdint.h>

// What `pk_open` answers.
enum {
  pk_ok = 0,
  pk_no_utf8_locale = 1,   // no UTF-8 locale could be set
  pk_not_a_terminal = 2,   // a descriptor is no terminal
  pk_unknown_terminal = 3, // terminfo does not know the type
  pk_poor_terminal = 4,    // the type cannot place its cursor
  pk_already_open = 5,
  pk_system_error = 6,     // errno says what
};

/// A size in cells.
struct pk_size {
  int rows;
  int columns;
};

// Kinds of `struct pk_input`.
enum {
  pk_input_none = 0,
  pk_input_byte = 1,  // value: one byte, part of a UTF-8 character or a control character
  pk_input_key = 2,   // value: one of the keys below
  pk_input_press = 3, // a mouse button or a finger at row and column
  pk_input_other = 4, // a key, a release or a wheel that means nothing here
};

// Keys that arrive as sequences. Keys of the keypad in application mode arrive as their ASCII bytes.
enum {
  pk_key_up = 1,
  pk_key_down,
  pk_key_left,
  pk_key_right,
  pk_key_back_tab,
  pk_key_backspace,
  pk_key_enter,
  pk_key_f1,
  pk_key_f2,
};

/// One thing read from the terminal.
struct pk_input {
  int kind;
  int value;
  int row;
  int column;
};

// Attributes of a cell.
enum {
  pk_bold = 1,
  pk_underline = 2,
  pk_reverse = 4,
};

// -- the session ---------------------------------------------------------------------------------------------------

/// Makes sure that the locale's characters are UTF-8, whatever the environment says.
bool pk_set_locale(void);

/// The terminal's type as the environment has it, `linux` when it has none.
const char *pk_environment_type(void);

/// Whether terminfo has a description of a type; false while a session is open.
bool pk_knows_terminal(const char *type);

/// Whether a descriptor is a Linux virtual console, whatever its type says.
bool pk_is_virtual_console(int descriptor);

/// Opens the terminal behind two descriptors (they are duplicated) as this type. Returns one of the codes above.
///
/// A terminal larger than `largest` is told that size, and one that does not know its size 24 × 80. Only with
/// `sets_palette` may `pk_set_palette` be called: other terminals than a Linux console take its order for something else.
int pk_open(int input, int output, const char *type, struct pk_size largest, bool sets_palette);

/// The errno of the last call that failed with `pk_system_error`.
int pk_error_number(void);

/// Clears the screen, puts the terminal back as it was found and forgets it.
void pk_close(void);

/// The terminal's size now, brought within `largest`; a size that the terminal does not know is 24 × 80.
struct pk_size pk_terminal_size(struct pk_size largest);

/// Tells ncurses the size to draw in.
bool pk_resize(struct pk_size size);

/// The size that ncurses draws in.
struct pk_size pk_drawn_size(void);

/// A descriptor that becomes readable when there is input, a new size or a hang-up.
int pk_descriptor(void);

// -- what the terminal can do --------------------------------------------------------------------------------------

/// How many colours have a number: 0, 8, 16, 256 or more.
int pk_colours(void);

/// Whether colour numbers are colours themselves and no palette's, as with `xterm-direct`.
bool pk_numbers_are_colours(void);

/// The number that shows 0xRRGGBB where numbers are colours, and -1 elsewhere.
int pk_colour_number(uint32_t colour);

/// Whether the terminal shows 24-bit colours, by its type (RGB, Tc) or by the environment's word (COLORTERM).
bool pk_direct_colour(void);

/// Whether this is a Linux virtual console.
bool pk_is_console(void);

/// Whether the console's font has a character; always true elsewhere.
bool pk_font_has(uint32_t scalar);

/// The shapes of a console's font. A glyph takes `glyph_length` bytes, of which the first ones are its rows from above, each of whole bytes with
/// the leftmost point in the highest bit.
struct pk_font {
  uint32_t width, height; // of a cell, in points
  uint32_t count, glyph_length;
};

/// Room for the shapes of any font that is asked for: 512 of 32 by 32 points.
enum { pk_font_room = 512 * 32 * 4 };

/// Copies the shapes of the console's font, which has at most 32 by 32 points; false where there is none.
bool pk_console_font(struct pk_font *found, uint8_t shapes[pk_font_room]);

/// The number of a character's shape in that font; -1 where it has none.
int32_t pk_font_glyph(uint32_t scalar);

/// Shows the cursor, or hides it.
void pk_show_cursor(bool is_shown);

/// How many cells a character takes, -1 for one that cannot be shown.
int pk_width(uint32_t scalar);

// -- drawing -------------------------------------------------------------------------------------------------------

/// The number of a pair of colours, -1 for the terminal's own colour. The pair given to `pk_set_plain` is 0.
int pk_pair(int foreground, int background);

/// Makes two colours pair 0, in which a character costs one byte, and forgets all pairs.
void pk_set_plain(int foreground, int background);

/// Sets the console's 16 colours, 0xRRGGBB each, for what is drawn from now on; `pk_close` and a crash give the kernel's back.
void pk_set_palette(const uint32_t *colours);

/// Puts one character of one cell's width.
void pk_put(int row, int column, uint32_t scalar, int pair, int attributes);

/// Places the cursor where the next refresh leaves it.
void pk_move(int row, int column);

/// Writes what changed, in one go.
void pk_refresh(void);

/// Has the next refresh write everything anew, whatever others wrote on the screen.
void pk_redraw(void);

/// Rings the bell.
void pk_bell(void);

/// Writes the terminal's title, where its type has one; `pk_close` gives the old one back. Control characters end it.
void pk_title(const char *title);

// -- pictures, past ncurses: numbers and block elements only ---------------------------------------------------------

/// Begins a picture; with `direct` in 24-bit colours, else in the 256.
void pk_picture_begin(bool direct);

/// Adds one cell; `scalar` is a blank or a block element (U+2580–U+259F), others become a blank. Colours are
/// 0xRRGGBB or numbers 16–255.
void pk_picture_cell(int row, int column, uint32_t scalar, uint32_t foreground, uint32_t background);

/// Writes the cells in one go; the cursor and colours stay as ncurses knows them. Returns how many bytes were written.
int pk_picture_end(void);

// -- pictures that a terminal emulator shows ---------------------------------------------------------------------------

/// Writes bytes past ncurses; they leave cursor and colours as they were.
void pk_send(const void *bytes, unsigned long count);

/// The cell by the terminal's size in points, 0 × 0 where it tells none.
struct pk_size pk_cell_points(void);

/// A variable of the environment, NULL where there is none.
const char *pk_variable(const char *name);

/// Whether the terminal keeps pictures by number (kitty's protocol), so that a crash must have them forgotten.
void pk_pictures_are_kept(bool kept);

// -- the points behind a Linux virtual console ------------------------------------------------------------------------

/// Which bits of a point are one colour's.
struct pk_channel {
  uint32_t offset;
  uint32_t length;
};

/// A frame buffer as its driver says it is, and the cells of the console's font; nothing of it has been judged.
struct pk_framebuffer {
  uint32_t bits;        // a point
  uint32_t line_length; // in bytes
  uint32_t length;      // of all of it, in bytes
  uint32_t width;       // of what is seen, in points
  uint32_t height;
  uint32_t x_offset; // where what is seen begins, in points
  uint32_t y_offset;
  struct pk_channel red;
  struct pk_channel green;
  struct pk_channel blue;
  struct pk_channel transparency;
  uint32_t cell_width; // in points
  uint32_t cell_height;
};

/// Opens the frame buffer device behind a virtual console, which must stay open as long. False, with errno, where there is none.
bool pk_framebuffer_open(int terminal, const char *path);

/// What the frame buffer is now; false where the console is not in front, or is of a kind in which no picture can be written.
bool pk_framebuffer_look(struct pk_framebuffer *found);

/// Writes bytes at an offset; false where the kernel refuses.
bool pk_framebuffer_write(unsigned long offset, const void *bytes, unsigned long count);

/// Makes all black that was written, and whatever stands between; in a signal handler too.
void pk_framebuffer_clear(void);

/// Clears, and closes the device.
void pk_framebuffer_close(void);

// -- input ---------------------------------------------------------------------------------------------------------

/// Whether the terminal's size was changed since the last call, even if it is what it was again; `pk_hung_up` looks.
bool pk_size_was_touched(void);

/// Whether the terminal is gone; asked before reading, as reads after a hang-up return at once, for ever.
bool pk_hung_up(void);

/// Reads one thing without waiting (but up to 25 ms for the rest of a sequence that began with Esc).
struct pk_input pk_read(void);

/// Erases what a console keeps of what was shown, with the screen; other terminals keep nothing of their second screen.
void pk_forget_scrollback(void);

// -- signals and crashes -------------------------------------------------------------------------------------------

// Bits of `pk_signals_take`.
enum {
  pk_signal_terminate = 1, // SIGTERM
  pk_signal_interrupt = 2, // SIGINT
  pk_signal_hang_up = 4,   // SIGHUP
};

/// Takes SIGTERM, SIGINT and SIGHUP over, before any session. Returns a descriptor that becomes readable when one
/// comes, or -1.
int pk_signals_open(void);

/// The signals that have come since the last call, as bits.
int pk_signals_take(void);

/// Gives the signals back.
void pk_signals_close(void);

/// Puts the terminal back as it was found, in a signal handler too. Does nothing when none is open.
void pk_crash_restore(void);

/// Copies the string that a crash would write into `buffer`, and returns its length.
int pk_crash_string(char *buffer, int capacity);

#endif
