// SPDX-License-Identifier: MIT
// cathode-lab-cluster: the solves of a study on the ranks of MPI.
#include <HYPRE_utilities.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <new>

#include "core/base/out_of_memory.h"
#include "core/files/whole_file.h"
#include "core/programs/cluster/request.h"
#include "core/programs/cluster/study_run.h"

namespace {

using namespace cathode;
using namespace cathode::program;

int exitOf(const Ranks& ranks, const Failure& failure) {
  if (ranks.own == 0) std::cerr << "cathode-lab-cluster: " << failure.message << '\n';
  return int(failure.exit);
}

int run(const Ranks& ranks, int count, char** words) {
  std::optional<Failure> refused;
  const auto request = requestOf(count, words, ranks.own == 0, refused);
  // A file may be there for some ranks only.
  const Outcome agreed = ranks.agreed(request || !refused ? Outcome{} : Outcome(std::unexpected(*refused)));
  if (!agreed) return exitOf(ranks, agreed.error());
  if (!request) return request.error();
  const auto outcome = runStudy(ranks, *request);
  if (!outcome) return exitOf(ranks, outcome.error());
  Outcome written;
  if (ranks.own == 0) {
    const std::string text = outcomeJson(*outcome);
    if (request->result.empty())
      std::cout << text << std::flush;
    else
      written = outcomeOf(writeWhole(request->result, text), Exit::notWritten);
  }
  written = ranks.agreed(written);
  return written ? 0 : exitOf(ranks, written.error());
}

}  // namespace

int main(int count, char** words) {
  MPI_Init(&count, &words);
  HYPRE_Init();
  Ranks ranks;
  MPI_Comm_rank(ranks.comm, &ranks.own);
  MPI_Comm_size(ranks.comm, &ranks.count);
  int exit = 0;
  try {
    exit = run(ranks, count, words);
  } catch (const std::bad_alloc&) {
    // The others wait for this one: all end.
    std::cerr << "cathode-lab-cluster: rank " << ranks.own << ": " << kOutOfMemory << '\n';
    MPI_Abort(ranks.comm, int(Exit::noMemory));
  }
  HYPRE_Finalize();
  MPI_Finalize();
  return exit;
}
