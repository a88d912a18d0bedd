// SPDX-License-Identifier: MIT
// Threads that share work out among themselves. In WebAssembly there are none: the caller does it all.
#pragma once

#ifndef __EMSCRIPTEN__
#include <memory>
#endif

namespace cathode {

class Workers {
 public:
  // So many at work at a time, the caller among them; fewer where the system gives no more threads.
  explicit Workers(int threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

#ifdef __EMSCRIPTEN__
  static constexpr int count() { return 1; }
#else
  int count() const { return count_; }
#endif

  // Calls act(part) for each part from 0 on, in any order and several at a time; returns once all are done, and throws
  // what one of them has thrown. Not to be called by a part.
  template <typename Act>
  void run(int parts, const Act& act) {
#ifndef __EMSCRIPTEN__
    if (count_ > 1 && parts > 1) {
      share(parts, [](const void* given, int part) { (*static_cast<const Act*>(given))(part); }, &act);
      return;
    }
#endif
    for (int part = 0; part < parts; ++part) act(part);
  }

#ifndef __EMSCRIPTEN__
 private:
  struct Shared;
  void share(int parts, void (*act)(const void* given, int part), const void* given);

  int count_ = 1;
  std::unique_ptr<Shared> shared_;
#endif
};

}  // namespace cathode
