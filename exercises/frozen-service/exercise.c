/* One vault for everybody
 *
 * The backup service is opened once, in its first tenant's request. Who wants a folder put away is answered at once; the porter
 * comes for it later. No folder was ever refused. But the second tenant's vault is empty, and the first tenant's is nearly full.
 *
 * Make: each folder lies in the vault of the tenant who asked, in as many copies as the service was opened with, also when two ask
 * at the same time. None is refused; who asks is answered within 50 ms.
 */
#include "exercise.h"

static struct service {
    ctx_t *ctx; /* kept */
    int copies;
} service;

void service_open(ctx_t *ctx, int copies)
{
    service.ctx = ctx_keep(ctx);
    service.copies = copies;
}

void back_up(ctx_t *request, struct folder *folder)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(service.ctx);
    fetch_later(detached, folder, service.copies);
    answer(request, folder);
}

void service_close(void)
{
    ctx_drop(service.ctx);
}
