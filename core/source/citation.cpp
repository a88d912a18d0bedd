// SPDX-License-Identifier: MIT
#include "core/source/citation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/registry.h"

namespace cathode {
namespace {

using enum CitationId;

struct KnownWork {
  CitationId id;
  WorkKind kind;
  std::string_view key, authors, title, journal, volume, number, pages, publisher, year, doi, purpose;
};

// The source and this program are put together below.
constexpr KnownWork kWorks[kCitationCount] = {
    {source, WorkKind::article, "source", "", "", "", "", "", "", "", "", "", ""},
    {minnmann, WorkKind::article, "minnmann2021",
     "Minnmann, P.; Quillman, L.; Burkhardt, S.; Richter, F. H.; Janek, J.",
     "Editors’ Choice—Quantifying the Impact of Charge Transport Bottlenecks in Composite Cathodes of All-Solid-State "
     "Batteries",
     "Journal of The Electrochemical Society", "168", "4", "040537", "", "2021", "10.1149/1945-7111/abf8d7",
     "partial conductivities and tortuosity factors of composite cathodes"},
    {bruggeman, WorkKind::article, "bruggeman1935", "Bruggeman, D. A. G.",
     "Berechnung verschiedener physikalischer Konstanten von heterogenen Substanzen. I. Dielektrizitätskonstanten und "
     "Leitfähigkeiten der Mischkörper aus isotropen Substanzen",
     "Annalen der Physik", "416", "7", "636–664", "", "1935", "10.1002/andp.19354160705",
     "effective medium, τ² = φ^−0.5"},
    {wiener, WorkKind::article, "wiener1912", "Wiener, O.",
     "Die Theorie des Mischkörpers für das Feld der stationären Strömung",
     "Abhandlungen der Mathematisch-Physischen Klasse der Königlich Sächsischen Gesellschaft der Wissenschaften", "32",
     "", "509–604", "", "1912", "", "bounds of layered media"},
    {hashinShtrikman, WorkKind::article, "hashin1962", "Hashin, Z.; Shtrikman, S.",
     "A Variational Approach to the Theory of the Effective Magnetic Permeability of Multiphase Materials",
     "Journal of Applied Physics", "33", "10", "3125–3131", "", "1962", "10.1063/1.1728579",
     "bounds of isotropic media"},
    {percolation, WorkKind::article, "scher1970", "Scher, H.; Zallen, R.", "Critical Density in Percolation Processes",
     "The Journal of Chemical Physics", "53", "9", "3759–3761", "", "1970", "",
     "critical volume fraction of percolation"},
    {gem, WorkKind::article, "mclachlan1990", "McLachlan, D. S.; Blaszkiewicz, M.; Newnham, R. E.",
     "Electrical Resistivity of Composites", "Journal of the American Ceramic Society", "73", "8", "2187–2203", "",
     "1990", "10.1111/j.1151-2916.1990.tb07576.x", "general effective media"},
    {maxwell, WorkKind::book, "maxwell1873", "Maxwell, J. C.", "A Treatise on Electricity and Magnetism", "", "", "",
     "", "Clarendon Press", "1873", "", "coated and dispersed spheres"},
    {newmanTobias, WorkKind::article, "newman1962", "Newman, J. S.; Tobias, C. W.",
     "Theoretical Analysis of Current Distribution in Porous Electrodes", "Journal of The Electrochemical Society",
     "109", "12", "1183–1191", "", "1962", "10.1149/1.2425269",
     "resistance of a porous electrode at the start of a discharge"},
    {program, WorkKind::software, "cathodelab", "", "", "", "", "", "", "", "", "", ""},
};
static_assert(rowsFollowIds(kWorks));

// What the source is called while its title is not known: a description, in brackets as lists of references have it.
constexpr std::string_view kUntitled = "[Paper on NCM811 | LPSCl | VGCF composite cathodes]";
// As in CITATION.cff.
constexpr std::string_view kProgramAuthors = "Cathode Lab contributors", kProgramYear = "2026";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// "A.", "F. H.", "J.-P.", "AB": capitals, each perhaps with a point.
bool areInitials(std::string_view text) {
  int letters = 0;
  bool isAfterLetter = false;
  for (const char c : text) {
    const bool isCapital = c >= 'A' && c <= 'Z';
    if (!isCapital && c != '.' && c != '-' && c != ' ') return false;
    letters += isCapital;
    if (c == '.' && !isAfterLetter) return false;
    isAfterLetter = isCapital;
  }
  return letters > 0 && letters <= 4 && (text.contains('.') || letters <= 2);
}

bool isOthers(std::string_view name) {
  return name == "others" || name == "et al." || name == "et al" || name == "u. a.";
}

// Of a DOI as an address, or with what is often before it, the DOI.
std::string bareDoi(std::string_view text) {
  text = trimmed(text);
  if (const std::size_t begin = text.find("10."); begin != std::string_view::npos) text.remove_prefix(begin);
  return std::string(text);
}

Work sourceWork(std::string_view tables, const SourceDetails& d) {
  return {.key = "source",
          .authors = authorsOf(d.authors),
          .title = d.title.empty() ? std::string(kUntitled) : d.title,
          .year = d.year,
          .doi = bareDoi(d.doi),
          .note = tables.empty() ? "" : "supplementary information, " + std::string(tables)};
}

Work programWork(std::string_view link) {
  return {.kind = WorkKind::software,
          .key = "cathodelab",
          .authors = {std::string(kProgramAuthors)},
          .title = "Cathode Lab",
          .year = std::string(kProgramYear),
          .url = std::string(link),
          .version = CATHODE_VERSION};
}

// "Family, Given" the other way around.
std::string spoken(const std::string& name) {
  if (name == "others") return "et al.";
  const std::size_t comma = name.find(", ");
  return comma == std::string::npos ? name : name.substr(comma + 2) + " " + name.substr(0, comma);
}

std::string referenceOf(const Work& work) {
  if (work.kind == WorkKind::software)
    return work.authors[0] + ", " + work.title + " " + work.version + " (" + work.year + ")" +
           (work.url.empty() ? "" : ", " + work.url) + ".";
  const bool isSource = work.key == "source";
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text.append(text.empty() ? "" : ", ").append(part);
  };
  for (const std::string& name : work.authors) add(spoken(name));
  add(work.title);
  std::string place = work.journal;
  if (!work.volume.empty()) place += " " + work.volume;
  if (!work.pages.empty()) place += ", " + work.pages;
  if (!work.publisher.empty()) place += work.publisher;
  if (!place.empty() && !work.year.empty()) place += " (" + work.year + ")";
  add(place);
  if (place.empty()) add(work.year);
  add(work.doi.empty() ? "" : "doi " + work.doi);
  if (isSource)
    add(work.note);
  else if (!work.note.empty())
    text += " (" + work.note + ")";
  return text + ".";
}

// What pdflatex cannot set as it is: Greek letters, digits above and below the line, a few signs.
constexpr std::pair<std::string_view, std::string_view> kInMath[] = {
    {"α", "\\alpha"},   {"β", "\\beta"},   {"γ", "\\gamma"}, {"δ", "\\delta"},    {"ε", "\\varepsilon"},
    {"ζ", "\\zeta"},    {"η", "\\eta"},    {"θ", "\\theta"}, {"ι", "\\iota"},     {"κ", "\\kappa"},
    {"λ", "\\lambda"},  {"μ", "\\mu"},     {"µ", "\\mu"},    {"ν", "\\nu"},       {"ξ", "\\xi"},
    {"π", "\\pi"},      {"ρ", "\\rho"},    {"σ", "\\sigma"}, {"ς", "\\varsigma"}, {"τ", "\\tau"},
    {"υ", "\\upsilon"}, {"φ", "\\varphi"}, {"χ", "\\chi"},   {"ψ", "\\psi"},      {"ω", "\\omega"},
    {"Γ", "\\Gamma"},   {"Δ", "\\Delta"},  {"Θ", "\\Theta"}, {"Λ", "\\Lambda"},   {"Ξ", "\\Xi"},
    {"Π", "\\Pi"},      {"Σ", "\\Sigma"},  {"Φ", "\\Phi"},   {"Ψ", "\\Psi"},      {"Ω", "\\Omega"},
    {"−", "-"},         {"≤", "\\leq"},    {"≥", "\\geq"},   {"≈", "\\approx"},   {"∞", "\\infty"},
    {"→", "\\to"},      {"×", "\\times"},  {"₀", "_0"},      {"₁", "_1"},         {"₂", "_2"},
    {"₃", "_3"},        {"₄", "_4"},       {"₅", "_5"},      {"₆", "_6"},         {"₇", "_7"},
    {"₈", "_8"},        {"₉", "_9"},       {"⁰", "^0"},      {"¹", "^1"},         {"²", "^2"},
    {"³", "^3"},        {"⁴", "^4"},       {"⁵", "^5"},      {"⁶", "^6"},         {"⁷", "^7"},
    {"⁸", "^8"},        {"⁹", "^9"},       {"⁻", "^-"},      {"⁺", "^+"},         {"₋", "_-"},
    {"₊", "_+"},        {"ₓ", "_x"},       {"′", "'"},       {"·", "\\cdot"}};

// Text as BibTeX takes it within braces and pdflatex sets it.
std::string inLatex(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto* const sign =
        std::ranges::find_if(kInMath, [&](const auto& one) { return text.starts_with(one.first); });
    if (sign != std::end(kInMath)) {
      result.append("\\ensuremath{").append(sign->second).append("}");
      text.remove_prefix(sign->first.size());
      continue;
    }
    const char c = text.front();
    text.remove_prefix(1);
    switch (c) {
      case '\\': result += "\\textbackslash{}"; break;
      case '{':
      case '}':
      case '%':
      case '&':
      case '#':
      case '_':
      case '$': (result += '\\') += c; break;
      case '^': result += "\\^{}"; break;
      case '~': result += "\\~{}"; break;
      default: result += c;
    }
  }
  return result;
}

