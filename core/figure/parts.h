// What the figures share, and each of them.
#pragma once

#include "core/figure/chart.h"
#include "core/figure/figures.h"

namespace cathode::figure {

// A chart of the input's width and font size.
Chart chartOf(const FigureInput& input);

// Height of a plot: `share` of its width, within what reads well.
double plotHeight(const FigureInput& input, double share);

// Models 1 to 4 have a colour and a marker each.
Ink inkOf(ParticleModel model);
Shape shapeOf(ParticleModel model);

Figure stackFigure(const FigureInput& input);
Figure energyFigure(const FigureInput& input);
Figure literatureFigure(const FigureInput& input);
Figure transportFigure(const FigureInput& input);
Figure balanceFigure(const FigureInput& input);
Figure auditFigure(const FigureInput& input);
Figure reconstructionFigure(const FigureInput& input);
Figure nyquistFigure(const FigureInput& input);
Figure factorsFigure(const FigureInput& input);
Figure contentsFigure(const FigureInput& input);
Figure processingFigure(const FigureInput& input);
Figure capacityFigure(const FigureInput& input);

}  // namespace cathode::figure
