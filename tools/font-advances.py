#!/usr/bin/python3
"""Writes the advance widths of the interface's fonts as a C++ table, for laying out figures without fonts.

usage: font-advances.py FONT_FOLDER > core/figure/advances.inc
"""
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

UNITS = 1000
folder = Path(sys.argv[1])
fonts = [TTFont(folder / name) for name in ('inter-regular.otf', 'inter-semibold.otf')]
maps = [font.getBestCmap() for font in fonts]


def advance(index, code):
    font = fonts[index]
    return round(font['hmtx'][maps[index][code]][0] * UNITS / font['head'].unitsPerEm)


print('// Code point, advance in thousandths of an em: regular, semibold. Made by tools/font-advances.py.')
line = ''
for code in sorted(set(maps[0]) & set(maps[1])):
    entry = f'{{0x{code:X}, {advance(0, code)}, {advance(1, code)}}},'
    if len(line) + len(entry) > 118:
        print(line.rstrip())
        line = ''
    line += entry + ' '
print(line.rstrip())
