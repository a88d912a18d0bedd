// SPDX-License-Identifier: MIT
#include "core/programs/cluster/ranks.h"

#include <numeric>

namespace cathode::program {
namespace {

template <typename Value>
Value reduced(const Ranks& ranks, Value value, MPI_Datatype type, MPI_Op op) {
  Value all = value;
  MPI_Allreduce(&value, &all, 1, type, op, ranks.comm);
  return all;
}

void shareFrom(const Ranks& ranks, int root, std::string& text) {
  auto length = std::int64_t(text.size());
  MPI_Bcast(&length, 1, MPI_INT64_T, root, ranks.comm);
  text.resize(std::size_t(length));
  MPI_Bcast(text.data(), int(length), MPI_CHAR, root, ranks.comm);
}

}  // namespace

double Ranks::sum(double value) const { return reduced(*this, value, MPI_DOUBLE, MPI_SUM); }
std::int64_t Ranks::sum(std::int64_t value) const { return reduced(*this, value, MPI_INT64_T, MPI_SUM); }
bool Ranks::any(bool value) const { return reduced(*this, int(value), MPI_INT, MPI_MAX) != 0; }
double Ranks::largest(double value) const { return reduced(*this, value, MPI_DOUBLE, MPI_MAX); }

std::int64_t Ranks::sumBefore(std::int64_t value) const {
  std::int64_t before = 0;
  MPI_Exscan(&value, &before, 1, MPI_INT64_T, MPI_SUM, comm);
  return own == 0 ? 0 : before;
}

std::vector<double> Ranks::all(const std::vector<double>& values) const {
  const int length = int(values.size());
  std::vector<int> lengths(static_cast<std::size_t>(count)), starts(lengths.size());
  MPI_Allgather(&length, 1, MPI_INT, lengths.data(), 1, MPI_INT, comm);
  std::exclusive_scan(lengths.begin(), lengths.end(), starts.begin(), 0);
  std::vector<double> together(std::size_t(starts.back() + lengths.back()));
  MPI_Allgatherv(values.data(), length, MPI_DOUBLE, together.data(), lengths.data(), starts.data(), MPI_DOUBLE, comm);
  return together;
}

void Ranks::share(std::vector<double>& values) const {
  auto length = std::int64_t(values.size());
  MPI_Bcast(&length, 1, MPI_INT64_T, 0, comm);
  values.resize(std::size_t(length));
  MPI_Bcast(values.data(), int(length), MPI_DOUBLE, 0, comm);
}

void Ranks::share(std::string& text) const { shareFrom(*this, 0, text); }

Outcome Ranks::agreed(const Outcome& outcome) const {
  const int first = reduced(*this, outcome ? count : own, MPI_INT, MPI_MIN);
  if (first == count) return {};
  Failure failure = own == first ? outcome.error() : Failure{Exit::refused, ""};
  int exit = int(failure.exit);
  MPI_Bcast(&exit, 1, MPI_INT, first, comm);
  shareFrom(*this, first, failure.message);
  return std::unexpected(Failure{Exit(exit), std::move(failure.message)});
}

}  // namespace cathode::program
