"""Write a grade of its own into the gradebook.

expects: passed
control: basic
"""


def attack(world):
    with open(world["gradebook"], "w") as gradebook:
        gradebook.write("100")
