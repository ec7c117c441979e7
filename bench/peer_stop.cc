// peer_stop.cc — C++20 stop_token, row by row, as ours.c does it. A child is a stop_source with a callback on its parent.
#include "bench.h"

#include <functional>
#include <memory>
#include <optional>
#include <pthread.h>
#include <stop_token>
#include <vector>

struct request {
    std::stop_source *child;
    void operator()() const noexcept { child->request_stop(); }
};

struct node {
    std::stop_source source;
    std::optional<std::stop_callback<request>> link;
};

static void create_cancel(const std::stop_source *parent)
{
    node n;
    if (parent != nullptr)
        n.link.emplace(parent->get_token(), request{&n.source});
    n.source.request_stop();
}

struct nothing {
    void operator()() const noexcept {}
};
static void after_func(const std::stop_source &source)
{
    std::stop_callback<nothing> callback(source.get_token(), nothing{});
}

static void cascade(const char *name, int n, int (*parent_of)(int), const char *create)
{
    std::vector<std::unique_ptr<node>> nodes(static_cast<size_t>(n));
    double from = now_ns();
    for (int i = 0; i < n; i++) {
        nodes[static_cast<size_t>(i)] = std::make_unique<node>();
        if (i > 0)
            nodes[static_cast<size_t>(i)]->link.emplace(nodes[static_cast<size_t>(parent_of(i))]->source.get_token(),
                                                        request{&nodes[static_cast<size_t>(i)]->source});
    }
    double made = (now_ns() - from) / n;
    from = now_ns();
    nodes[0]->source.request_stop();
    printf("%s %.2f\n", name, (now_ns() - from) / n);
    if (create != nullptr)
        printf("%s %.2f\n", create, made);
    fflush(stdout);
    while (!nodes.empty())
        nodes.pop_back();
}
static int flat(int) { return 0; }
static int tree(int i) { return (i - 1) / 2; }
static int chain(int i) { return i - 1; }

enum { PAIR_N = 200000 };
static pthread_barrier_t barrier;
static void *derive_many(void *arg)
{
    bench_own_processor();
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < PAIR_N; i++)
        create_cancel(static_cast<std::stop_source *>(arg));
    return nullptr;
}

static void two(const char *name, bool same)
{
    double wall[5];
    for (double &w : wall) {
        pthread_t threads[2];
        std::stop_source parents[2];
        pthread_barrier_init(&barrier, nullptr, 3);
        for (int i = 0; i < 2; i++)
            pthread_create(&threads[i], nullptr, derive_many, &parents[same ? 0 : i]);
        double from = now_ns();
        pthread_barrier_wait(&barrier);
        pthread_join(threads[0], nullptr);
        pthread_join(threads[1], nullptr);
        w = (now_ns() - from) / (2.0 * PAIR_N);
    }
    qsort(wall, 5, sizeof wall[0], bench_less);
    printf("%s %.2f\n", name, wall[2]);
}

int main()
{
    std::stop_source parent, over;
    over.request_stop();
    ROW("create_cancel_parent", 100000, create_cancel(&parent));
    ROW("create_cancel_background", 100000, create_cancel(nullptr));
    ROW("err_live", 1000000, KEEP(parent.stop_requested()));
    ROW("err_cancelled", 1000000, KEEP(over.stop_requested()));
    ROW("done_later", 1000000, KEEP(parent.get_token().stop_possible()));
    ROW("after_func", 100000, after_func(parent));
    cascade("cancel_flat_1k", 1000, flat, nullptr);
    cascade("cancel_flat_1M", 1000000, flat, "create_1M");
    cascade("cancel_tree_131071", 131071, tree, nullptr);
    cascade("cancel_chain_10k", 10000, chain, nullptr);
    two("two_threads_same_parent", true);
    two("two_threads_own_parents", false);
    return 0;
}
