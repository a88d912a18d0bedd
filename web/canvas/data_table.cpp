// SPDX-License-Identifier: MIT
#include "web/canvas/data_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cathode::web {
namespace {

constexpr float kLine = 20;
constexpr float kApart = 16;    // between columns
constexpr float kWidest = 260;  // a column of words wraps beyond
constexpr float kOpener = 16;   // the mark of rows that open

// A cell's text; what others contradict is marked.
std::string shownText(const TableCell& cell) { return cell.isMarked ? cell.text + " !" : cell.text; }

std::string headOf(const TableColumn& column) {
  return column.unit.empty() ? column.label : column.label + ", " + column.unit;
}

// The rows in the order that a person has asked for; what has no value comes last.
std::vector<std::size_t> orderOf(const Table& table, const TableState& state) {
  std::vector<std::size_t> order(table.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (state.sortedBy < 0) return order;
  const auto column = static_cast<std::size_t>(state.sortedBy);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    const TableCell& left = table.rows[a].cells[column];
    const TableCell& right = table.rows[b].cells[column];
    if (table.columns[column].isText || (!left.number && !right.number)) {
      if (left.text.empty() != right.text.empty()) return right.text.empty();
      return state.descending ? right.text < left.text : left.text < right.text;
    }
    if (!left.number || !right.number) return left.number.has_value();
    return state.descending ? *right.number < *left.number : *left.number < *right.number;
  });
  return order;
}

class TableView {
 public:
  TableView(Screen& screen, float x, float width, const Table& table, TableState& state)
      : s(screen), x_(x), width_(width), table_(table), state_(state) {
    opens_ = std::ranges::any_of(table.rows, [](const TableRow& row) { return !row.detail.empty(); });
    measure();
  }

  float draw(float y) {
    const float top = y;
    y += heads(y);
    const std::vector<std::size_t> order = orderOf(table_, state_);
    keyboard(y, order);
    for (std::size_t place = 0; place < order.size(); ++place)
      y += row(y, order[place], static_cast<int>(place) == state_.current);
    return y - top;
  }

 private:
  // Columns as wide as what they hold; wide words share what is left.
  void measure() {
    const std::size_t count = table_.columns.size();
    widths_.assign(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
      float widest = longestWord(headOf(table_.columns[i])) + 14;
      for (const TableRow& row : table_.rows)
        widest = std::max(widest, textWidth(s.fonts.caption, shownText(row.cells[i])) + 2);
      widths_[i] = table_.columns[i].isText ? std::min(widest, kWidest) : widest;
    }
    const float needed = std::accumulate(widths_.begin(), widths_.end(),
                                         kApart * static_cast<float>(count - 1) + (opens_ ? kOpener : 0));
    if (needed > width_) {
      // Words give way first, but not below what can be read.
      float give = needed - width_;
      for (std::size_t i = 0; i < count; ++i) {
        if (!table_.columns[i].isText) continue;
        const float less = std::min(give, std::max(widths_[i] - 72, 0.0f));
        widths_[i] -= less;
        give -= less;
      }
      stacked_ = give > 0.5f;
    }
  }

  // Heads wrap at their spaces.
  float longestWord(std::string_view text) const {
    float longest = 0;
    while (!text.empty()) {
      const std::string_view word = text.substr(0, text.find(' '));
      longest = std::max(longest, textWidth(s.fonts.caption, word));
      text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return longest;
  }

  float heads(float y) {
    if (stacked_) return 0;
    float left = x_ + (opens_ ? kOpener : 0), height = 0;
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      const TableColumn& column = table_.columns[i];
      const std::string head = headOf(column);
      const float needed = drawWrapped(nullptr, s.fonts.caption, {}, widths_[i] - 10, 0, head);
      height = std::max(height, needed);
      const Rect rect{left - 4, y - 3, widths_[i] + 8, needed + 6};
      const std::string name = table_.name + "-head-" + column.key;
      const Told told = s.items.item(name.c_str(), rect, ItemKind::button);
      if (told.hovered) {
        s.box(rect, s.theme.accentSoft, 4);
        s.handCursor = true;
      }
      if (told.focused) s.focusRing(rect, 4);
      if (told.pressed) sortBy(static_cast<int>(i));
      const bool sorted = state_.sortedBy == static_cast<int>(i);
      const std::string mark = sorted ? (state_.descending ? " ↓" : " ↑") : "";
      const ImU32 color = sorted ? s.theme.accent : s.theme.muted;
      // Over their numbers, where they take one line.
      const bool aside = !column.isText && textWidth(s.fonts.caption, head + mark) < widths_[i] - 4;
      if (aside)
        s.text(s.fonts.caption, left + widths_[i] - 10, y, color, head + mark, Align::right);
      else
        drawWrapped(s.list, s.fonts.caption, {left, y}, widths_[i] - 4, color, head + mark);
      left += widths_[i] + kApart;
    }
    s.list->AddLine({x_, y + height + 5}, {x_ + width_, y + height + 5}, s.theme.border);
    return height + 9;
  }

  // Up, down and back to the order of before.
  void sortBy(int column) {
    if (state_.sortedBy != column) {
      state_.sortedBy = column;
      state_.descending = false;
    } else if (!state_.descending) {
      state_.descending = true;
    } else {
      state_.sortedBy = -1;
    }
  }

