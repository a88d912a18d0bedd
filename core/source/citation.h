// SPDX-License-Identifier: MIT
// What to cite for what is shown.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cathode {

enum class CitationId : std::uint8_t {
  source,
  minnmann,
  bruggeman,
  wiener,
  hashinShtrikman,
  percolation,
  gem,
  maxwell,
  program,
};
inline constexpr int kCitationCount = 9;

struct Citation {
  CitationId id;
  std::string_view key;     // of its BibTeX entry
  std::string_view text;    // as in a list of references
  std::string_view bibtex;  // the entry's type and fields
};
const Citation& citation(CitationId id);

// What the source document does not say of itself and a person may fill in. Plain text.
struct SourceDetails {
  std::string title, authors, year, doi;
};
inline constexpr std::size_t kLongestDetail = 300;  // characters each

// A list of references: one line each, or BibTeX entries. `tables` says which of the source's tables
// are used, for example "Tables S1, S3 and Fig. S17". `link` leads back to the calculation, or is empty.
std::string citationText(std::span<const CitationId> ids, std::string_view tables, const SourceDetails& details,
                         std::string_view link);
std::string citationBibtex(std::span<const CitationId> ids, std::string_view tables, const SourceDetails& details,
                           std::string_view link);

}  // namespace cathode