// What is left alone by BibTeX, a DOI or an address: without anything that ends the field or commands LaTeX.
std::string bare(std::string text) {
  std::erase_if(text, [](char c) { return c == '{' || c == '}' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
  return text;
}

std::string entryOf(const Work& work) {
  constexpr std::string_view kTypes[] = {"article", "book", "misc"};
  std::string text = "@" + std::string(kTypes[static_cast<std::size_t>(work.kind)]) + "{" + work.key;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text.append(",\n  ").append(name).append(" = {").append(value).append("}");
  };
  const bool isSource = work.key == "source";
  std::string authors;
  for (const std::string& name : work.authors) authors.append(authors.empty() ? "" : " and ").append(inLatex(name));
  // Who makes a program are no person's names.
  if (work.kind == WorkKind::software) authors = "{" + authors + "}";
  add("author", authors);
  // What has no author is sorted by that.
  if (authors.empty()) add("key", inLatex(isSource && work.title == kUntitled ? "source" : work.title));
  // Twice braced: capitals stay.
  add("title", "{" + inLatex(work.title) + "}");
  add("journal", inLatex(work.journal));
  add("publisher", inLatex(work.publisher));
  add("volume", work.volume);
  add("number", work.number);
  add("pages", replaced(work.pages, "–", "--"));
  add("year", inLatex(work.year));
  add("version", work.version);
  add("doi", bare(work.doi));
  add("url", bare(work.url));
  if (isSource && !work.note.empty()) add("note", inLatex("S" + work.note.substr(1)));
  return text + "\n}";
}

}  // namespace

