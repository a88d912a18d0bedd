// SPDX-License-Identifier: MIT
#include "web/api/vals.h"

namespace cathode {

using emscripten::val;

void put(const val& object, std::string_view key, const val& value) { val(object).set(std::string(key), value); }
void put(const val& object, std::string_view key, std::string_view words) { put(object, key, text(words)); }
void put(const val& object, std::string_view key, double number) { put(object, key, val(number)); }

val tableVal(const Table& table) {
  val object = val::object();
  put(object, "name", table.name);
  put(object, "title", table.title);
  put(object, "caption", table.caption);
  put(object, "columns", list(table.columns, [](const TableColumn& column) {
        val entry = described(column);
        put(entry, "isText", column.isText);
        return entry;
      }));
  put(object, "rows", list(table.rows, [](const TableRow& row) {
        val entry = val::object();
        put(entry, "cells", list(row.cells, [](const TableCell& cell) {
              val part = val::object();
              put(part, "text", cell.text);
              put(part, "value", numberVal(cell.number));
              if (cell.isMarked) put(part, "isMarked", true);
              return part;
            }));
        put(entry, "detail", row.detail);
        return entry;
      }));
  return object;
}

}  // namespace cathode
