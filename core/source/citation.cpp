// SPDX-License-Identifier: MIT
#include "core/source/citation.h"

#include "core/base/registry.h"

namespace cathode {
namespace {

using enum CitationId;

// The source and this program are put together below.
constexpr Citation kCitations[kCitationCount] = {
    {source, "source", "", ""},
    {minnmann, "minnmann2021",
     "P. Minnmann et al., J. Electrochem. Soc. (2021), doi 10.1149/1945-7111/abf8d7 (partial conductivities and "
     "tortuosity factors of composite cathodes).",
     "@article{minnmann2021,\n  author = {Minnmann, P. and others},\n  year = {2021},\n  doi = "
     "{10.1149/1945-7111/abf8d7}\n}"},
    {bruggeman, "bruggeman1935", "D. A. G. Bruggeman, Ann. Phys. (1935) (effective medium, τ² = φ^−0.5).",
     "@article{bruggeman1935,\n  author = {Bruggeman, D. A. G.},\n  journal = {Annalen der Physik},\n  year = "
     "{1935}\n}"},
    {wiener, "wiener1912", "O. Wiener (1912) (bounds of layered media).",
     "@article{wiener1912,\n  author = {Wiener, O.},\n  year = {1912}\n}"},
    {hashinShtrikman, "hashin1962",
     "Z. Hashin, S. Shtrikman, J. Appl. Phys. (1962), doi 10.1063/1.1728579 (bounds of isotropic media).",
     "@article{hashin1962,\n  author = {Hashin, Z. and Shtrikman, S.},\n  journal = {Journal of Applied Physics},\n  "
     "year = {1962},\n"
     "  doi = {10.1063/1.1728579}\n}"},
    {percolation, "scher1970", "H. Scher, R. Zallen, J. Chem. Phys. (1970) (critical volume fraction of percolation).",
     "@article{scher1970,\n  author = {Scher, H. and Zallen, R.},\n  journal = {Journal of Chemical Physics},\n  year "
     "= {1970}\n}"},
    {gem, "mclachlan1990",
     "D. S. McLachlan et al., J. Am. Ceram. Soc. (1990), doi 10.1111/j.1151-2916.1990.tb07576.x (general effective "
     "media).",
     "@article{mclachlan1990,\n  author = {McLachlan, D. S. and others},\n  journal = {Journal of the American Ceramic "
     "Society},\n"
     "  year = {1990},\n  doi = {10.1111/j.1151-2916.1990.tb07576.x}\n}"},
    {maxwell, "maxwell1873",
     "J. C. Maxwell, A Treatise on Electricity and Magnetism (1873) (coated and dispersed spheres).",
     "@book{maxwell1873,\n  author = {Maxwell, J. C.},\n  title = {A Treatise on Electricity and Magnetism},\n  year = "
     "{1873}\n}"},
    {program, "cathodelab", "", ""},
};

static_assert(rowsFollowIds(kCitations));

std::string usedPart(std::string_view tables) {
  return tables.empty() ? "" : ", supplementary information, " + std::string(tables);
}

std::string sourceText(std::string_view tables, const SourceDetails& d) {
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text.append(text.empty() ? "" : ", ").append(part);
  };
  add(d.authors);
  add(d.title.empty() ? "[title of the source paper on NCM811 | LPSCl | VGCF composite cathodes: to be filled in]"
                      : d.title);
  add(d.year);
  add(d.doi.empty() ? "[DOI: to be filled in]" : "doi " + d.doi);
  return text + usedPart(tables) + ".";
}

std::string programText(std::string_view link) {
  std::string text = "Cathode Lab " CATHODE_VERSION;
  if (!link.empty()) text.append(", ").append(link);
  return text + ".";
}

// Text as BibTeX takes it within braces.
std::string braced(std::string_view text) {
  std::string result;
  for (const char c : text) {
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
  return "{" + result + "}";
}

std::string entry(std::string_view type, std::string_view key,
                  std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  std::string text = "@" + std::string(type) + "{" + std::string(key);
  for (const auto& [name, value] : fields) {
    if (!value.empty()) text.append(",\n  ").append(name).append(" = ").append(value);
  }
  return text + "\n}";
}

// A DOI has characters that BibTeX leaves alone, but neither braces nor anything that commands LaTeX.
std::string bare(std::string text) {
  std::erase_if(text, [](char c) { return c == '{' || c == '}' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
  return text;
}

std::string filled(const std::string& text) { return text.empty() ? "" : braced(text); }

std::string sourceBibtex(std::string_view tables, const SourceDetails& d) {
  return entry("article", "source",
               {{"author", filled(d.authors)},
                {"title", d.title.empty() ? "{TO BE FILLED IN}" : braced(d.title)},
                {"year", filled(d.year)},
                {"doi", d.doi.empty() ? "{TO BE FILLED IN}" : "{" + bare(d.doi) + "}"},
                {"note", tables.empty() ? "" : braced("Supplementary information, " + std::string(tables))}});
}

}  // namespace

const Citation& citation(CitationId id) { return kCitations[static_cast<std::size_t>(id)]; }

std::string citationText(std::span<const CitationId> ids, std::string_view tables, const SourceDetails& details,
                         std::string_view link) {
  std::string text;
  for (const CitationId id : ids) {
    text += id == source    ? sourceText(tables, details)
            : id == program ? programText(link)
                            : std::string(citation(id).text);
    text += "\n";
  }
  return text;
}

std::string citationBibtex(std::span<const CitationId> ids, std::string_view tables, const SourceDetails& details,
                           std::string_view link) {
  std::string text;
  for (const CitationId id : ids) {
    if (id == source) {
      text += sourceBibtex(tables, details);
    } else if (id == program) {
      text += entry("misc", "cathodelab",
                    {{"title", "{{Cathode Lab}}"},
                     {"version", "{" CATHODE_VERSION "}"},
                     {"url", link.empty() ? "" : "{" + std::string(link) + "}"}});
    } else {
      text += citation(id).bibtex;
    }
    text += "\n\n";
  }
  return text;
}

}  // namespace cathode
