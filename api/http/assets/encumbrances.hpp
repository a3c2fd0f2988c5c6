// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent {

Answer post_licence(Desk& desk, const Call& call);    ///< POST …/licences
Answer get_licences(Desk& desk, const Call& call);    ///< GET …/licences
Answer delete_licence(Desk& desk, const Call& call);  ///< DELETE …/licences/{licence}
Answer post_lien(Desk& desk, const Call& call);       ///< POST …/liens
Answer get_liens(Desk& desk, const Call& call);       ///< GET …/liens
Answer delete_lien(Desk& desk, const Call& call);     ///< DELETE …/liens/{lien}
Answer post_hold(Desk& desk, const Call& call);       ///< POST …/holds
Answer get_holds(Desk& desk, const Call& call);       ///< GET …/holds
Answer delete_hold(Desk& desk, const Call& call);     ///< DELETE …/holds/{hold}

}  // namespace quitrent
