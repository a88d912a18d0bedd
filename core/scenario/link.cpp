// SPDX-License-Identifier: MIT
#include "core/scenario/link.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/number_text.h"
#include "core/base/percent.h"
#include "core/base/words.h"
#include "core/scenario/parameters.h"

namespace cathode {
namespace {

constexpr std::string_view kVersionKey = "v";
constexpr std::string_view kPinKey = "pin";
constexpr std::string_view kRowKey = "row";
constexpr std::string_view kOwnKey = "own";
constexpr std::string_view kCompositeKey = "comp";

constexpr LinkVersion kVersions[] = {{.name = "1", .missingThicknessUm = 93.0, .isSizedByWhatIsGiven = false},
                                     {.name = "2"}};
// Reading stops far beyond what is ever written.
constexpr std::size_t kLongestRead = 32768;
constexpr std::size_t kMostNotices = 20;

// Takes the part before the separator off the text.
std::string_view takePart(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

// What of the scenario differs from the defaults, as key, `assign`, value, each after a `separator`. What sizes the
// cathode is left out where the one size that is written tells it.
std::string differencesText(const Scenario& scenario, char separator, char assign) {
  const Scenario defaults = standardScenario(scenario.composite);
  const auto told = sizingOf(scenario.cathodeThicknessUm != defaults.cathodeThicknessUm,
                             scenario.loadingMgCm2 != defaults.loadingMgCm2);
  std::string text;
  for (const Parameter& field : parameters()) {
    const ParameterValue value = field.read(scenario);
    if (field.id == ParameterId::sizing ? told == scenario.sizing : value == field.read(defaults)) continue;
    ((text += separator) += field.urlKey) += assign;
    text += valueText(field, value);
  }
  return text;
}

// The composites of a calculation's scenarios, in the order in which they first occur.
using Composites = std::vector<const OwnComposite*>;
void addComposite(Composites& composites, const Scenario& scenario) {
  if (scenario.composite != nullptr && std::ranges::find(composites, scenario.composite) == composites.end())
    composites.push_back(scenario.composite);
}
Composites compositesOf(const Calculation& calculation) {
  Composites composites;
  addComposite(composites, calculation.scenario);
  for (const Scenario& scenario : calculation.pinned) addComposite(composites, scenario);
  return composites;
}

// A composite as an item. Its percent signs are encoded once more, since the whole item is decoded before its parts
// are.
std::string ownText(const OwnComposite& composite) {
  std::string text = "&" + std::string(kOwnKey) + "=";
  for (const char c : compositeText(composite)) text += c == '%' ? std::string("%25") : std::string(1, c);
  return text;
}

// Which composite a scenario has: nothing, or its key and place from 1.
std::string placeText(const Scenario& scenario, const Composites& composites, char separator, char assign) {
  if (scenario.composite == nullptr) return "";
  const auto place = std::ranges::find(composites, scenario.composite) - composites.begin();
  return separator + std::string(kCompositeKey) + assign + std::to_string(place + 1);
}

std::string pinText(const Scenario& scenario, const Composites& composites) {
  std::string text = "&";
  text.append(kPinKey).append("=");
  const std::string differences = placeText(scenario, composites, ',', ':') + differencesText(scenario, ',', ':');
  return differences.empty() ? text : text.append(differences, 1);
}

// Text as a part of a row. The percent sign of each sequence is encoded once more, since the whole item is decoded
// before its parts are.
std::string rowEncoded(std::string_view text) { return percentEncoded(text, "%25"); }

std::string rowText(const CellRow& cells) {
  std::string text;
  for (std::size_t i = 0; i < rowColumns().size(); ++i) {
    const std::string value = rowText(cells, i);
    if (value.empty()) continue;
    ((text += text.empty() ? "" : ",") += rowColumns()[i].urlKey) += ":";
    text += rowEncoded(value);
  }
  return "&" + std::string(kRowKey) + "=" + text;
}

std::size_t rowsLength(std::span<const CellRow> rows) {
  std::size_t length = 0;
  for (const CellRow& row : rows) length += rowText(row).size();
  return length;
}

// A link without what programs and sentences around it have added: encoded as a whole, or with their punctuation behind
// it. Names in rows may end with any.
std::string mended(std::string_view text) {
  if (text.contains('=') || !percentDecoded(text).contains('=')) {
    const bool endsWithRow = text.substr(text.rfind('&') + 1).starts_with(kRowKey);
    const std::string_view bare = text.substr(0, text.find_last_not_of(")]}>.,;:!?'\"") + 1);
    const bool endsWithValue = !bare.empty() && bare.find_last_of("=:,") != bare.size() - 1;
    return std::string(endsWithRow || !endsWithValue ? text : bare);
  }
  return mended(percentDecoded(text));
}

std::vector<LinkItem> itemsOf(std::string_view text) {
  std::vector<LinkItem> items;
  while (!text.empty()) {
    std::string_view item = takePart(text, '&');
    if (constexpr std::string_view entity = "amp;"; item.starts_with(entity)) item.remove_prefix(entity.size());
    if (item.empty()) continue;
    const std::size_t equals = item.find('=');
    items.push_back({percentDecoded(item.substr(0, equals)), std::nullopt});
    if (equals != std::string_view::npos) items.back().value = percentDecoded(item.substr(equals + 1));
  }
  return items;
}

constexpr std::string_view kIgnored = " and was ignored", kFirstCounts = "; the first value counts";

class Reader {
 public:
  explicit Reader(std::string_view text, std::span<const LinkVersion> versions) { read(text, versions); }
  DecodedLink take() { return std::move(link_); }

 private:
  // The inputs that an item has named, and those whose value was taken.
  struct Seen {
    std::array<bool, kParameterCount> named{}, taken{};
  };

  // What is wrong, and what was done about it, which goes on in the same sentence or in one of its own.
  void notice(std::string key, std::string wrong, std::string_view done) {
    if (wrong.ends_with('.')) wrong.pop_back();
    if (link_.notices.size() < kMostNotices)
      link_.notices.push_back({std::move(key), wrong + ".", wrong + std::string(done) + "."});
  }

  // `where` begins the messages about it.
  void noticeWithoutValue(std::string key, std::string_view item, const std::string& where) {
    notice(std::move(key), where + "\"" + quotable(item) + "\" has no value", kIgnored);
  }

  void read(std::string_view text, std::span<const LinkVersion> versions) {
    if (text.starts_with('#')) text.remove_prefix(1);
    if (text.size() > kLongestRead) {
      notice("", "The link is longer than " + std::to_string(kLongestRead) + " characters", " and was not read");
      return;
    }
    const std::string link = mended(text);
    std::vector<LinkItem> items = itemsOf(link);
    // Nothing at all means today's defaults.
    if (items.empty()) return;
    if (!link.contains('=')) {
      notice(quotable(items.front().key), "This link could not be read: \"" + quotable(text) + "\" has no values", "");
      items.clear();
    }
    const std::size_t first = takeVersion(items, versions);
    version_ = versions[first];
    for (std::size_t i = first; i < versions.size(); ++i) {
      if (versions[i].toNext != nullptr) versions[i].toNext(items);
    }
    for (const LinkItem& item : items) {
      if (item.key == kOwnKey && item.value) readComposite(*item.value);
    }
    const auto chosen = std::ranges::find(items, kCompositeKey, &LinkItem::key);
    link_.calculation.scenario =
        standardOf(chosen != items.end() ? chosen->value : std::nullopt, std::string(kCompositeKey), "");
    Seen seen{};
    bool isChosen = false;
    for (const LinkItem& item : items) {
      if (!item.value) {
        noticeWithoutValue(quotable(item.key), item.key, "");
      } else if (item.key == kOwnKey) {
        continue;
      } else if (item.key == kCompositeKey) {
        if (std::exchange(isChosen, true))
          notice(item.key, "\"" + item.key + "\" is given more than once", kFirstCounts);
      } else if (item.key == kPinKey) {
        readPin(*item.value);
      } else if (item.key == kRowKey) {
        readRow(*item.value);
      } else {
        readField(link_.calculation.scenario, seen, item.key, *item.value, "");
      }
    }
    readSizing(link_.calculation.scenario, seen, "");
  }

  // A composite that cannot be read keeps its place, so that the others are found at theirs.
  void readComposite(std::string_view text) {
    const std::string where = "Composite " + std::to_string(composites_.size() + 1) + ": ";
    auto composite = compositeOf(text);
    composites_.push_back(nullptr);
    if (!composite) {
      notice(std::string(kOwnKey), where + composite.error(), ". Left out");
      return;
    }
    compositesLength_ += ownText(*composite).size();
    if (compositesLength_ > kLongestComposites)
      notice(std::string(kOwnKey),
             where + "the link’s composites take more than " + std::to_string(kLongestComposites) + " characters",
             ". Left out");
    else
      composites_.back() = kept(*composite);
  }

  // What a scenario is where nothing else is given: of the composite at that place, if one is named.
  Scenario standardOf(const std::optional<std::string>& place, std::string key, const std::string& where) {
    const OwnComposite* composite = nullptr;
    if (place) {
      const auto number = parseNumber(*place);
      const bool isPlace = number && *number >= 1.0 && *number <= static_cast<double>(composites_.size()) &&
                           *number == static_cast<double>(static_cast<std::size_t>(*number));
      if (isPlace) composite = composites_[static_cast<std::size_t>(*number) - 1];
      if (!isPlace)
        notice(std::move(key),
               where + "comp: \"" + quotable(*place) + "\" is no composite of this link; allowed: " +
                   (composites_.empty() ? "none" : "1 to " + std::to_string(composites_.size())),
               ". The source’s models are taken");
    }
    Scenario scenario = standardScenario(composite);
    scenario.cathodeThicknessUm = version_.missingThicknessUm;
    return scenario;
  }

  // Where the link does not say what sizes the cathode, the size that it gives does.
  void readSizing(Scenario& scenario, const Seen& seen, const std::string& where) {
    const auto has = [&](ParameterId id) { return seen.taken[static_cast<std::size_t>(id)]; };
    if (has(ParameterId::sizing) || !version_.isSizedByWhatIsGiven) return;
    if (const auto sizing = sizingOf(has(ParameterId::cathodeThicknessUm), has(ParameterId::loadingMgCm2)))
      scenario.sizing = *sizing;
    else
      notice(std::string(parameter(ParameterId::sizing).urlKey), where + sizing.error(), ". Kept thickness");
  }

  // Removes the version from the items; returns its place among the versions.
  std::size_t takeVersion(std::vector<LinkItem>& items, std::span<const LinkVersion> versions) {
    std::size_t place = 0;
    bool seen = false;
    std::erase_if(items, [&](const LinkItem& item) {
      if (item.key != kVersionKey || !item.value) return false;
      if (seen) {
        notice(item.key, "The link names its version more than once", "; the first one counts");
        return true;
      }
      seen = true;
      const auto found = std::ranges::find(versions, std::string_view(*item.value), &LinkVersion::name);
      if (found != versions.end()) {
        place = static_cast<std::size_t>(found - versions.begin());
      } else {
        place = versions.size() - 1;
        notice(item.key,
               "The link has version \"" + quotable(*item.value) + "\"; this program reads version " +
                   std::string(versions.back().name),
               " and took what it understood");
      }
      return true;
    });
    return place;
  }

  void readField(Scenario& scenario, Seen& seen, std::string_view key, std::string_view value,
                 const std::string& where) {
    const std::string shownKey = quotable(key);
    const Parameter* field = findParameterByUrlKey(key);
    if (field == nullptr) {
      notice(shownKey, where + "\"" + shownKey + "\" is not a known parameter", kIgnored);
      return;
    }
    if (std::exchange(seen.named[static_cast<std::size_t>(field->id)], true)) {
      notice(shownKey, where + "\"" + shownKey + "\" is given more than once", kFirstCounts);
      return;
    }
    if (const auto parsed = parseValue(*field, value)) {
      field->write(scenario, *parsed);
      seen.taken[static_cast<std::size_t>(field->id)] = true;
    } else {
      const ParameterValue kept = field->read(scenario);
      notice(shownKey, where + errorMessage(parsed.error()),
             ". Kept " + (kept ? withUnit(valueText(*field, kept), *field) : std::string(field->whenEmpty)));
    }
  }

  void readPin(std::string_view text) {
    if (full_) return;
    const std::string where = "Comparison " + pinName(link_.calculation.pinned.size()) + ": ";
    const std::string prefix = std::string(kCompositeKey) + ":";
    std::optional<std::string> place;
    for (std::string_view rest = text; !rest.empty() && !place;) {
      if (const std::string_view item = takePart(rest, ','); item.starts_with(prefix))
        place = std::string(item.substr(prefix.size()));
    }
    Scenario scenario = standardOf(place, std::string(kPinKey), where);
    Seen seen{};
    while (!text.empty()) {
      const std::string_view item = takePart(text, ',');
      const std::size_t colon = item.find(':');
      if (colon == std::string_view::npos) {
        if (!item.empty()) noticeWithoutValue(std::string(kPinKey), item, where);
      } else if (item.substr(0, colon) != kCompositeKey) {
        readField(scenario, seen, item.substr(0, colon), item.substr(colon + 1), where);
      }
    }
    readSizing(scenario, seen, where);
    std::vector<Scenario>& pinned = link_.calculation.pinned;
    pinnedLength_ += pinText(scenario, composites_).size();
    full_ = pinnedLength_ > kLongestComparison;
    if (full_) {
      notice(std::string(kPinKey),
             "The link compares more scenarios than fit into " + std::to_string(kLongestComparison) + " characters",
             ". Kept the first " + std::to_string(pinned.size()));
    } else {
      pinned.push_back(scenario);
    }
  }

  void readRow(std::string_view text) {
    std::vector<CellRow>& rows = link_.calculation.rows;
    const std::string where = "Row " + std::to_string(rows.size() + 1) + ": ";
    CellRow cells;
    std::array<bool, kRowFieldCount + kRowTextCount> seen{};
    while (!text.empty()) {
      const std::string_view item = takePart(text, ',');
      const std::size_t colon = item.find(':');
      if (colon == std::string_view::npos) {
        if (!item.empty()) noticeWithoutValue(std::string(kRowKey), item, where);
        continue;
      }
      const std::string key = percentDecoded(item.substr(0, colon));
      const auto column = findRowColumn(key);
      if (!column) {
        notice(std::string(kRowKey), where + "\"" + quotable(key) + "\" is not a column of rows", kIgnored);
      } else if (std::exchange(seen[*column], true)) {
        notice(std::string(kRowKey), where + "\"" + quotable(key) + "\" is given more than once", kFirstCounts);
      } else if (auto put = putRowText(cells, *column, percentDecoded(item.substr(colon + 1))); !put) {
        notice(std::string(kRowKey), where + put.error(), ". Left out");
      }
    }
    rowsLength_ += rowText(cells).size();
    if (rowsLength_ <= kLongestRows && rows.size() < kMostRows) {
      rows.push_back(std::move(cells));
    } else if (!std::exchange(rowsFull_, true)) {
      notice(std::string(kRowKey),
             "The link has more than " + std::to_string(kMostRows) + " rows, or more than fit into " +
                 std::to_string(kLongestRows) + " characters",
             ". Kept the first " + std::to_string(rows.size()));
    }
  }

  DecodedLink link_;
  LinkVersion version_{};
  Composites composites_;
  std::size_t compositesLength_ = 0;
  std::size_t rowsLength_ = 0;
  bool rowsFull_ = false;
  std::size_t pinnedLength_ = 0;
  bool full_ = false;
};

}  // namespace

std::span<const LinkVersion> linkVersions() { return kVersions; }

std::string encodeLink(const Calculation& calculation) {
  std::string text(kVersionKey);
  text.append("=").append(kVersions[std::size(kVersions) - 1].name);
  const Composites composites = compositesOf(calculation);
  for (const OwnComposite* composite : composites) text += ownText(*composite);
  text += placeText(calculation.scenario, composites, '&', '=');
  text += differencesText(calculation.scenario, '&', '=');
  for (const Scenario& scenario : calculation.pinned) text += pinText(scenario, composites);
  for (const CellRow& row : calculation.rows) text += rowText(row);
  return text;
}

DecodedLink decodeLink(std::string_view text, std::span<const LinkVersion> versions) {
  return Reader(text, versions).take();
}

std::string pinName(std::size_t place) {
  std::string name;
  for (std::size_t rest = place + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

std::string rowsRefusal(std::span<const CellRow> rows) {
  if (rows.size() > kMostRows)
    return "rows: " + std::to_string(rows.size()) + " rows; allowed: up to " + std::to_string(kMostRows) + ".";
  const std::size_t length = rowsLength(rows);
  if (length <= kLongestRows) return "";
  return "rows: " + std::to_string(rows.size()) + " rows take " + std::to_string(length) +
         " characters in a link; allowed: " + std::to_string(kLongestRows) + ".";
}

std::string comparisonRefusal(std::span<const Scenario> pinned) {
  std::size_t length = 0, ofComposites = 0;
  Composites composites;
  for (const Scenario& scenario : pinned) addComposite(composites, scenario);
  for (const OwnComposite* composite : composites) ofComposites += ownText(*composite).size();
  if (ofComposites > kLongestComposites)
    return "comparison: its " + std::to_string(composites.size()) + " composites take " + std::to_string(ofComposites) +
           " characters in a link; allowed: " + std::to_string(kLongestComposites) + ".";
  for (const Scenario& scenario : pinned) length += pinText(scenario, composites).size();
  if (length <= kLongestComparison) return "";
  return "comparison: " + std::to_string(pinned.size()) + " scenarios take " + std::to_string(length) +
         " characters in a link; allowed: " + std::to_string(kLongestComparison) + ".";
}

}  // namespace cathode
