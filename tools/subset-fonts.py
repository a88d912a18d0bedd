#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Cuts Inter down to the glyphs the interface uses, with tabular figures as the default ones.

usage: subset-fonts.py OUTPUT_FOLDER

Dear ImGui draws glyphs by their code points and knows no OpenType features, so the tabular
figures are put where the proportional ones are; the page's HTML uses the same two files.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# One version wherever it is built, by the lock file: its advances are compiled in (core/figure/advances.inc).
FONTS = Path(__file__).parents[1] / 'node_modules/inter-ui/Inter (web)'
STYLES = {'Inter-Regular.woff': 'inter-regular.ttf', 'Inter-SemiBold.woff': 'inter-semibold.ttf'}
CHARACTERS = (
    [chr(c) for c in range(0x20, 0x7F)] + [chr(c) for c in range(0xA0, 0x100)]
    + list('–—‘’“”…•·−×±≤≥≈√∞Ωµ←↑→↓↔✓')
    + list('ΓΔΘΛΞΠΣΦΨαβγδεζηθικλμνξοπρστυφχψω')
    + list('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉')
)


def tabular(font):
    """Maps each figure's code point to its tabular glyph."""
    features = font['GSUB'].table.FeatureList.FeatureRecord
    lookups = font['GSUB'].table.LookupList.Lookup
    replacement = {}
    for record in features:
        if record.FeatureTag == 'tnum':
            for index in record.Feature.LookupListIndex:
                for table in lookups[index].SubTable:
                    table = getattr(table, 'ExtSubTable', table)
                    replacement.update(getattr(table, 'mapping', {}))
    for table in font['cmap'].tables:
        if not table.isUnicode():
            continue
        for code in range(ord('0'), ord('9') + 1):
            name = table.cmap.get(code)
            if name in replacement:
                table.cmap[code] = replacement[name]


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for source, target in STYLES.items():
        font = TTFont(FONTS / source, recalcTimestamp=False)
        tabular(font)
        options = subset.Options(layout_features=['kern', 'mark', 'ccmp'], hinting=False, desubroutinize=True,
                                 name_IDs=[0, 1, 2, 4, 6, 13, 14], notdef_outline=True)
        # Newer releases of the tools leave out code pages by default, older ones cannot: the same bytes of both.
        if hasattr(options, 'prune_codepage_ranges'):
            options.prune_codepage_ranges = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(c) for c in CHARACTERS])
        subsetter.subset(font)
        missing = [c for c in CHARACTERS if ord(c) not in font.getBestCmap()]
        font.flavor = None
        font.save(folder / target)
        print(target, len(CHARACTERS) - len(missing), 'glyphs; not in the font:', ''.join(missing) or 'none')


main(Path(sys.argv[1]))
