// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/schedules.hpp"

#include "market/codec/degree_basis.hpp"
#include "market/codec/values.hpp"
#include "market/state/apply.hpp"
#include "tax/schedule/recorded_schedule.hpp"

namespace quitrent::market {
void encode_schedules(ByteWriter& writer, const Books& books) {
  writer.number(books.founded() ? books.schedules().size() : 0);
  if (!books.founded()) return;
  for (const SchedulePublished& published : books.schedules()) {
    encode_identifier(writer, published.id);
    writer.text(published.toml);
    encode_instant(writer, published.effective);
  }
  const auto& basis = books.timeline()->basis();
  writer.byte(basis ? 1 : 0);
  if (basis) encode_degree_basis(writer, {*basis});
}

void read_schedules(ByteReader& reader, Books& books) {
  for (std::size_t left = reader.count(); left > 0; --left) {
    SchedulePublished published;
    published.id = identifier_of<ScheduleKind>(reader);
    published.toml = reader.text();
    published.effective = instant_of(reader);
    require(!books.founded() || books.schedules().back().effective < published.effective,
            "a schedule takes effect before the one that it follows");
    require(tax::recorded_schedule(published.toml) != nullptr,
            "a published schedule cannot be read");
    apply(books, published);
  }
  if (books.founded() && flag_of(reader)) apply(books, degree_basis_recorded(reader));
}

}  // namespace quitrent::market
