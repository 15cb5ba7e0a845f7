// Chips on readers of the PC/SC service: what its macros say that Swift cannot read, and its many errors as the few that matter here.
#ifndef PASBOKS_CSMARTCARDS_H
#define PASBOKS_CSMARTCARDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SC_LONGEST_NAME 128
// The longest answer: 65,536 bytes and a status.
#define SC_LONGEST_ANSWER 65538
#define SC_LONGEST_ATR 33

enum sc_status {
  sc_done,
  // Nothing changed in the time that was given.
  sc_waited,
  // No service, or it has ended.
  sc_no_service,
  // The reader is gone, or none is there.
  sc_no_reader,
  // Nothing lies on the reader any more.
  sc_taken_away,
  // Something lies there that does not answer, or answers as no chip does.
  sc_no_answer
};

// A line to the service; one thread uses it.
enum sc_status sc_open(intptr_t *service);
void sc_close(intptr_t service);

// The first reader with these letters in its name; `name` has room for SC_LONGEST_NAME bytes.
enum sc_status sc_find_reader(intptr_t service, const char *letters, char *name);
// Waits until another reader is there, or one is gone.
enum sc_status sc_await_reader(intptr_t service, unsigned milliseconds);
// Waits until something is laid on a reader or taken from it; `lies` is what was known, and then what is.
enum sc_status sc_await_card(intptr_t service, const char *reader, bool *lies, unsigned milliseconds);

struct sc_card {
  intptr_t handle;
  intptr_t protocol;
  uint8_t atr[SC_LONGEST_ATR];
  size_t atr_count;
};

// The chip on a reader, for nobody else meanwhile.
enum sc_status sc_connect(intptr_t service, const char *reader, struct sc_card *card);
// Sends a command; `out` has room for SC_LONGEST_ANSWER bytes.
enum sc_status sc_transmit(
  intptr_t service, const char *reader, const struct sc_card *card, const uint8_t *command, size_t count, uint8_t *out,
  size_t *out_count);
// Lets the chip go; it forgets the keys.
void sc_disconnect(const struct sc_card *card);

#endif
