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
  newmanTobias,
  program,
};
inline constexpr int kCitationCount = 10;

enum class WorkKind : std::uint8_t { article, book, software };

// What is cited; empty where it has none of it or is not known.
struct Work {
  WorkKind kind = WorkKind::article;
  std::string key{};                   // of its BibTeX entry
  std::vector<std::string> authors{};  // "Family, Given", or a name as it is said; "others" ends a list that goes on
  std::string title{}, journal{}, volume{}, number{}, pages{}, publisher{}, year{}, doi{}, url{}, version{};
  std::string note{};  // what of it is used, or what for
};

// What the source document does not say of itself and a person may fill in. Plain text; the DOI also as an address.
struct SourceDetails {
  std::string title, authors, year, doi;
};
inline constexpr std::size_t kLongestDetail = 300;  // characters each

// Names as people type them in one line: "A. Huber, B. Maier and C. Roth", "Huber, A.; Maier, B.", "Huber, A. and
// others".
std::vector<std::string> authorsOf(std::string_view line);

// The works of a list, in its order. `tables` says which of the source's tables are used, for example "Tables S1, S3
// and Fig. S17". `link` leads back to the calculation, or is empty. What is not known of the source is empty, but for
// its title, in whose place stands what it is about, in brackets.
std::vector<Work> worksOf(std::span<const CitationId> ids, std::string_view tables, const SourceDetails& details,
                          std::string_view link);

// A list of references, one line each.
std::string citationText(std::span<const Work> works);

// BibTeX entries that BibTeX and biber read and pdflatex sets.
std::string citationBibtex(std::span<const Work> works);

}  // namespace cathode
