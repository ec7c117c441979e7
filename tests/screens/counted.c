/* counted.c — linked into ctxlab in place of its clock and its refresh, so that what one key writes can be counted on a pseudo-terminal
 * without any timing: every picture is painted at once, and is followed by one byte that nothing else writes.
 */
#include <stdint.h>
#include <unistd.h>

#include "counted.h"

int64_t __real_term_now_ms(void);
int64_t __wrap_term_now_ms(void);
void __real_term_refresh(void);
void __wrap_term_refresh(void);

/* Between two looks more has gone by than a picture's time. */
int64_t __wrap_term_now_ms(void)
{
    static int64_t ahead;

    ahead += 50;
    return __real_term_now_ms() + ahead;
}

void __wrap_term_refresh(void)
{
    static const char painted = COUNTED_PAINTED;

    __real_term_refresh();
    while (write(STDOUT_FILENO, &painted, 1) == 0)
        ;
}
