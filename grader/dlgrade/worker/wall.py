"""The wall that a worker puts around itself for good: Landlock for files, seccomp for everything else (Linux).

The zygote prepares it once. Every number is of Linux's interface, the same on all processors; system calls go by name,
which libseccomp turns into numbers.
"""

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

STRICT, NO_OPEN, BASIC = "strict", "strict-no-open", "basic"
_SCRATCH = "strict with a scratch folder"

_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446  # asm-generic/unistd.h
_LANDLOCK_VERSION = 1  # a flag: return the version instead of a ruleset
_LANDLOCK_PATH_BENEATH = 1
_WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_FILE, _MAKE_REGULAR, _TRUNCATE = (
    1 << 1,
    1 << 2,
    1 << 3,
    1 << 5,
    1 << 8,
    1 << 14,
)
_IN_SCRATCH = _WRITE_FILE | _READ_FILE | _READ_DIR | _REMOVE_FILE | _MAKE_REGULAR | _TRUNCATE
_TRUNCATE_SINCE = 3  # before, a file that may be read could be emptied by whoever may open files to write
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}  # Landlock's version -> how many rights on files it knows
_NET_SINCE, _NET_RIGHTS = 4, 0b11  # bind and connect of TCP
_SCOPE_SINCE, _SCOPES = 6, 0b11  # abstract unix sockets, signals

_PR_SET_DUMPABLE, _PR_SET_NAME, _PR_GET_NAME, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 4, 15, 16, 22, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION = 0x20080522
_CAPABILITIES = 64  # more than there are

_ALLOW, _FAIL = 0x7FFF0000, 0x00050000  # actions of seccomp; the latter with an error number in its low bits
_EPERM, _ENOSYS = 1, 38
_EQ, _MASKED = 4, 7  # comparisons of libseccomp
_OPEN_FOR_MORE_THAN_READING = 0o3 | 0o100 | 0o1000 | 0o20000000  # access mode, O_CREAT, O_TRUNC, O_TMPFILE's own bit
_AT_EMPTY_PATH = 0x1000
_F_SETFL, _O_ASYNC = 4, 0o20000
_FCNTL = (0, 1, 2, 3, 1030)  # duplicate, read and set flags; the others send signals or lock files
_IOCTL = (
    0x5401,
    0x5413,
    0x541B,
    0x5421,
    0x5450,
    0x5451,
)  # what Python asks of a descriptor, such as if it is a terminal

# What a program needs that computes, and talks over descriptors that it was given.
_CALLS = (
    "read", "readv", "pread64", "preadv", "write", "writev", "pwrite64", "close", "close_range", "fstat", "lseek",
    "mmap", "munmap", "mprotect", "mremap", "madvise", "brk", "msync",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "setitimer", "getitimer",
    "dup", "dup2", "dup3", "pipe", "pipe2", "poll", "ppoll", "select", "pselect6",
    "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd2",
    "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups",
    "getpgrp", "getrusage", "times", "sysinfo", "uname", "getrandom", "getcwd", "umask",
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time",
    "futex", "futex_waitv", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "arch_prctl",
    "exit", "exit_group", "sched_yield", "sched_getaffinity", "sched_getparam", "sched_getscheduler", "getcpu",
    "membarrier", "restart_syscall",
)  # fmt: skip
_PATH_CALLS = (
    "newfstatat", "stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents64",
)  # fmt: skip
_SCRATCH_CALLS = (  # which Landlock confines to the scratch folder
    "open", "openat", "ftruncate", "fallocate", "fsync", "fdatasync", "sendfile",
    "rename", "renameat", "renameat2", "unlink", "unlinkat",
)  # fmt: skip


@cache
def _libc() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library


class _Comparison(ctypes.Structure):
    """libseccomp's scmp_arg_cmp."""

    _fields_ = [("place", ctypes.c_uint), ("how", ctypes.c_int), ("one", ctypes.c_uint64), ("two", ctypes.c_uint64)]


class _Program(ctypes.Structure):
    """The kernel's sock_fprog."""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


@dataclass
class Wall:
    """What was prepared: seccomp programs by level, Landlock's ruleset, and what could not be had."""

    programs: dict[str, bytes] = field(default_factory=dict)
    ruleset: int = -1
    landlock: int = 0
    missing: list[str] = field(default_factory=list)
    readable: Sequence[str] = ()

    @property
    def levels(self) -> list[str]:
        """Every level that can be put on, the strongest first."""
        strict = [STRICT] if STRICT in self.programs and self.ruleset >= 0 else []
        return [*strict, *([NO_OPEN] if NO_OPEN in self.programs else []), BASIC]

    def open_scratch(self, folder: str, level: str) -> None:
        """Let a worker of this level write into one folder, too; OSError where that cannot be confined."""
        if level == BASIC:
            return
        if level != STRICT or self.landlock < _TRUNCATE_SINCE:
            raise OSError("no scratch folder without Landlock 3")
        os.close(self.ruleset)
        self.ruleset = _ruleset(self.landlock, self.readable, folder)
        self.programs[STRICT] = self.programs[_SCRATCH]


