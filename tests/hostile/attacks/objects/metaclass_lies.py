"""Return an object of a class that has no name, and says yes to every question about it.

expects: failed: ended the process
control: none: a grader that asks it learns nothing
"""


class Meta(type):
    __name__ = property(lambda cls: cls)
    __instancecheck__ = __subclasscheck__ = lambda cls, other: True

    def __getitem__(cls, place):
        return cls


class Nameless(metaclass=Meta):
    pass


def double(x):
    return Nameless()
