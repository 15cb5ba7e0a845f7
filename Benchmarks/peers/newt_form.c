// The menu and the form in newt, the library that whiptail is made of: both screens in one process.
#include <newt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "words.h"

static bool run(newtComponent form) {
  newtFormAddHotKey(form, NEWT_KEY_ESCAPE);
  struct newtExitStruct end;
  newtFormRun(form, &end);
  bool is_chosen = end.reason != NEWT_EXIT_HOTKEY || end.u.key != NEWT_KEY_ESCAPE;
  newtFormDestroy(form);
  newtPopWindow();
  return is_chosen;
}

static bool menu(void) {
  newtCenteredWindow(60, 14, "Pasboks");
  newtComponent form = newtForm(NULL, NULL, 0);
  newtFormAddComponent(form, newtLabel(1, 1, "Hvorfor skal du have nyt pas?"));
  newtComponent list = newtListbox(1, 3, count, NEWT_FLAG_RETURNEXIT);
  for (int i = 0; i < count; i++) newtListboxAppendEntry(list, reasons[i], (void *)(intptr_t)(i + 1));
  newtFormAddComponent(form, list);
  return run(form);
}

static void number(void) {
  newtCenteredWindow(60, 10, "Pasboks");
  newtComponent form = newtForm(NULL, NULL, 0);
  newtFormAddComponent(form, newtLabel(1, 1, "Hvad er dit CPR-nummer?"));
  newtFormAddComponent(form, newtLabel(1, 3, "CPR"));
  newtFormAddComponent(form, newtEntry(8, 3, "", 20, NULL, NEWT_FLAG_RETURNEXIT));
  run(form);
}

int main(void) {
  newtInit();
  newtCls();
  newtDrawRootText(1, 0, "Ørestad Bibliotek");
  newtPushHelpLine("Enter Videre   Esc Tilbage");
  while (menu()) number();
  newtFinished();
}
