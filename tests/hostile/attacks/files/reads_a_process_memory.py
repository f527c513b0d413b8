"""Read the expected values in the grader's memory, where its map says that they may be.

expects: passed
control: none: where root grades, the grader keeps capabilities that workers gave up, and the kernel refuses already
"""


def attack(world):
    with open(f"/proc/{world['grader']}/maps") as maps, open(f"/proc/{world['grader']}/mem", "rb") as memory:
        start = next(int(line.partition("-")[0], 16) for line in maps if "[heap]" in line)
        memory.seek(start)
        return memory.read(64)