  // One stop for all rows: arrow keys walk them, Enter opens one.
  void keyboard(float y, const std::vector<std::size_t>& order) {
    if (!opens_ || order.empty()) return;
    const auto last = static_cast<int>(order.size()) - 1;
    state_.current = std::clamp(state_.current, 0, last);
    float top = y;
    for (int place = 0; place < state_.current; ++place) top += heightOf(order[static_cast<std::size_t>(place)]);
    const Told told = s.items.item((table_.name + "-rows").c_str(), {x_, top, 2, kLine}, ItemKind::slider);
    focused_ = told.focused;
    state_.current = std::clamp(state_.current - told.steps, 0, last);
    if (told.toEnd != 0) state_.current = told.toEnd < 0 ? 0 : last;
    if (told.edit) toggle(order[static_cast<std::size_t>(state_.current)]);
    if (told.steps != 0 || told.toEnd != 0) s.items.reveal();
  }

  void toggle(std::size_t index) {
    if (!state_.open.erase(index)) state_.open.insert(index);
  }

  std::string stackedText(const TableRow& row) const {
    std::string text;
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      if (row.cells[i].text.empty()) continue;
      if (!text.empty()) text += " · ";
      text += table_.columns[i].label + " " + shownText(row.cells[i]);
      if (row.cells[i].number && !table_.columns[i].unit.empty()) text += " " + table_.columns[i].unit;
    }
    return text;
  }

  float cellsHeight(const TableRow& row) const {
    if (stacked_)
      return stackedHeadHeight(row) + drawWrapped(nullptr, s.fonts.caption, {}, width_ - indent(), 0, stackedText(row));
    float height = 17;
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      if (table_.columns[i].isText)
        height = std::max(height, drawWrapped(nullptr, s.fonts.caption, {}, widths_[i], 0, shownText(row.cells[i])));
    }
    return height;
  }
  float stackedHeadHeight(const TableRow& row) const {
    return drawWrapped(nullptr, s.fonts.captionStrong, {}, width_ - indent(), 0, row.cells[0].text) + kLine - 17;
  }
  float indent() const { return opens_ ? kOpener : 0; }
  float heightOf(std::size_t index) const {
    const TableRow& row = table_.rows[index];
    const float detail = state_.open.contains(index)
                             ? drawWrapped(nullptr, s.fonts.caption, {}, width_ - indent() - 8, 0, row.detail) + 8
                             : 0;
    return cellsHeight(row) + detail + 6;
  }

  float row(float y, std::size_t index, bool isCurrent) {
    const float height = heightOf(index);
    if (y > s.viewHeight || y + height < 0) return height;
    const TableRow& row = table_.rows[index];
    const bool isOpen = state_.open.contains(index);
    const Rect rect{x_ - 4, y - 2, width_ + 8, height};
    if (!row.detail.empty()) {
      const Told told =
          s.items.item((table_.name + "-row-" + std::to_string(index)).c_str(), rect, ItemKind::button, false);
      if (told.hovered) {
        s.box(rect, s.theme.neutralSoft, 4);
        s.handCursor = true;
      }
      if (told.pressed) toggle(index);
      const ImVec2 c{x_ + 5, y + 8};
      if (isOpen)
        s.list->AddTriangleFilled({c.x - 4, c.y - 2}, {c.x + 4, c.y - 2}, {c.x, c.y + 3.5f}, s.theme.muted);
      else
        s.list->AddTriangleFilled({c.x - 2, c.y - 4}, {c.x + 3.5f, c.y}, {c.x - 2, c.y + 4}, s.theme.muted);
    }
    if (isCurrent && focused_) s.focusRing(rect.grown(-3), 4);
    float left = x_ + indent();
    if (stacked_) {
      drawWrapped(s.list, s.fonts.captionStrong, {left, y}, width_ - indent(), s.theme.text, row.cells[0].text);
      drawWrapped(s.list, s.fonts.caption, {left, y + stackedHeadHeight(row) - 2}, width_ - indent(), s.theme.text,
                  stackedText(row));
    } else {
      for (std::size_t i = 0; i < widths_.size(); ++i) {
        const TableCell& cell = row.cells[i];
        if (table_.columns[i].isText)
          drawWrapped(s.list, s.fonts.caption, {left, y}, widths_[i], s.theme.text, shownText(cell));
        else
          s.text(s.fonts.caption, left + widths_[i] - 10, y, s.theme.text, cell.text.empty() ? "–" : shownText(cell),
                 Align::right);
        left += widths_[i] + kApart;
      }
    }
    if (isOpen) {
      drawWrapped(s.list, s.fonts.caption, {x_ + indent() + 8, y + cellsHeight(row) + 4}, width_ - indent() - 8,
                  s.theme.muted, row.detail);
    }
    return height;
  }

  Screen& s;
  float x_, width_;
  const Table& table_;
  TableState& state_;
  std::vector<float> widths_;
  bool opens_ = false;
  bool stacked_ = false;
  bool focused_ = false;
};

}  // namespace

float drawTable(Screen& screen, float x, float y, float width, const Table& table) {
  return TableView(screen, x, width, table, screen.state.tables[table.name]).draw(y);
}

}  // namespace cathode::web
