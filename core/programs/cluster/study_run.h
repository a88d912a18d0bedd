// SPDX-License-Identifier: MIT
// All solves of a study, one after the other, each on all ranks.
#pragma once

#include "core/programs/cluster/ranks.h"
#include "core/programs/cluster/request.h"

namespace cathode::program {

// The same on every rank.
std::expected<StudyOutcome, Failure> runStudy(const Ranks& ranks, const Request& request);

}  // namespace cathode::program
