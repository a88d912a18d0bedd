// SPDX-License-Identifier: MIT
// The link of a calculation: readable text that holds a scenario, those pinned beside it, and a
// person's own rows for the literature comparison.
//
//   v=2&model=2&am=78&pin=model:1,am:75&pin=T:60&row=n:Mine,am:80,L:70,q:165,ved:900
//   v=2&own=n:Mine,k:4,rAM:4.8,rSE:1.64,p:85_60_0.115&comp=1&am=80&pin=comp:1,T:60
//
// "v" is the version, "pin" one scenario of the comparison set, "row" one row by the link keys of its
// columns (core/source/cell_row.h), "own" a composite of the person's own (core/composite/own_composite.h), "comp"
// which of them a scenario has, by its place from 1, everything else an input by its link key. Only what differs from
// the defaults is written; "size" where the one size that is written does not tell it. What has once been a link stays
// one: each version that is superseded gets a migration to the next (linkVersions). Version 2 is the first in which a
// missing thickness means "as in the source"; in version 1 it meant 93 um.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/scenario/scenario.h"
#include "core/source/cell_row.h"

namespace cathode {

// What a person works on: the current scenario, the comparison set in order A, B, C ..., and own rows.
struct Calculation {
  Scenario scenario;
  std::vector<Scenario> pinned{};
  std::vector<CellRow> rows{};

  bool operator==(const Calculation&) const = default;
};

// A link to give away is not longer than this (characters): any one scenario has room beside a
// comparison set that takes no more than its share. Own rows may make it longer; whoever gives such a
// link away leaves them out then.
inline constexpr std::size_t kLongestLink = 2000;
inline constexpr std::size_t kLongestComparison = 1400;
// And rows take at most this, so that a link with them can still be read.
inline constexpr std::size_t kLongestRows = 12000;
inline constexpr std::size_t kMostRows = 1000;
// Composites of one's own take at most this together: any one has room.
inline constexpr std::size_t kLongestComposites = 8000;

// The fragment text (without '#') of the calculation's link.
// decodeLink(encodeLink(c)).calculation == c unless c is refused (comparisonRefusal).
std::string encodeLink(const Calculation& calculation);

// Something about a link that a person should be told.
struct Notice {
  std::string key;      // the link key concerned, as it was written
  std::string refusal;  // what is wrong
  std::string message;  // and what was done about it
};

struct DecodedLink {
  Calculation calculation;
  std::vector<Notice> notices;
};

// One "key=value" of a link, percent sequences decoded; nothing if there is no "=".
struct LinkItem {
  std::string key;
  std::optional<std::string> value;
};

// A version of the link format. `toNext` turns its items into those of the version after it; null where they are the
// same.
struct LinkVersion {
  std::string_view name;
  void (*toNext)(std::vector<LinkItem>& items) = nullptr;
  // What a missing thickness means, in pins too; nothing: as in the source.
  std::optional<double> missingThicknessUm = {};
  // Whether, where a link does not say what sizes the cathode, the one size that it gives does.
  bool isSizedByWhatIsGiven = true;
};
std::span<const LinkVersion> linkVersions();

// The calculation of a fragment text, with or without '#'. Never fails: what cannot be read is
// left at its default and reported. Without a version, the first one is assumed; empty text means the defaults of
// today.
DecodedLink decodeLink(std::string_view text, std::span<const LinkVersion> versions = linkVersions());

// What a pinned scenario is called: A, B ... Z, AA ... by its place from 0.
std::string pinName(std::size_t place);

// Why rows cannot be kept beside a calculation: they are too many. Empty if they can.
std::string rowsRefusal(std::span<const CellRow> rows);

// Why scenarios cannot be a comparison set: a link has no room for them. Empty if they can.
std::string comparisonRefusal(std::span<const Scenario> pinned);

}  // namespace cathode
