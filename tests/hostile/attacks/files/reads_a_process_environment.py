"""Read the grader's environment, where many keep their keys.

expects: passed
control: none: where root grades, the grader keeps capabilities that workers gave up, and the kernel refuses already
"""


def attack(world):
    return open(f"/proc/{world['grader']}/environ").read()
