// SPDX-License-Identifier: MIT
// What solves and microstructures take of memory, and what is left where it runs out.
#include <gtest/gtest.h>

#include <new>

#include "core/allocations.h"
#include "core/base/out_of_memory.h"
#include "core/conduction/conduction.h"
#include "core/microstructure/metrics.h"
#include "core/microstructure/microstructure.h"
#include "core/random_conduction.h"

namespace cathode {
namespace {

// What an act takes at once beyond what there is.
template <typename Act>
std::size_t bytesTaken(Act act) {
  Allocations& all = allocations();
  const std::size_t before = all.live;
  all.peak = before;
  act();
  return all.peak - before;
}

// Each allocation of an act fails once, or so many of them evenly chosen; returns how many did.
template <typename Act>
int runOutOfMemory(Act act, int most) {
  Allocations& all = allocations();
  EXPECT_TRUE(act().has_value());
  const long begin = all.made;
  EXPECT_TRUE(act().has_value());
  const long count = all.made - begin, stride = std::max(1L, count / most);
  int failed = 0;
  for (long index = 0; index < count; index += stride, ++failed) {
    const std::size_t before = all.live;
    all.failing = all.made + index;
    {
      const auto result = act();
      all.failing = -1;
      EXPECT_EQ(result ? "a value" : result.error(), kOutOfMemory) << index;
    }
    EXPECT_EQ(all.live, before) << "after allocation " << index << " of " << count;
  }
  return failed;
}

ConductionProblem problemOf(const Microstructure& volume, std::span<const double> conductivities) {
  ConductionProblem problem;
  problem.voxels = volume.voxels;
  problem.shape = volume.shape;
  problem.conductivities = conductivities;
  problem.particles = volume.particles;
  problem.fields = true;
  return problem;
}

Microstructure sample(int edge) {
  MicrostructureRequest request;
  request.shape = {edge, edge, edge};
  request.particles = true;
  return *generateMicrostructure(request);
}

constexpr double kAlike[] = {0, 0, 1, 0}, kApart[] = {0, 1, 1e-3, 0.1};

#ifndef __EMSCRIPTEN__  // whose core is without exceptions
TEST(Memory, RunningOutAtAnyAllocationIsAnErrorValueAndLosesNothing) {
  const Microstructure volume = sample(24);
  ConductionProblem problem = problemOf(volume, kAlike);
  const auto solve = [&] { return solveConduction(problem); };
  EXPECT_GT(runOutOfMemory(solve, 200), 40);
  problem.conductivities = kApart;
  problem.contactResistance = 2;
  problem.direction = Direction::x;
  EXPECT_GT(runOutOfMemory(solve, 200), 40);
  MicrostructureRequest request;
  request.shape = {24, 24, 24};
  for (const ParticleModel model : {ParticleModel::conventional, ParticleModel::thinShellSmall}) {
    request.scenario.model = model;
    EXPECT_GT(runOutOfMemory([&] { return generateMicrostructure(request); }, 100), 40);
  }
  EXPECT_GT(
      runOutOfMemory([&] { return surfaceMetrics(volume.voxels, volume.shape, {0.1, 0.1, 0.1}, Sides::closed); }, 100),
      5);
}

TEST(Memory, AnObserverThatThrowsLosesNothing) {
  const Microstructure volume = sample(24);
  const ConductionProblem problem = problemOf(volume, kAlike);
  ASSERT_TRUE(solveConduction(problem));
  const std::size_t before = allocations().live;
  for (int calls : {1, 3, 6}) {
    EXPECT_THROW((void)solveConduction(problem,
                                       [&](const ConductionProgress&) {
                                         if (--calls == 0) throw 1;
                                         return true;
                                       }),
                 int);
    EXPECT_EQ(allocations().live, before);
  }
}
#endif

TEST(Memory, ASolveTakesNoMoreThanItsBytesAndABudgetBelowIsRefused) {
  const Microstructure volume = sample(64);
  for (const std::span<const double> conductivities : {std::span(kAlike), std::span(kApart)}) {
    for (const double contactResistance : {0.0, 2.0}) {
      for (const Direction direction : {Direction::z, Direction::x}) {
        ConductionProblem problem = problemOf(volume, conductivities);
        problem.direction = direction;
        problem.contactResistance = contactResistance;
        problem.memoryBytes = conductionBytes(problem);
        const std::size_t taken = bytesTaken([&] { EXPECT_TRUE(solveConduction(problem)); });
        EXPECT_LE(double(taken), problem.memoryBytes);
        problem.memoryBytes -= 1;
        const auto refused = solveConduction(problem);
        ASSERT_FALSE(refused);
        EXPECT_TRUE(refused.error().starts_with("memoryBytes: ")) << refused.error();
      }
    }
  }
  for (const double budget : {0.0, -1.0}) {
    ConductionProblem problem = problemOf(volume, kAlike);
    problem.memoryBytes = budget;
    EXPECT_FALSE(solveConduction(problem));
  }
}

TEST(Memory, AMicrostructureTakesNoMoreThanItsBytesAndABudgetBelowIsRefused) {
  for (const ParticleModel model : {ParticleModel::conventional, ParticleModel::coreShell,
                                    ParticleModel::thinShellLarge, ParticleModel::thinShellSmall}) {
    MicrostructureRequest request;
    request.scenario.model = model;
    request.shape = {64, 64, 64};
    request.particles = true;
    request.memoryBytes = microstructureBytes(request);
    const std::size_t taken = bytesTaken([&] { EXPECT_TRUE(generateMicrostructure(request)); });
    EXPECT_LE(double(taken), request.memoryBytes);
    request.memoryBytes -= 1;
    const auto refused = generateMicrostructure(request);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().starts_with("memoryBytes: ")) << refused.error();
  }
}

}  // namespace
}  // namespace cathode
