#include "store/idempotency.hpp"

namespace motcua::store {

MOTCUA_SQL(kEarlierAnswer, "SELECT request_hash, answer FROM store_idempotency WHERE scope = $1 AND key = $2");
MOTCUA_SQL(kKeepAnswer, "INSERT INTO store_idempotency (scope, key, request_hash, answer, at) VALUES ($1, $2, $3, $4, $5)");
MOTCUA_SQL(kForgetAnswers, "DELETE FROM store_idempotency WHERE at < $1");

Result<std::optional<std::string>> earlier_answer(ReadTx& tx, std::string_view scope, std::string_view key, std::string_view request_hash) {
  struct Kept {
    std::string request_hash, answer;
  };
  auto kept = tx.one<Kept>(
      kEarlierAnswer,
      [](const Row& r) {
        return Kept{r.text(0), r.text(1)};
      },
      scope, key);
  if (!kept) return std::optional<std::string>{};
  if (kept->request_hash != request_hash)
    return errors::conflict("store.key_reused", "Mã chống gửi trùng này đã dùng cho một yêu cầu khác. Tạo mã mới rồi gửi lại.");
  return std::optional(std::move(kept->answer));
}

void keep_answer(Tx& tx, std::string_view scope, std::string_view key, std::string_view request_hash, std::string_view answer,
                 Instant now) {
  auto refusal = errors::conflict("store.sent_twice", "Yêu cầu này vừa được gửi và đang được xử lý. Tải lại trang để xem kết quả.");
  tx.send_or_refuse(std::move(refusal.value()), kKeepAnswer, scope, key, request_hash, answer, now);
}

std::int64_t forget_answers(Tx& tx, Instant before) { return tx.exec(kForgetAnswers, before); }

}  // namespace motcua::store
