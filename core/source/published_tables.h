// SPDX-License-Identifier: MIT
// The source's nine tables as it prints them, and what else of it a reader of them needs to know.
#pragma once

#include "core/source/published.h"

namespace cathode {

// A cell of a table as printed: text, and the number if it is one.
struct PublishedCell {
  std::string text;                 // the printed digits or dash; empty where nothing is printed
  const Printed* number = nullptr;  // in the SourceTables that the table was made from
};
struct PublishedColumn {
  std::string_view key, label, unit;
};
struct PublishedRow {
  std::string name;
  std::vector<PublishedCell> cells;  // as many as columns
};
struct PublishedTable {
  std::string_view name;  // "S1" to "S6", "S17", "S18", "S22"
  std::string_view
      caption;  // the source's words in quotation marks; what its document text lost stands restored in brackets
  std::string_view use;  // what the program takes from it
  std::vector<PublishedColumn> columns;
  std::vector<PublishedRow> rows;
};

// All nine tables, in the order of the source.
std::vector<PublishedTable> publishedTables(const SourceTables& source = sourceTables());

// What a reader of the tables needs to know of the source besides: its materials, processes and words, and what it
// shows in pictures alone.
struct SourceNote {
  std::string_view title, text;
};
std::span<const SourceNote> sourceNotes();

}  // namespace cathode
