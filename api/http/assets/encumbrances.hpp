// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent::api {

Answer post_licence(HandlerContext& context, const Call& call);    ///< POST …/licences
Answer get_licences(HandlerContext& context, const Call& call);    ///< GET …/licences
Answer delete_licence(HandlerContext& context, const Call& call);  ///< DELETE …/licences/{licence}
Answer post_lien(HandlerContext& context, const Call& call);       ///< POST …/liens
Answer get_liens(HandlerContext& context, const Call& call);       ///< GET …/liens
Answer delete_lien(HandlerContext& context, const Call& call);     ///< DELETE …/liens/{lien}
Answer post_hold(HandlerContext& context, const Call& call);       ///< POST …/holds
Answer get_holds(HandlerContext& context, const Call& call);       ///< GET …/holds
Answer delete_hold(HandlerContext& context, const Call& call);     ///< DELETE …/holds/{hold}

}  // namespace quitrent::api
