#include "include/CSmartCards.h"

#include <string.h>
#include <winscard.h>

// The service tells by this name that readers come and go.
static const char comings[] = "\\\\?PnP?\\Notification";

static enum sc_status told(LONG code) {
  switch ((unsigned)code) {
  case (unsigned)SCARD_S_SUCCESS: return sc_done;
  case (unsigned)SCARD_E_TIMEOUT: return sc_waited;
  case (unsigned)SCARD_E_NO_SERVICE:
  case (unsigned)SCARD_E_SERVICE_STOPPED:
  case (unsigned)SCARD_E_INVALID_HANDLE:
  case (unsigned)SCARD_F_COMM_ERROR:
  case (unsigned)SCARD_F_INTERNAL_ERROR:
  case (unsigned)SCARD_W_SECURITY_VIOLATION: return sc_no_service;
  case (unsigned)SCARD_E_NO_READERS_AVAILABLE:
  case (unsigned)SCARD_E_READER_UNAVAILABLE:
  case (unsigned)SCARD_E_UNKNOWN_READER: return sc_no_reader;
  case (unsigned)SCARD_W_REMOVED_CARD:
  case (unsigned)SCARD_E_NO_SMARTCARD: return sc_taken_away;
  default: return sc_no_answer;
  }
}

enum sc_status sc_open(intptr_t *service) {
  SCARDCONTEXT context = 0;
  const LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context);
  *service = (intptr_t)context;
  // Whatever it was, there is nobody to ask.
  return code == SCARD_S_SUCCESS ? sc_done : sc_no_service;
}

void sc_close(intptr_t service) { SCardReleaseContext((SCARDCONTEXT)service); }

enum sc_status sc_find_reader(intptr_t service, const char *letters, char *name) {
  char names[4096];
  DWORD count = sizeof names;
  const LONG code = SCardListReaders((SCARDCONTEXT)service, NULL, names, &count);
  if (code != SCARD_S_SUCCESS) return told(code);
  // One after the other, each with a zero behind it and one more behind the last.
  for (const char *at = names; at < names + count && *at; at += strlen(at) + 1) {
    if (strstr(at, letters) && strlen(at) < SC_LONGEST_NAME) {
      strcpy(name, at);
      return sc_done;
    }
  }
  return sc_no_reader;
}

enum sc_status sc_await_reader(intptr_t service, unsigned milliseconds) {
  SCARD_READERSTATE state = {.szReader = comings, .dwCurrentState = SCARD_STATE_UNAWARE};
  return told(SCardGetStatusChange((SCARDCONTEXT)service, milliseconds, &state, 1));
}

enum sc_status sc_await_card(intptr_t service, const char *reader, bool *lies, unsigned milliseconds) {
  SCARD_READERSTATE state = {.szReader = reader, .dwCurrentState = SCARD_STATE_UNAWARE};
  // First what is; then, where that is known already, what comes.
  LONG code = SCardGetStatusChange((SCARDCONTEXT)service, 0, &state, 1);
  if (code != SCARD_S_SUCCESS && code != (LONG)SCARD_E_TIMEOUT) return told(code);
  bool found = state.dwEventState & SCARD_STATE_PRESENT;
  if (found == *lies && milliseconds > 0) {
    state.dwCurrentState = state.dwEventState & ~(DWORD)SCARD_STATE_CHANGED;
    code = SCardGetStatusChange((SCARDCONTEXT)service, milliseconds, &state, 1);
    if (code != SCARD_S_SUCCESS) return told(code);
    found = state.dwEventState & SCARD_STATE_PRESENT;
  }
  if (state.dwEventState & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE)) return sc_no_reader;
  if (found == *lies) return sc_waited;
  *lies = found;
  return sc_done;
}

enum sc_status sc_connect(intptr_t service, const char *reader, struct sc_card *card) {
  SCARDHANDLE handle = 0;
  DWORD protocol = 0, state = 0, name_count = 0, atr_count = sizeof card->atr;
  const LONG code = SCardConnect(
    (SCARDCONTEXT)service, reader, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &handle, &protocol);
  if (code != SCARD_S_SUCCESS) return told(code);
  card->handle = (intptr_t)handle;
  card->protocol = (intptr_t)protocol;
  if (SCardStatus(handle, NULL, &name_count, &state, &protocol, card->atr, &atr_count) != SCARD_S_SUCCESS) atr_count = 0;
  card->atr_count = atr_count;
  return sc_done;
}

enum sc_status sc_transmit(
  intptr_t service, const char *reader, const struct sc_card *card, const uint8_t *command, size_t count, uint8_t *out,
  size_t *out_count) {
  DWORD room = SC_LONGEST_ANSWER;
  const SCARD_IO_REQUEST *protocol = card->protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  const LONG code = SCardTransmit((SCARDHANDLE)card->handle, protocol, command, count, NULL, out, &room);
  *out_count = room;
  // A chip that is lifted while it answers may have answered nothing, well.
  if (code == SCARD_S_SUCCESS && room >= 2) return sc_done;
  const enum sc_status status = code == SCARD_S_SUCCESS ? sc_no_answer : told(code);
  if (status == sc_taken_away) return status;
  // A chip that leaves the field first does not answer, and is seen to be gone a little later; so is one whose reader is pulled out.
  bool lies = true;
  const enum sc_status seen = sc_await_card(service, reader, &lies, 1000);
  if (seen == sc_no_service || seen == sc_no_reader) return seen;
  return lies ? sc_no_answer : sc_taken_away;
}

void sc_disconnect(const struct sc_card *card) { SCardDisconnect((SCARDHANDLE)card->handle, SCARD_RESET_CARD); }