def prepare(readable: Sequence[str]) -> Wall:
    """Prepare what can be had on this machine; `readable` are the files and folders that workers may read."""
    wall = Wall(readable=readable)
    if sys.platform != "linux":
        wall.missing.append("Landlock and seccomp are Linux's")
        return wall
    try:
        wall.landlock = _call(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
        wall.ruleset = _ruleset(wall.landlock, readable)
    except OSError as error:
        wall.missing.append(f"Landlock: {error.strerror}")
    try:
        wall.programs = {
            STRICT: _program(opens=True),
            NO_OPEN: _program(opens=False),
            _SCRATCH: _program(opens=True, writes=True),
        }
    except (OSError, AttributeError) as error:
        wall.missing.append(f"seccomp: {error}")
    return wall


def weaken() -> None:
    """Give up every privilege, of this process and all that it forks, and keep their memory from others' eyes."""
    if sys.platform == "linux":
        _drop_capabilities()
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        hide_memory()  # last: a change of capabilities takes it back


def hide_memory() -> None:
    """Keep other processes of the same user from reading this one's memory, and from getting a core dump of it."""
    if sys.platform == "linux":
        _prctl(_PR_SET_DUMPABLE, 0)


def enclose(wall: Wall, level: str) -> None:
    """Put the wall on; nothing takes it off again. OSError if a part of it is refused."""
    if level == BASIC:
        return
    if level == STRICT:
        _call(_LANDLOCK_RESTRICT_SELF, wall.ruleset, 0)
    if wall.ruleset >= 0:
        os.close(wall.ruleset)
    filter_ = wall.programs[level]
    program = _Program(len(filter_) // 8, filter_)
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program))


def _ruleset(version: int, readable: Sequence[str], scratch: str = "") -> int:
    """Return the descriptor of a ruleset that refuses every right that Landlock knows but reading what is readable.

    scratch: a folder in which files may be made, written and removed as well; none if empty
    """
    rights = (1 << max(count for since, count in _FILE_RIGHTS.items() if since <= version)) - 1
    attributes = struct.pack("=Q", rights)
    if version >= _NET_SINCE:
        attributes += struct.pack("=Q", _NET_RIGHTS)
    if version >= _SCOPE_SINCE:
        attributes += struct.pack("=Q", _SCOPES)
    ruleset = _call(_LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    for path in [*readable, *([scratch] if scratch else [])]:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        allowed = _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE  # noqa: PTH112 - pathlib is not loaded
        if path == scratch:
            allowed = _IN_SCRATCH
        _call(_LANDLOCK_ADD_RULE, ruleset, _LANDLOCK_PATH_BENEATH, struct.pack("=Qi", allowed, descriptor), 0)
        os.close(descriptor)
    return ruleset


def _program(*, opens: bool, writes: bool = False) -> bytes:
    """Return a filter for the kernel: what is named may be called, all else fails with EPERM."""
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(_FAIL | _EPERM))  # another architecture's calls kill the process

    def rule(name: str, action: int, *comparisons: tuple[int, int, int, int]) -> None:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:  # not a call of this processor
            return
        given = (_Comparison * max(1, len(comparisons)))(*(_Comparison(*each) for each in comparisons))
        if library.seccomp_rule_add_array(context, ctypes.c_uint32(action), number, len(comparisons), given):
            raise OSError(f"no rule for {name}")

    for name in (*_CALLS, *(_PATH_CALLS if opens else ()), *(_SCRATCH_CALLS if writes else ())):
        rule(name, _ALLOW)
    if opens and not writes:  # to read: an old Landlock lets a truncation pass that comes with opening
        for name, place in (("open", 1), ("openat", 2)):
            rule(name, _ALLOW, (place, _MASKED, _OPEN_FOR_MORE_THAN_READING, 0))
    elif not opens:  # what glibc makes of fstat
        rule("newfstatat", _ALLOW, (3, _MASKED, _AT_EMPTY_PATH, _AT_EMPTY_PATH))
    rule("clone3", _FAIL | _ENOSYS)  # its flags cannot be looked at; glibc then tries clone, which is refused
    for command in _FCNTL:
        rule("fcntl", _ALLOW, (1, _EQ, command, 0))
    rule("fcntl", _ALLOW, (1, _EQ, _F_SETFL, 0), (2, _MASKED, _O_ASYNC, 0))  # without signals
    for request in _IOCTL:
        rule("ioctl", _ALLOW, (1, _MASKED, 0xFFFFFFFF, request))
    rule("prlimit64", _ALLOW, (0, _EQ, 0, 0))  # of itself
    for operation in (_PR_SET_NAME, _PR_GET_NAME):
        rule("prctl", _ALLOW, (0, _EQ, operation, 0))
    try:
        return _exported(library, context)
    finally:
        library.seccomp_release(context)


def _exported(library: ctypes.CDLL, context: ctypes.c_void_p) -> bytes:
    descriptor = os.memfd_create("filter")
    try:
        if library.seccomp_export_bpf(context, descriptor):
            raise OSError("libseccomp exports no filter")
        return os.pread(descriptor, os.lseek(descriptor, 0, os.SEEK_END), 0)
    finally:
        os.close(descriptor)


def _drop_capabilities() -> None:
    """Give up what root may do; for others there is nothing to give up."""
    for capability in range(_CAPABILITIES):
        with contextlib.suppress(OSError):
            _prctl(_PR_CAPBSET_DROP, capability)
    with contextlib.suppress(OSError):
        _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header, none = struct.pack("=Ii", _CAPABILITY_VERSION, 0), bytes(24)
    if _libc().capset(header, none):
        raise OSError(ctypes.get_errno(), "capset")


def _call(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call that has no name in the C library."""
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = int(_libc().syscall(ctypes.c_long(number), *given))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def _prctl(operation: int, first: int = 0, second: object = 0) -> None:
    given = ctypes.c_ulong(second) if isinstance(second, int) else second
    if _libc().prctl(operation, ctypes.c_ulong(first), given, ctypes.c_ulong(0), ctypes.c_ulong(0)):
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
