// What the files of this room share: nothing of ncurses, which session.c, input.c, colours.c and drawing.c include for themselves.
#ifndef PK_INTERNAL_H
#define PK_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether a session is open.
bool pk_is_open(void);

/// Where a session writes to, -1 when none is open.
int pk_out_descriptor(void);

/// Watches for what comes from a terminal, and for SIGWINCH, before ncurses does. False, with errno, when it cannot.
bool pk_input_watch(int terminal);

/// Has ncurses take keys and presses. False when it cannot.
bool pk_input_begin(void);

/// Forgets what was typed, and takes nothing any more.
void pk_input_end(void);

/// Stops watching the terminal.
void pk_input_close(void);

/// Begins with the terminal's colours, once ncurses is open.
void pk_colours_begin(void);

/// Puts what changes the terminal's colours to those of pair 0.
void pk_put_plain(int (*put)(int));

/// Remembers how the terminal was, what puts it back, and catches the signals of a crash. Returns 0 or -1.
int pk_crash_arm(int descriptor, const char *restore, size_t length);

/// Gives the signals of a crash back to whoever had them.
void pk_crash_disarm(void);

/// Puts the terminal's modes back and returns the descriptor's state to before `pk_crash_arm`.
void pk_crash_reset_modes(void);

/// Starts to watch for SIGWINCH. Returns a descriptor that becomes readable, or -1.
int pk_resize_watch_open(void);

/// Forgets the SIGWINCHs that came.
void pk_resize_watch_take(void);

/// Stops watching for SIGWINCH.
void pk_resize_watch_close(void);

/// Looks whether a terminal of this type is a Linux console, and which characters its font has. The descriptor is used
/// until the next look.
bool pk_console_look(int terminal, const char *type);

/// Keeps the console's keypad a keypad; does nothing elsewhere.
void pk_console_keep_num_lock(void);

/// Writes all of a buffer, whatever the interruptions. Returns 0 or -1.
int pk_write_all(int descriptor, const void *bytes, size_t count);

/// Clears the frame buffer for good, in a signal handler too: nothing is written there any more.
void pk_framebuffer_end(void);

/// Ends a picture that is being sent to a terminal, and has the terminal forget those that it keeps; in a signal handler too.
void pk_graphics_end(int terminal);

/// Where pictures are written, -1 for nowhere.
void pk_picture_set_descriptor(int descriptor);

#endif
