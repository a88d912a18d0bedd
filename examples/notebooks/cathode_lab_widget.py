# SPDX-License-Identifier: MIT
"""The calculator as a widget whose inputs and results are Python's too. Needs anywidget, and Jupyter or what else shows widgets.

    cell = CathodeLabWidget('dist', link='v=2&model=4&am=85', view='energy')
    cell                                             # shows it
    cell.values['volumetricEnergyDensityWhL']        # what it shows now
    cell.link = 'v=2&model=2&am=78'                  # changes it
"""
import pathlib

import anywidget
import traitlets

from cathode_lab import address_of


class CathodeLabWidget(anywidget.AnyWidget):
    _esm = pathlib.Path(__file__).with_name("cathode-lab-widget.mjs")
    copy = traitlets.Unicode().tag(sync=True)
    link = traitlets.Unicode("v=2").tag(sync=True)
    view = traitlets.Unicode("all").tag(sync=True)
    controls = traitlets.Unicode("all").tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    refused = traitlets.Unicode("").tag(sync=True)

    def __init__(self, copy, **options):
        super().__init__(copy=address_of(copy), **options)
