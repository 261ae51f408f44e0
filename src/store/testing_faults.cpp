#include "store/testing_faults.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace motcua::store {

namespace {
struct Undo {
  sqlite3_int64 offset;
  std::string before;
};

struct FaultFile {
  sqlite3_file base;
  std::vector<Undo>* undos;  // since the last sync
  sqlite3_int64 size_at_sync;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

std::mutex mutex;
std::vector<FaultFile*> open_files;
Fault armed = Fault::none;
int strike_at = 0;
bool strike_on = false;
std::atomic<int> operations{0};
std::atomic<bool> struck{false};
sqlite3_vfs* real_vfs = nullptr;

FaultFile* file_of(sqlite3_file* file) { return reinterpret_cast<FaultFile*>(file); }
const sqlite3_io_methods* methods_of(sqlite3_file* file) { return file_of(file)->real()->pMethods; }

// What the disk forgot: everything since the last sync of each file.
[[noreturn]] void cut_power() {
  for (auto* file : open_files) {
    auto* real = file->real();
    for (auto it = file->undos->rbegin(); it != file->undos->rend(); ++it)
      real->pMethods->xWrite(real, it->before.data(), static_cast<int>(it->before.size()), it->offset);
    real->pMethods->xTruncate(real, file->size_at_sync);
  }
  ::_exit(kPowerCutExit);
}

// SQLITE_OK to go on. Holds the lock.
int strike(int error) {
  const int n = ++operations;
  if (armed == Fault::none || n < strike_at || (n > strike_at && !strike_on)) return SQLITE_OK;
  struck = true;
  if (armed == Fault::power_cut) return -1;
  return armed == Fault::disk_full && error == SQLITE_IOERR_WRITE ? SQLITE_FULL : error;
}

void remember(FaultFile* file, sqlite3_int64 offset, int size) {
  if (armed != Fault::power_cut) return;
  std::string before(static_cast<std::size_t>(size), '\0');
  auto* real = file->real();
  real->pMethods->xRead(real, before.data(), size, offset);  // beyond the end: zeros
  file->undos->push_back({offset, std::move(before)});
}

int on_close(sqlite3_file* base) {
  auto* file = file_of(base);
  {
    const std::lock_guard lock(mutex);
    std::erase(open_files, file);
  }
  delete file->undos;
  return file->real()->pMethods->xClose(file->real());
}
int on_read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  return methods_of(file)->xRead(file_of(file)->real(), to, size, offset);
}
int on_write(sqlite3_file* base, const void* from, int size, sqlite3_int64 offset) {
  const std::lock_guard lock(mutex);
  auto* file = file_of(base);
  const int outcome = strike(SQLITE_IOERR_WRITE);
  if (outcome == SQLITE_OK) {
    remember(file, offset, size);
    return methods_of(base)->xWrite(file->real(), from, size, offset);
  }
  if (outcome != -1) return outcome;
  // The disk may have begun with this very write, and kept half of it.
  const auto half = std::string(static_cast<const char*>(from), static_cast<std::size_t>(size / 2));
  const bool torn = operations % 2 == 0;
  if (torn) {
    for (auto* other : open_files)
      if (other == file) file->size_at_sync = std::max(file->size_at_sync, offset + size / 2);
    file->undos->insert(file->undos->begin(), {offset, half});  // undone last, so it is what stays
  }
  cut_power();
}
int on_truncate(sqlite3_file* base, sqlite3_int64 size) {
  const std::lock_guard lock(mutex);
  const int outcome = strike(SQLITE_IOERR_TRUNCATE);
  if (outcome == -1) cut_power();
  if (outcome != SQLITE_OK) return outcome;
  return methods_of(base)->xTruncate(file_of(base)->real(), size);
}
int on_sync(sqlite3_file* base, int flags) {
  const std::lock_guard lock(mutex);
  auto* file = file_of(base);
  const int outcome = strike(SQLITE_IOERR_FSYNC);
  if (outcome == -1) cut_power();
  if (outcome != SQLITE_OK) return outcome;
  file->undos->clear();
  const int code = methods_of(base)->xSync(file->real(), flags);
  methods_of(base)->xFileSize(file->real(), &file->size_at_sync);
  return code;
}
int on_size(sqlite3_file* file, sqlite3_int64* size) { return methods_of(file)->xFileSize(file_of(file)->real(), size); }
int on_lock(sqlite3_file* file, int level) { return methods_of(file)->xLock(file_of(file)->real(), level); }
int on_unlock(sqlite3_file* file, int level) { return methods_of(file)->xUnlock(file_of(file)->real(), level); }
int on_check(sqlite3_file* file, int* out) { return methods_of(file)->xCheckReservedLock(file_of(file)->real(), out); }
int on_control(sqlite3_file* file, int op, void* arg) { return methods_of(file)->xFileControl(file_of(file)->real(), op, arg); }
int on_sector(sqlite3_file* file) { return methods_of(file)->xSectorSize(file_of(file)->real()); }
int on_device(sqlite3_file* file) { return methods_of(file)->xDeviceCharacteristics(file_of(file)->real()); }
int on_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return methods_of(file)->xShmMap(file_of(file)->real(), page, size, extend, out);
}
int on_shm_lock(sqlite3_file* file, int offset, int n, int flags) {
  return methods_of(file)->xShmLock(file_of(file)->real(), offset, n, flags);
}
void on_shm_barrier(sqlite3_file* file) { methods_of(file)->xShmBarrier(file_of(file)->real()); }
int on_shm_unmap(sqlite3_file* file, int flag) { return methods_of(file)->xShmUnmap(file_of(file)->real(), flag); }

const sqlite3_io_methods kMethods = {2,           on_close,       on_read,      on_write,   on_truncate, on_sync,   on_size,
                                     on_lock,     on_unlock,      on_check,     on_control, on_sector,   on_device, on_shm_map,
                                     on_shm_lock, on_shm_barrier, on_shm_unmap, nullptr,    nullptr};

int on_open(sqlite3_vfs*, const char* name, sqlite3_file* base, int flags, int* out) {
  auto* file = file_of(base);
  file->base.pMethods = nullptr;
  const int code = real_vfs->xOpen(real_vfs, name, file->real(), flags, out);
  if (code != SQLITE_OK || file->real()->pMethods == nullptr) return code;
  file->undos = new std::vector<Undo>;
  file->size_at_sync = 0;
  file->real()->pMethods->xFileSize(file->real(), &file->size_at_sync);
  file->base.pMethods = &kMethods;
  const std::lock_guard lock(mutex);
  open_files.push_back(file);
  return SQLITE_OK;
}
}  // namespace

void install_faults() {
  static bool installed = false;
  if (std::exchange(installed, true)) return;
  real_vfs = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs vfs = *real_vfs;
  vfs.zName = "motcua-faults";
  vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + real_vfs->szOsFile;
  vfs.xOpen = on_open;
  sqlite3_vfs_register(&vfs, 1);
}

void arm_fault(Fault fault, int n, bool permanent) {
  const std::lock_guard lock(mutex);
  armed = fault;
  strike_at = n;
  strike_on = permanent;
  operations = 0;
  struck = false;
}

int counted_operations() { return operations; }
bool fault_struck() { return struck; }

}  // namespace motcua::store
