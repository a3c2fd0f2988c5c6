// SPDX-License-Identifier: EUPL-1.2
#pragma once

// clang-format off

/// Every refusal of the register: name, number, HTTP status, title. The numbers are the precedence:
/// if several apply, the lower one wins. A FIELD refusal may also stand in the list of faults of a
/// body; a PLAIN one may not. RefusalCode, its texts, the table of problems and the list of codes
/// in the description of the API are made from this table. A number is never used again for another
/// refusal. Sources: API.md, Conventions; MECHANISM.md, section 6.
#define QUITRENT_REFUSALS(PLAIN, FIELD)                                                          \
  /* Shape that only the books can judge. */                                                     \
  FIELD(unknown_terms, 10, 422, "These terms cannot be read")                                    \
  PLAIN(class_not_scheduled, 11, 422, "The schedule names no such class")                        \
  FIELD(invalid_field, 12, 422, "A field has a value that it may not have")                      \
  FIELD(out_of_range, 13, 422, "A value lies beyond what is lawful")                             \
  /* The thing, its version, the caller's right. */                                              \
  FIELD(not_found, 20, 404, "There is no such thing")                                            \
  PLAIN(version_mismatch, 21, 409, "The asset has another version")                              \
  FIELD(forbidden, 22, 403, "This is not yours to do")                                           \
  /* Purchases, per item, and what else a state forbids; uniqueness; how often. */               \
  PLAIN(wrong_state, 30, 409, "The state it is in does not allow this")                          \
  PLAIN(not_for_sale, 31, 409, "The asset cannot be bought now")                                 \
  PLAIN(own_asset, 32, 409, "The asset is the buyer's own")                                      \
  PLAIN(held, 33, 409, "A hold forbids this")                                                    \
  PLAIN(purchase_pending, 34, 409, "A purchase is under way")                                    \
  PLAIN(price_above_maximum, 35, 409, "The price is above the maximum")                          \
  PLAIN(terms_changed, 36, 409, "The terms are not those that were expected")                    \
  PLAIN(duplicate_identifier, 37, 409, "Another asset bears this identifier")                    \
  PLAIN(duplicate_reference, 38, 409, "This reference was counted already")                      \
  PLAIN(too_many_changes, 39, 409, "The asset was changed too often in one day")                 \
  /* The party as a whole. */                                                                    \
  PLAIN(party_frozen, 40, 409, "The party is frozen")                                            \
  PLAIN(debt_outstanding, 41, 409, "A debt must be paid first")                                  \
  PLAIN(below_cover, 42, 409, "The escrow would be below the cover")                             \
  PLAIN(insufficient_funds, 43, 409, "The account does not suffice")                             \
  /* What a licence, a lien or an earlier promise forbids. */                                    \
  PLAIN(encumbered, 44, 409, "A lien or a licence stands against this")                          \
  PLAIN(below_secured, 45, 409, "The assessment would be below what liens secure")               \
  PLAIN(terms_irrevocable, 46, 409, "A promise to the public cannot be taken back")              \
  PLAIN(lineage_requires_open, 47, 409, "What comes of a share-alike work must be as open")      \
  PLAIN(clawback_due, 48, 409, "Taking this back costs what it saved")                           \
  PLAIN(contest_pending, 49, 409, "A contest of yours is pending already")                         \
  PLAIN(arrears_outstanding, 50, 409, "Overdue tax must stay payable")                           \
  /* Of the engine. */                                                                           \
  PLAIN(idempotency_key_reused, 52, 422, "This key came with another request")                   \
  PLAIN(too_many_kept_answers, 53, 409, "No room to keep the answer under this key")             \
  /* Of acts of two persons, and of who may be what. */                                          \
  FIELD(roles_exclude, 60, 422, "One party may not have these roles together")                   \
  PLAIN(hold_exhausted, 61, 409, "One registrar may hold the asset no longer")                   \
  PLAIN(same_person, 62, 409, "The same person cannot approve it")                               \
  PLAIN(digest_mismatch, 63, 409, "This is not the act that the digest names")                   \
  /* Of schedules on their way. */                                                               \
  PLAIN(charter_breach, 70, 409, "The charter forbids this schedule")                            \
  PLAIN(rates_mismatch, 71, 409, "These are not the rates that the schedule changes")            \
  PLAIN(stale, 72, 409, "Another schedule came first")

// clang-format on
