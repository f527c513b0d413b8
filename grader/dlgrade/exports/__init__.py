"""What other systems import: grades and feedback in their formats, made of standings.

`journey` is the way from a `request` to a file. `canvas`, `moodle`, `gradescope`, `prairielearn`, `junit`,
`spreadsheet` and `document` are formats, `similarity` compares submissions; `cells`, `download`, `marks`, `wording` and
`written` are what formats share.
"""

from dlgrade.exports.journey import export
from dlgrade.exports.request import EVERY, FORMATS, Request
from dlgrade.exports.written import Report

__all__ = ["EVERY", "FORMATS", "Report", "Request", "export"]
