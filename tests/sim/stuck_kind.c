/* stuck_kind FILE N|refused — is the runner's result in FILE an end of that kind? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runner.h"

int main(int argc, char **argv)
{
    static runner_result_t r;
    FILE *f = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (f == NULL || fread(&r, sizeof r, 1, f) != 1)
        return 2;
    fclose(f);
    if (strcmp(argv[2], "refused") == 0)
        return r.state == RUNNER_REFUSED && strstr(r.error, "thread-local") != NULL ? 0 : 1;
    return r.state == RUNNER_CRASHED && r.crash_kind == (uint32_t)atoi(argv[2]) && r.crash_task != 0 ? 0 : 1;
}
