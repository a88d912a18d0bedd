// SPDX-License-Identifier: MIT
#include "core/base/workers.h"

#ifdef __EMSCRIPTEN__

namespace cathode {

Workers::Workers(int) {}
Workers::~Workers() = default;

}  // namespace cathode

#else

#include <atomic>
#include <exception>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace cathode {

struct Workers::Shared {
  void (*act)(const void* given, int part) = nullptr;
  const void* given = nullptr;
  int parts = 0;
  std::atomic<int> next{0};      // part that nobody has begun
  std::atomic<unsigned> job{0};  // which one it is; counts up
  std::atomic<int> busy{0};      // helpers that are not done with it
  std::atomic<bool> isOver{false}, hasThrown{false};
  std::exception_ptr thrown;
  std::vector<std::jthread> helpers;

  ~Shared() {
    isOver = true;
    ++job;
    job.notify_all();
  }

  // What is waited for mostly comes soon: asleep, one would be late for it.
  template <typename Value>
  static void await(const std::atomic<Value>& value, Value old) {
    constexpr int kGlances = 4000;
    for (int glance = 0; glance < kGlances; ++glance) {
      if (value.load(std::memory_order_acquire) != old) return;
    }
    value.wait(old, std::memory_order_acquire);
  }

  void work() {
    for (int part = next++; part < parts; part = next++) {
      try {
        act(given, part);
      } catch (...) {
        if (!hasThrown.exchange(true)) thrown = std::current_exception();
      }
    }
  }

  void help() {
    for (unsigned done = 0;; ++done) {
      await(job, done);
      if (isOver) return;
      work();
      if (--busy == 0) busy.notify_one();
    }
  }
};

Workers::Workers(int threads) {
  if (threads < 2) return;
  shared_ = std::make_unique<Shared>();
  shared_->helpers.reserve(std::size_t(threads - 1));
  try {
    for (; count_ < threads; ++count_) shared_->helpers.emplace_back([shared = shared_.get()] { shared->help(); });
  } catch (const std::system_error&) {
    return;  // as many as there are do it too
  }
}
Workers::~Workers() = default;

void Workers::share(int parts, void (*act)(const void* given, int part), const void* given) {
  Shared& shared = *shared_;
  shared.act = act;
  shared.given = given;
  shared.parts = parts;
  shared.next = 0;
  shared.busy = count_ - 1;
  ++shared.job;
  shared.job.notify_all();
  shared.work();
  for (int busy = shared.busy; busy != 0; busy = shared.busy) Shared::await(shared.busy, busy);
  if (shared.hasThrown.exchange(false)) std::rethrow_exception(std::exchange(shared.thrown, nullptr));
}

}  // namespace cathode

#endif
