// What stands on the menu that the peers written in C draw.
static const char *const reasons[] = {
    "Mit pas er udløbet eller udløber snart", "Der er ikke flere tomme sider",
    "Mit pas er gået i stykker", "Mit pas er blevet væk",
    "Nogen har taget mit pas", "Jeg har fået nyt navn",
    "Der er fejl i mit pas, eller det kom aldrig", "Jeg har aldrig haft pas",
};
static const int count = sizeof reasons / sizeof reasons[0];