std::vector<std::string> authorsOf(std::string_view line) {
  std::vector<std::string> names;
  const auto take = [&](std::string name) { names.push_back(isOthers(name) ? "others" : std::move(name)); };
  if (line.contains(';')) {
    for (std::string& name : split(line, ";")) take(std::move(name));
    return names;
  }
  const std::string text = replaced(replaced(std::string(line), ", and ", " and "), " & ", " and ");
  for (const std::string& part : split(text, " and ")) {
    const std::vector<std::string> pieces = split(part, ",");
    // "Huber, Anna": one word, then the rest of the name.
    const bool isTurned = pieces.size() == 2 && !pieces[0].contains(' ') && !isOthers(pieces[1]);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i + 1 < pieces.size() && !areInitials(pieces[i]) && (isTurned || areInitials(pieces[i + 1]))) {
        take(pieces[i] + ", " + pieces[i + 1]);
        ++i;
      } else {
        take(pieces[i]);
      }
    }
  }
  return names;
}

std::vector<Work> worksOf(std::span<const CitationId> ids, std::string_view tables, const SourceDetails& details,
                          std::string_view link) {
  std::vector<Work> works;
  for (const CitationId id : ids) {
    if (id == source) {
      works.push_back(sourceWork(tables, details));
    } else if (id == program) {
      works.push_back(programWork(link));
    } else {
      const KnownWork& known = kWorks[static_cast<std::size_t>(id)];
      works.push_back({.kind = known.kind,
                       .key = std::string(known.key),
                       .authors = authorsOf(known.authors),
                       .title = std::string(known.title),
                       .journal = std::string(known.journal),
                       .volume = std::string(known.volume),
                       .number = std::string(known.number),
                       .pages = std::string(known.pages),
                       .publisher = std::string(known.publisher),
                       .year = std::string(known.year),
                       .doi = std::string(known.doi),
                       .note = std::string(known.purpose)});
    }
  }
  return works;
}

std::string citationText(std::span<const Work> works) {
  std::string text;
  for (const Work& work : works) text += referenceOf(work) + "\n";
  return text;
}

std::string citationBibtex(std::span<const Work> works) {
  std::string text;
  for (const Work& work : works) text += entryOf(work) + "\n\n";
  return text;
}

}  // namespace cathode
