// Threads that run handlers, and the bounded queue before them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace motcua::web {

class Metrics;

class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t queue, Metrics* metrics);
  ~WorkerPool();  // finishes what is queued
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  bool submit(std::function<void()> work);  // false: the queue is full, or the pool has been stopped
  void stop();                              // runs what is queued, then joins; idempotent

 private:
  void run();
  std::size_t limit_;
  Metrics* metrics_;
  std::mutex lock_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace motcua::web
