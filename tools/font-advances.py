#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes the advance widths of the interface's fonts as a C++ table, for laying out figures without fonts.

usage: font-advances.py FONT_FOLDER > core/figure/advances.inc
       font-advances.py FONT_FOLDER core/figure/advances.inc   fails if that is of another font
"""
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

UNITS = 1000
folder = Path(sys.argv[1])
fonts = [TTFont(folder / name) for name in ('inter-regular.ttf', 'inter-semibold.ttf')]
maps = [font.getBestCmap() for font in fonts]


def advance(index, code):
    font = fonts[index]
    return round(font['hmtx'][maps[index][code]][0] * UNITS / font['head'].unitsPerEm)


lines = ['// Code point, advance in thousandths of an em: regular, semibold. Made by tools/font-advances.py.']
line = ''
for code in sorted(set(maps[0]) & set(maps[1])):
    entry = f'{{0x{code:X}, {advance(0, code)}, {advance(1, code)}}},'
    if len(line) + len(entry) > 118:
        lines.append(line.rstrip())
        line = ''
    line += entry + ' '
lines.append(line.rstrip())
table = '\n'.join(lines) + '\n'
if len(sys.argv) == 2:
    sys.stdout.write(table)
elif Path(sys.argv[2]).read_text() != table:
    sys.exit(f'{sys.argv[2]}: not the advances of the fonts in {folder}, so texts of figures would be misplaced')
