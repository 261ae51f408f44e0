#include "web/server_workers.hpp"

#include "web/metrics.hpp"

namespace motcua::web {

WorkerPool::WorkerPool(int threads, std::size_t queue, Metrics* metrics) : limit_(queue), metrics_(metrics) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() { stop(); }

bool WorkerPool::submit(std::function<void()> work) {
  {
    const std::lock_guard held(lock_);
    if (stopping_ || queue_.size() >= limit_) return false;
    queue_.push_back(std::move(work));
    if (metrics_ != nullptr) metrics_->queue = static_cast<std::int64_t>(queue_.size());
  }
  wake_.notify_one();
  return true;
}

void WorkerPool::stop() {
  {
    const std::lock_guard held(lock_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void WorkerPool::run() {
  for (;;) {
    std::unique_lock held(lock_);
    wake_.wait(held, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const auto work = std::move(queue_.front());
    queue_.pop_front();
    if (metrics_ != nullptr) metrics_->queue = static_cast<std::int64_t>(queue_.size());
    held.unlock();
    work();
  }
}

}  // namespace motcua::web
