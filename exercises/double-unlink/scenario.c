/* A server's sessions come and go, and the next ones find room. Then it ends while one leaves, the one below that leaves, and one more comes. Big: 25 times. */
#include <stdlib.h>

#include "exercise.h"
#include "scene.h"

enum { SERVER,
       BELOW = ROOM + 1,
       LATE,
       ALL }; /* and 1 … ROOM, the server's sessions; BELOW is the first one's */
static struct guest {
    struct session *session; /* NULL: not there */
    chan_t *done;
} guests[ALL];

void goodbye_at(const ctx_site_t *site, int number)
{
    scene_work_at(site, ctx_background(), "goodbye");
    scene_count("numbers in the log", number);
}

static bool come(int number, int above)
{
    guests[number].done = chan_make_signal();
    guests[number].session = session_open(number == SERVER ? NULL : guests[above].session, number, guests[number].done);
    scene_count("sessions", guests[number].session != NULL);
    scene_count("their numbers", guests[number].session != NULL ? number : 0);
    return guests[number].session != NULL;
}

static bool alive(int i) { return guests[i].session != NULL && chan_select(CHAN_RECV(guests[i].done, NULL), CHAN_DEFAULT) < 0; }

static void leaves(ctx_t *ctx, void *arg)
{
    int number = (int)((struct guest *)arg - guests);
    session_end(guests[number].session, true);
    for (int i = SERVER; i < ALL; i++)
        if ((number == SERVER || i == number || (number == 1 && i == BELOW)) && alive(i))
            scene_fail("late-cascade", "an end has come back, and who was to end with it is still there");
    (void)(number == 1 && ctx != NULL && come(LATE, SERVER));
}

static void go(int from, int to) /* ended once more; their memory is somebody else's from then on */
{
    for (int i = to; i >= from; i--) {
        if (guests[i].session != NULL)
            session_end(guests[i].session, true);
        scene_count("alive after their end", alive(i));
        scene_count("ended with another", from == 1 && i > 1 && !alive(1));
        free(guests[i].session);
        chan_drop(guests[i].done);
        guests[i] = (struct guest){0};
    }
}

static bool full_house(const char *name, const char *message)
{
    for (int i = 1; i <= ROOM; i++)
        if (!come(i, SERVER))
            return scene_fail(name, message), false;
    scene_count("too many", come(LATE, SERVER));
    return true;
}

void scene_main(ctx_t *root, int size)
{
    for (int n = 0; n < scene_size(size, 1, 25); n++) {
        if (!come(SERVER, SERVER) || !full_house("missing-work", "a new server has no room"))
            break;
        go(1, LATE);
        if (!full_house("stale-link", "all who came were ended, and still take room in the server's set") || !come(BELOW, 1))
            break;
        task_t first = task_go(root, leaves, &guests[1]), below = task_go(root, leaves, &guests[BELOW]);
        leaves(root, &guests[SERVER]);
        task_join(first);
        task_join(below);
        go(SERVER, LATE);
    }
    scene_mark("idle");
}
