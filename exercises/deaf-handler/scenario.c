/* A client that waits for two maps; one that hangs up in the middle of its first; one that does so and had asked for a second; and an application that
 * ends meanwhile. Real sockets, real threads. Who leaves does so at the tenth tile, in the very thread that draws; a tile sleeps, and however long that
 * takes on a busy machine, it is as long for who is to notice. What is judged is how many of them there were.
 */
#include <fcntl.h>
#include <stdatomic.h>

#include "scene.h"
#include "exercise.h"

enum { WAITS, LEAVES, LEAVES_TWO, APPLICATION_ENDS, SITUATIONS, TILES = 200, GONE_AT = 10 };

struct visit {
    int which, client, server;
    ctx_t *application;
    ctx_cancel_t *end;
    wait_group_t serving;
    atomic_bool gone, returned;
    atomic_int late;
};

static _Atomic(struct visit *) visit; /* one at a time */
static int patience = 200;             /* looks; who had to be given up once is not waited for so long again */

long draw_tile_at(const ctx_site_t *site, ctx_t *ctx, const struct request *request, int tile)
{
    struct visit *v = visit;
    bool leaves = v->which != WAITS && request->map == 1 && tile == GONE_AT;
    task_sleep_at(site, CTX_MS(1));
    if (leaves && v->which == APPLICATION_ENDS)
        ctx_cancel(v->end);
    else if (leaves)
        close(v->client);
    v->late += v->gone;
    v->gone = v->gone || leaves;
    if (tile % 100 == 0)
        scene_work_at(site, ctx, "tile");
    return request->map * 1000 + tile;
}

static void serve(ctx_t *ctx, void *arg)
{
    struct visit *v = arg;
    (void)ctx;
    serve_client(v->application, v->server);
    v->returned = true;
    wait_group_done(&v->serving);
}

/* A long time, however long that is where the machine is busy: looks sleep as the tiles do. */
static bool ends(struct visit *v)
{
    for (int looks = 0; looks < patience && !v->returned; looks++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        (void)wait_group_wait_ctx(ctx_with_timeout(ctx_background(), CTX_MS(50), &cancel), &v->serving);
    }
    patience = v->returned ? patience : 10;
    return v->returned;
}

static long sum_of(const struct request *request)
{
    long sum = 0;
    for (int i = 0; i < request->tiles; i++)
        sum += request->map * 1000 + i;
    return sum;
}

/* The right answer comes; a server that says nothing is waited for no longer than it can take. */
static bool answered(struct visit *v, const struct request *request)
{
    struct pollfd wait = {.fd = v->client, .events = POLLIN};
    struct answer answer;
    for (int looks = 0; looks < patience && !v->returned; looks++)
        if (poll(&wait, 1, 50) > 0)
            break;
    return recv(v->client, &answer, sizeof answer, MSG_WAITALL | MSG_DONTWAIT) == sizeof answer && answer.map == request->map &&
           answer.sum == sum_of(request);
}

static void play(ctx_t *root, int which)
{
    struct request map[2] = {{1, TILES}, {2, TILES / 4}};
    struct visit v = {.which = which};
    int pair[2];
    int maps = which == LEAVES || which == APPLICATION_ENDS ? 1 : 2;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        scene_fail("missing-work", "no socket pair to be had");
    v.client = pair[0], v.server = pair[1];
    v.application = ctx_with_cancel(root, &v.end);
    visit = &v;
    scene_count("asked", send(v.client, map, sizeof *map * (size_t)maps, 0) > 0 && which == WAITS ? 2 : 0);
    wait_group_add(&v.serving, 1);
    task_go(v.application, serve, &v);
    for (int i = 0; which == WAITS && i < 2; i++)
        scene_count("answered", answered(&v, &map[i]));
    if (which == WAITS)
        close(v.client);
    scene_count("visits", 1);
    scene_count("over", ends(&v));
    scene_count(which == APPLICATION_ENDS ? "drawn for nobody at the end" : which == LEAVES_TWO ? "drawn for nobody, two" : "drawn for nobody", v.late);
    ctx_cancel(v.end); /* so that the run comes to an end */
    shutdown(v.server, SHUT_RDWR);
    wait_group_wait(&v.serving);
    scene_count("given back", fcntl(v.server, F_GETFD) >= 0);
    close(v.server);
    if (which == APPLICATION_ENDS)
        close(v.client);
    ctx_release(v.end);
}

void scene_main(ctx_t *root, int size)
{
    int rounds = scene_size(size, 1, 2);
    scene_count("rounds", rounds);
    for (int i = 0; i < rounds * SITUATIONS; i++)
        play(root, i % SITUATIONS);
    scene_settle();
    scene_mark("idle");
}
