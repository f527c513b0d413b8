"""Print without end.

expects: failed: did not end in time
control: none: it would fill whatever keeps what is printed
"""


def double(x):
    while True:
        print("no end\n" * 10_000)
