// SPDX-License-Identifier: MIT
#include "web/canvas/theme.h"

#include <gtest/gtest.h>

#include "web/canvas/contrast.h"

namespace cathode::web {
namespace {

TEST(Theme, ColorsAreRedFirst) {
  EXPECT_EQ(colorOf(0x112233), 0xFF332211u);
  EXPECT_NEAR(contrast(colorOf(0x000000), colorOf(0xFFFFFF)), 21.0, 1e-9);
}

TEST(Theme, TextStandsOutFromWhatItStandsOn) {
  for (const bool dark : {false, true}) {
    const Theme& t = themeOf(dark);
    const struct {
      const char* what;
      Color text, back;
    } pairs[] = {{"text on card", t.text, t.card},
                 {"text on page", t.text, t.page},
                 {"muted on card", t.muted, t.card},
                 {"muted on page", t.muted, t.page},
                 {"accent on card", t.accent, t.card},
                 {"accent on soft", t.accent, t.accentSoft},
                 {"on accent", t.onAccent, t.accent},
                 {"text on accent soft", t.text, t.accentSoft},
                 {"muted on accent soft", t.muted, t.accentSoft},
                 {"text on neutral", t.text, t.neutralSoft},
                 {"muted on neutral", t.muted, t.neutralSoft},
                 {"neutral", t.neutralText, t.neutralSoft},
                 {"blue", t.blueText, t.blueSoft},
                 {"amber", t.amberText, t.amberSoft},
                 {"tip", t.card, t.text},
                 {"AM", t.onAm, t.am},
                 {"SE", t.onSe, t.se},
                 {"CA", t.card, t.ca},
                 {"pore", t.onPore, t.pore},
                 {"lithium", t.onMetal, t.lithium},
                 {"copper", t.onMetal, t.copper},
                 {"aluminium", t.onMetal, t.aluminium}};
    for (const auto& [what, text, back] : pairs)
      EXPECT_GE(contrast(text, back), 4.5) << what << (dark ? ", dark" : ", light");
    // Figures: words on their own ground, and marks.
    const auto ink = [&](figure::Ink which) { return t.figure[static_cast<std::size_t>(which)]; };
    using enum figure::Ink;
    EXPECT_EQ(ink(background), t.card);
    for (const auto word : {text, muted, first, second, third, fourth, warning}) {
      EXPECT_GE(contrast(ink(word), ink(background)), 4.5) << static_cast<int>(word) << (dark ? ", dark" : ", light");
    }
    EXPECT_GE(contrast(ink(onMaterial), ink(electrolyte)), 4.5);
    EXPECT_GE(contrast(ink(onMaterial), ink(lithium)), 4.5);
    EXPECT_GE(contrast(ink(onActiveMaterial), ink(activeMaterial)), 4.5);
    EXPECT_GE(contrast(ink(onPore), ink(pore)), 4.5);
    for (const auto mark : {model1, model2, model3, model4})
      EXPECT_GE(contrast(ink(mark), ink(background)), 3.0) << static_cast<int>(mark) << (dark ? ", dark" : ", light");
    // What is not text but has to be seen.
    for (const Color mark : {t.focus, t.accent, t.am, t.ca})
      EXPECT_GE(contrast(mark, t.card), 3.0) << (dark ? "dark" : "light");
  }
}

TEST(Theme, ForcedColoursAreTheSystemsOwn) {
  const Theme t = themeOf(
      SystemColors{colorOf(0x000000), colorOf(0xFFFF00), colorOf(0x1AEBFF), colorOf(0x000001), colorOf(0x3FF23F)});
  for (const Color color : {t.page, t.card, t.accentSoft, t.neutralSoft, t.amberSoft})
    EXPECT_EQ(color, colorOf(0x000000));
  for (const Color color : {t.text, t.muted, t.border, t.track, t.amberText}) EXPECT_EQ(color, colorOf(0xFFFF00));
  EXPECT_EQ(t.accent, colorOf(0x1AEBFF));
  EXPECT_EQ(t.onAccent, colorOf(0x000001));
  EXPECT_EQ(t.disabled, colorOf(0x3FF23F));
}

}  // namespace
}  // namespace cathode::web
