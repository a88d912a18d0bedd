// SPDX-License-Identifier: MIT
#include "core/cell/agreement.h"

#include <cmath>

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

}  // namespace

bool isQuestioned(Verdict verdict) {
  return verdict == Verdict::contradictory || verdict == Verdict::implausible || verdict == Verdict::beyondRounding;
}

std::string_view verdictText(Verdict verdict) {
  switch (verdict) {
    case Verdict::consistent: return "consistent";
    case Verdict::conditional: return "conditional";
    case Verdict::beyondRounding: return "beyond rounding";
    case Verdict::contradictory: return "contradictory";
    case Verdict::implausible: return "implausible";
    case Verdict::notDeterminable: return "not determinable";
  }
  return "";
}

Quantity tortuosityFactorOf(Quantity sigma0, Quantity phiPct, Quantity sigmaEff) {
  return sigma0 * phiPct / Quantity::exact(100.0) / sigmaEff;
}

Agreement agreementOf(Quantity printed, Quantity recomputed) {
  const double deviation = recomputed.nominal / printed.nominal - 1.0;
  const double above = (recomputed.nominal - recomputed.range.lower) + (printed.range.upper - printed.nominal);
  const double below = (recomputed.range.upper - recomputed.nominal) + (printed.nominal - printed.range.lower);
  const double allowance = (deviation > 0.0   ? above
                            : deviation < 0.0 ? below
                                              : std::max(above, below)) /
                           printed.nominal;
  const Verdict verdict = printed.range.overlaps(recomputed.range) ? Verdict::consistent
                          : std::abs(deviation) <= kContradiction  ? Verdict::beyondRounding
                                                                   : Verdict::contradictory;
  return {deviation, allowance, verdict};
}

Agreement tortuosityFactorAgreement(Carrier carrier, AmContent am, ParticleModel model) {
  const SourceTables& source = sourceTables();
  if (carrier == Carrier::ion) {
    const IonicRow& row = source.ionic[at(am)][at(model)];
    const Quantity sigma0 = source.ionicReference[at(am)][at(model)].sigmaMsCm.quantity();
    return agreementOf(row.tortuosityFactor.quantity(),
                       tortuosityFactorOf(sigma0, row.phiSePct.quantity(), row.sigmaEffMsCm.quantity()));
  }
  const ElectronicRow& row = source.electronic[at(am)][at(model)];
  return agreementOf(
      row.tortuosityFactor.quantity(),
      tortuosityFactorOf(source.electronicReference[at(am)].sigmaMsCm.quantity(),
                         row.phiAmPct.quantity() + row.phiCaPct.quantity(), row.sigmaEffMsCm.quantity()));
}

}  // namespace cathode
