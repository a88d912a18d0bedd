// SPDX-License-Identifier: MIT
#include "core/programs/cluster/system.h"

#include <HYPRE.h>

#include <algorithm>

// hypre's library has it; only its inner headers say so.
extern "C" HYPRE_Int HYPRE_ParVectorAxpy(HYPRE_Complex times, HYPRE_ParVector of, HYPRE_ParVector to);

namespace cathode::program {
namespace {

static_assert(sizeof(HYPRE_BigInt) == 8, "hypre with 64-bit numbers of rows (libhypre64m-dev)");

// A node of another rank, and how well an own one is joined to it.
struct Across {
  std::int32_t own;
  std::int64_t other;
  double conductance;
};

// Entries of the own rows: those of own nodes by their place, those of others in `across`.
struct Rows {
  std::vector<std::int64_t> starts;
  std::vector<std::int32_t> places;
  std::vector<double> values;
  std::vector<double> diagonal;
  std::vector<Across> across;  // by own node
};

// The links between ranks, each seen from both sides.
std::vector<Across> linksAcross(const Ranks& ranks, const Part& part, std::int64_t first) {
  const Borders& borders = part.borders;
  std::int32_t shared = 0;
  MPI_Sendrecv(&borders.ghosts, 1, MPI_INT, borders.below, 4, &shared, 1, MPI_INT, borders.above, 4, ranks.comm,
               MPI_STATUS_IGNORE);
  // The last of the own nodes are ghosts above, in their order.
  const std::int64_t mine = first + part.ownNodes() - shared;
  std::int64_t below = 0;
  MPI_Sendrecv(&mine, 1, MPI_INT64_T, borders.above, 5, &below, 1, MPI_INT64_T, borders.below, 5, ranks.comm,
               MPI_STATUS_IGNORE);
  std::vector<Across> across;
  std::vector<std::int64_t> ends;  // pairs: of a ghost's place and the own node's number
  std::vector<double> conductances;
  for (const auto& [from, to, conductance] : part.links) {
    const auto [ghost, own] = std::minmax(from, to);
    if (ghost >= borders.ghosts) continue;
    across.push_back({own - borders.ghosts, below + ghost, conductance});
    ends.push_back(ghost);
    ends.push_back(first + own - borders.ghosts);
    conductances.push_back(conductance);
  }
  const int sent = int(conductances.size());
  int heard = 0;
  MPI_Sendrecv(&sent, 1, MPI_INT, borders.below, 6, &heard, 1, MPI_INT, borders.above, 6, ranks.comm,
               MPI_STATUS_IGNORE);
  std::vector<std::int64_t> endsAbove(2 * std::size_t(heard));
  std::vector<double> conductancesAbove(static_cast<std::size_t>(heard));
  MPI_Sendrecv(ends.data(), 2 * sent, MPI_INT64_T, borders.below, 7, endsAbove.data(), 2 * heard, MPI_INT64_T,
               borders.above, 7, ranks.comm, MPI_STATUS_IGNORE);
  MPI_Sendrecv(conductances.data(), sent, MPI_DOUBLE, borders.below, 8, conductancesAbove.data(), heard, MPI_DOUBLE,
               borders.above, 8, ranks.comm, MPI_STATUS_IGNORE);
  for (std::size_t i = 0; i < std::size_t(heard); ++i)
    across.push_back({std::int32_t(mine - first + endsAbove[2 * i]), endsAbove[2 * i + 1], conductancesAbove[i]});
  std::ranges::stable_sort(across, {}, &Across::own);
  return across;
}

// Uses up the links. What joins two nodes more than once is added up, and a node is not joined to itself.
Rows rowsOf(const Ranks& ranks, Part& part, std::int64_t first) {
  const std::int32_t ghosts = part.borders.ghosts, own = part.ownNodes();
  Rows rows;
  rows.across = linksAcross(ranks, part, first);
  rows.diagonal.resize(std::size_t(own));
  for (const auto& [node, conductance, isFirst] : part.held) rows.diagonal[std::size_t(node - ghosts)] += conductance;
  std::vector<std::int64_t> next(std::size_t(own) + 1);
  const auto isOwn = [&](const Part::Link& link) {
    return std::min(link.from, link.to) >= ghosts && link.from != link.to;
  };
  for (const Part::Link& link : part.links) {
    if (!isOwn(link)) continue;
    for (const std::int32_t end : {link.from, link.to}) ++next[std::size_t(end - ghosts) + 1];
  }
  for (std::size_t i = 0; i < std::size_t(own); ++i) next[i + 1] += next[i];
  rows.starts = next;
  rows.places.resize(std::size_t(next.back()));
  rows.values.resize(rows.places.size());
  for (const Part::Link& link : part.links) {
    if (!isOwn(link)) continue;
    for (const bool swaps : {false, true}) {
      const std::int32_t from = (swaps ? link.to : link.from) - ghosts, to = (swaps ? link.from : link.to) - ghosts;
      const auto at = std::size_t(next[std::size_t(from)]++);
      rows.places[at] = to;
      rows.values[at] = -link.conductance;
      rows.diagonal[std::size_t(from)] += link.conductance;
    }
  }
  part.links = {};
  std::erase_if(rows.across, [&](const Across& link) { return first + link.own == link.other; });
  for (const Across& link : rows.across) rows.diagonal[std::size_t(link.own)] += link.conductance;
  return rows;
}

// Calls visit(row, columns, values, how many of them are own) for each own row.
template <typename Visit>
void forRows(const Rows& rows, std::int64_t first, std::int64_t end, Visit visit) {
  std::vector<HYPRE_BigInt> columns;
  std::vector<double> values;
  auto across = rows.across.begin();
  for (std::size_t row = 0; row + 1 < rows.starts.size(); ++row) {
    columns.assign(1, first + std::int64_t(row));
    values.assign(1, rows.diagonal[row]);
    const auto add = [&](std::int64_t column, double value) {
      const auto found = std::ranges::find(columns, column);
      if (found != columns.end()) {
        values[std::size_t(found - columns.begin())] += value;
        return;
      }
      columns.push_back(column);
      values.push_back(value);
    };
    for (auto i = std::size_t(rows.starts[row]); i < std::size_t(rows.starts[row + 1]); ++i)
      add(first + rows.places[i], rows.values[i]);
    for (; across != rows.across.end() && std::size_t(across->own) == row; ++across)
      add(across->other, -across->conductance);
    const auto own = std::ranges::count_if(columns, [&](HYPRE_BigInt c) { return c >= first && c < end; });
    visit(row, columns, values, int(own));
  }
}

}  // namespace

NodeVector::NodeVector(const Ranks& ranks, std::int64_t first, std::int64_t end) : first_(first), end_(end) {
  HYPRE_IJVectorCreate(ranks.comm, first, end - 1, &owner_);
  HYPRE_IJVectorSetObjectType(owner_, HYPRE_PARCSR);
  HYPRE_IJVectorInitialize(owner_);
  HYPRE_IJVectorAssemble(owner_);
  void* object = nullptr;
  HYPRE_IJVectorGetObject(owner_, &object);
  vector_ = static_cast<HYPRE_ParVector>(object);
}
NodeVector::~NodeVector() { HYPRE_IJVectorDestroy(owner_); }

namespace {

// In pieces, so that their numbers take no memory to speak of.
template <typename Act>
void forPieces(std::int64_t first, std::int64_t end, Act act) {
  constexpr std::int64_t kPiece = 1 << 16;
  std::vector<HYPRE_BigInt> numbers;
  for (std::int64_t from = first; from < end; from += kPiece) {
    numbers.resize(std::size_t(std::min(kPiece, end - from)));
    std::iota(numbers.begin(), numbers.end(), from);
    act(numbers, std::size_t(from - first));
  }
}

}  // namespace

void NodeVector::set(const std::vector<double>& values) {
  HYPRE_IJVectorInitialize(owner_);
  forPieces(first_, end_, [&](const std::vector<HYPRE_BigInt>& numbers, std::size_t from) {
    HYPRE_IJVectorSetValues(owner_, HYPRE_Int(numbers.size()), numbers.data(), values.data() + from);
  });
  HYPRE_IJVectorAssemble(owner_);
}

std::vector<double> NodeVector::values() const {
  std::vector<double> values(std::size_t(end_ - first_));
  forPieces(first_, end_, [&](const std::vector<HYPRE_BigInt>& numbers, std::size_t from) {
    HYPRE_IJVectorGetValues(owner_, HYPRE_Int(numbers.size()), numbers.data(), values.data() + from);
  });
  return values;
}

double NodeVector::dot(const NodeVector& other) const {
  double product = 0;
  HYPRE_ParVectorInnerProd(vector_, other.vector_, &product);
  return product;
}
void NodeVector::add(double times, const NodeVector& other) { HYPRE_ParVectorAxpy(times, other.vector_, vector_); }
void NodeVector::scale(double times) { HYPRE_ParVectorScale(times, vector_); }
void NodeVector::copy(const NodeVector& other) { HYPRE_ParVectorCopy(other.vector_, vector_); }

System::System(const Ranks& ranks, Part part) : ranks_(ranks), begun_(std::move(part.begun)) {
  const std::int64_t own = part.ownNodes();
  begun_.erase(begun_.begin(), begun_.begin() + part.borders.ghosts);
  first_ = ranks.sumBefore(own);
  end_ = first_ + own;
  nodes_ = ranks.sum(own);
  std::vector<double> right(static_cast<std::size_t>(own));
  double held = 0;
  for (const auto& [node, conductance, isFirst] : part.held) {
    if (!isFirst) continue;
    right[std::size_t(node - part.borders.ghosts)] += conductance;
    held += conductance;
  }
  held_ = ranks.sum(held);
  const Rows rows = rowsOf(ranks, part, first_);
  rightSide_ = std::make_unique<NodeVector>(ranks, first_, end_);
  rightSide_->set(right);

  HYPRE_IJMatrixCreate(ranks.comm, first_, end_ - 1, first_, end_ - 1, &owner_);
  HYPRE_IJMatrixSetObjectType(owner_, HYPRE_PARCSR);
  std::vector<HYPRE_Int> ownEntries(static_cast<std::size_t>(own)), others(ownEntries.size());
  forRows(rows, first_, end_, [&](std::size_t row, const auto& columns, const auto&, int ofOwn) {
    ownEntries[row] = ofOwn;
    others[row] = HYPRE_Int(columns.size()) - ofOwn;
  });
  HYPRE_IJMatrixSetDiagOffdSizes(owner_, ownEntries.data(), others.data());
  HYPRE_IJMatrixInitialize(owner_);
  forRows(rows, first_, end_, [&](std::size_t, const auto& columns, const auto& values, int) {
    HYPRE_Int count = HYPRE_Int(columns.size());
    HYPRE_IJMatrixSetValues(owner_, 1, &count, columns.data(), columns.data(), values.data());
  });
  HYPRE_IJMatrixAssemble(owner_);
  void* object = nullptr;
  HYPRE_IJMatrixGetObject(owner_, &object);
  matrix_ = static_cast<HYPRE_ParCSRMatrix>(object);
}

System::~System() {
  if (multigrid_) HYPRE_BoomerAMGDestroy(multigrid_);
  if (owner_) HYPRE_IJMatrixDestroy(owner_);
}

void System::multiply(const NodeVector& vector, NodeVector& product) const {
  HYPRE_ParCSRMatrixMatvec(1.0, matrix_, vector.get(), 0.0, product.get());
}

double System::power(const NodeVector& potential, const NodeVector& product) const {
  return held_ - 2 * rightSide_->dot(potential) + potential.dot(product);
}

std::string System::prepare() {
  HYPRE_ClearAllErrors();
  HYPRE_BoomerAMGCreate(&multigrid_);
  // HMIS, one aggressive level (half the memory), extended+i interpolation of four entries, l1 Gauss-Seidel both ways.
  HYPRE_BoomerAMGSetCoarsenType(multigrid_, 10);
  HYPRE_BoomerAMGSetAggNumLevels(multigrid_, 1);
  HYPRE_BoomerAMGSetInterpType(multigrid_, 6);
  HYPRE_BoomerAMGSetPMaxElmts(multigrid_, 4);
  HYPRE_BoomerAMGSetStrongThreshold(multigrid_, 0.25);
  HYPRE_BoomerAMGSetRelaxType(multigrid_, 8);
  HYPRE_BoomerAMGSetTol(multigrid_, 0.0);
  HYPRE_BoomerAMGSetMaxIter(multigrid_, 1);
  HYPRE_BoomerAMGSetPrintLevel(multigrid_, 0);
  unused_ = std::make_unique<NodeVector>(ranks_, first_, end_);
  if (HYPRE_BoomerAMGSetup(multigrid_, matrix_, rightSide_->get(), unused_->get()) == 0) return "";
  return "hypre's BoomerAMG could not be set up (error " + std::to_string(HYPRE_GetError()) + ").";
}

void System::precondition(const NodeVector& residual, NodeVector& correction) const {
  correction.scale(0.0);
  HYPRE_BoomerAMGSolve(multigrid_, matrix_, residual.get(), correction.get());
}

}  // namespace cathode::program
