// C++20: a thread is asked to stop by its token.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

int main()
{
    std::jthread worker([](std::stop_token token) {
        std::mutex mutex;
        std::condition_variable_any price;
        std::unique_lock lock(mutex);
        price.wait(lock, token, [] { return false; }); // asks a shop
        std::puts(token.stop_requested() ? "cancelled" : "a price");
    });
    bool first = worker.request_stop();  // true: this call did it
    bool second = worker.request_stop(); // false: nothing left to do
    std::printf("first %d, second %d\n", first, second);
} // the end of a jthread asks it to stop, too, and waits for it
