"""The student's way to hand in: look at what is sent, send it whole, keep a receipt.

`packing` reads what is sent, `remarks` says what its author should know first, `destinations` writes it, `memory` keeps
what was said once and the receipts, `verifying` compares those later, `journey` is made of all of them.
"""

from dlgrade.submit.destinations import Destination, destination
from dlgrade.submit.journey import Plan, Sent, chosen, prepare, send
from dlgrade.submit.remarks import Remark
from dlgrade.submit.verifying import PROVES, Verdict, verify

__all__ = [
    "PROVES",
    "Destination",
    "Plan",
    "Remark",
    "Sent",
    "Verdict",
    "chosen",
    "destination",
    "prepare",
    "send",
    "verify",
]
