"""Submissions that arrive as one file: right ones read as the folder does, bad ones are refused in a sentence."""

import io
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import classroom
import pytest
from commands import run

from dlgrade.student import read_submission
from dlgrade.student.archives import SUFFIXES

CODE = b"def sigmoid(x):\n    return x\n"
HELPER = b"y = 1\n"
MINE, OTHER = ("activations.py", CODE), ("helper.py", HELPER)


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file of some members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def tarred(*members: tuple[str, bytes] | tarfile.TarInfo, **options) -> bytes:
    """Return a gzipped tar file of some members, files or anything else."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz", **options) as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
                continue
            info = tarfile.TarInfo(member[0])
            info.size = len(member[1])
            archive.addfile(info, io.BytesIO(member[1]))
    return made.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """Return a member that is no file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def zip_link() -> zipfile.ZipInfo:
    """Return a symbolic link as Unix's zip writes it."""
    info = zipfile.ZipInfo("activations.py")
    info.external_attr = 0o120777 << 16
    return info


def read(folder: Path, name: str, content: bytes):
    """Read an archive as the submission of the activations."""
    path = folder / name
    path.write_bytes(content)
    return read_submission(path, "activations")


GOOD = {
    "a zip file": ("work.zip", zipped(MINE, OTHER)),
    "a zip file that is stored": (
        "work.zip", zipped(MINE, OTHER, compression=zipfile.ZIP_STORED)
    ),
    "a folder in a zip file": ("WORK.ZIP", zipped(("02_a/activations.py", CODE), ("02_a/helper.py", HELPER))),
    "what macOS adds": (
        "work.zip",
        zipped(
            ("a/activations.py", CODE), ("a/helper.py", HELPER), ("__MACOSX/a/._activations.py", b"\xff\x00"),
            ("a/.DS_Store", b"\x00"), ("a/.hidden.py", b"\xff"),
        ),
    ),
    "other files beside it": (
        "work.zip",
        zipped(MINE, OTHER, ("notes.txt", b"x" * 100), ("deeper/other.py", b"z = 2")),
    ),
    "a tar file": ("work.tar.gz", tarred(MINE, OTHER)),
    "a tar file of a folder": (
        "work.tgz",
        tarred(special("./w", tarfile.DIRTYPE), ("./w/activations.py", CODE), ("./w/helper.py", HELPER)),
    ),
    "names beyond ASCII": ("work.zip", zipped(MINE, OTHER, ("café.txt", b"x"))),
}  # fmt: skip


@pytest.mark.parametrize("kind", GOOD)
def test_an_archive_reads_as_its_folder_does(tmp_path, kind):
    """The module and what lies beside it, and nothing else: the digest is that of the folder."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "activations.py").write_bytes(CODE)
    (folder / "helper.py").write_bytes(HELPER)
    wanted = read_submission(folder, "activations")
    before = sorted(tmp_path.rglob("*"))
    submission = read(tmp_path, *GOOD[kind])
    assert (submission.problem, dict(submission.sources)) == ("", dict(wanted.sources))
    assert submission.digest == wanted.digest
    assert len(sorted(tmp_path.rglob("*"))) == len(before) + 1


def latin_zip() -> bytes:
    """Return a zip file with a name in Latin-1."""
    return zipped(MINE, ("cafX.py", HELPER)).replace(b"cafX", b"caf\xe9")


def latin_tar() -> bytes:
    """Return a tar file with a name in Latin-1."""
    return tarred(("caf\xe9.py", CODE), encoding="latin-1", format=tarfile.GNU_FORMAT)


def encrypted_zip() -> bytes:
    """Return a zip file that says of its member that it is encrypted."""
    made = bytearray(zipped(MINE))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(signature) + place] |= 1
    return bytes(made)


def boastful_zip() -> bytes:
    """Return a zip file whose end says that its list of contents is 4 GB long."""
    made = bytearray(zipped(MINE))
    end = made.rindex(b"PK\x05\x06")
    struct.pack_into("<L", made, end + 12, 0xFFFFFFF0)
    return bytes(made)


TWICE = zipped(MINE, ("activatiXns.py", HELPER)).replace(b"activatiXns", b"activations")
FIFO, DEVICE, HARD, SOFT = tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.LNKTYPE, tarfile.SYMTYPE
BAD = {
    "a name above the folder": ("a.zip", zipped(MINE, ("../evil.py", CODE)), "outside of the archive"),
    "an absolute name": ("a.zip", zipped(("/etc/activations.py", CODE)), "outside of the archive"),
    "a climbing name in a tar file": ("a.tgz", tarred(("a/../../activations.py", CODE)), "outside of the archive"),
    "an absolute name in a tar file": ("a.tgz", tarred(("/activations.py", CODE)), "outside of the archive"),
    "a backslash": ("a.zip", zipped(("..\\activations.py", CODE)), "backslash"),
    "a drive": ("a.tgz", tarred(("C:activations.py", CODE)), "colon"),
    "a link in a zip file": ("a.zip", zipped((zip_link(), b"/etc/passwd")), "link or a device"),
    "a symbolic link": ("a.tgz", tarred(special("activations.py", SOFT, "/etc/passwd")), "link or a device"),
    "a hard link": ("a.tgz", tarred(("x.py", CODE), special("activations.py", HARD, "x.py")), "link or a device"),
    "a link to a folder, and a file through it": (
        "a.tgz", tarred(special("d", SOFT, "/tmp"), ("d/activations.py", CODE)), "link or a device",
    ),
    "a device": ("a.tgz", tarred(special("activations.py", DEVICE)), "link or a device"),
    "a pipe": ("a.tgz", tarred(special("activations.py", FIFO)), "link or a device"),
    "a large module": ("a.zip", zipped(("activations.py", b"#" * (2 << 20))), "larger than 1 MB"),
    "many modules": (
        "a.zip", zipped(MINE, *((f"m{each}.py", b"#" * (1 << 20)) for each in range(70))), "more than 16 MB of Python",
    ),
    "a large module in a tar file": ("a.tgz", tarred(("activations.py", b"#" * (2 << 20))), "larger than 1 MB"),
    "a bomb": ("a.tgz", tarred(("z.bin", bytes(80 << 20)), MINE), "more than 64 MB"),
    "many files": ("a.zip", zipped(*((f"{n}.py", b"") for n in range(2_001))), "more than 2,000 files"),
    "many files in a tar file": ("a.tgz", tarred(*((f"{n}.py", b"") for n in range(2_001))), "more than 2,000 files"),
    "a list of contents of 4 GB": ("a.zip", boastful_zip(), "more than 2,000 files"),
    "a name twice": ("a.zip", TWICE, "is there twice"),
    "a name twice in a tar file": ("a.tgz", tarred(MINE, ("./activations.py", CODE)), "is there twice"),
    "names that differ by capitals": ("a.zip", zipped(MINE, ("Activations.PY", CODE)), "by capital"),
    "names that differ by composition": (
        "a.zip", zipped(MINE, ("e\u0301.py", CODE), ("\u00e9.py", CODE)), "is there twice",
    ),
    "a name in Latin-1": ("a.zip", latin_zip(), "not UTF-8"),
    "a name in Latin-1 in a tar file": ("a.tgz", latin_tar(), "not UTF-8"),
    "a password": ("a.zip", encrypted_zip(), "is encrypted"),
    "nothing": ("a.zip", b"", "not a zip file"),
    "nothing as a tar file": ("a.tgz", b"", "cannot be read"),
    "half a zip file": ("a.zip", zipped(MINE)[:60], "not a zip file"),
    "half a tar file": ("a.tgz", tarred(("activations.py", CODE * 99))[:90], "cannot be read"),
    "another kind of file": ("a.zip", b"<html>" * 99, "not a zip file"),
    "a zip file with a broken member": ("a.zip", zipped(MINE).replace(b"\x4b", b"\x4c", 1), "cannot be read"),
    "two such modules": (
        "a.zip", zipped(*((f"{n}/activations.py", CODE) for n in "ab")), "more than once, in a/ and b/"
    ),
    "no such module": ("a.zip", zipped(("other.py", CODE)), "there is no activations.py in a.zip; it holds other.py"),
    "no module at all": ("a.tgz", tarred(("data.csv", b"1")), "it holds no Python file"),
    "a module that is not UTF-8": ("a.zip", zipped(("activations.py", b"x = '\xe9'")), "line 1: not UTF-8 text"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_archive_is_refused_in_a_sentence(tmp_path, monkeypatch, kind):
    """It earns nothing, its author is told why, nothing is written, and memory stays small."""
    name, content, words = BAD[kind]
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    tracemalloc.start()
    submission = read(tmp_path, name, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert words in submission.problem
    assert submission.sources == {}
    assert "\n" not in submission.problem
    assert submission.problem.isprintable()
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(["here", name])
    assert peak < (len(content) + (24 << 20))


@pytest.mark.parametrize("content", [zipped(MINE), tarred(MINE)], ids=SUFFIXES[:2])
def test_no_byte_of_an_archive_takes_the_reader_down(tmp_path, content):
    """Whatever byte is changed, there is a submission or a sentence."""
    name = "a.zip" if content.startswith(b"PK") else "a.tgz"
    for place in range(len(content)):
        for change in (0xFF, 0x80, 0x01):
            changed = bytearray(content)
            changed[place] ^= change
            submission = read(tmp_path, name, bytes(changed))
            assert bool(submission.problem) != bool(submission.sources)


def test_an_archive_is_checked_like_a_folder(tmp_path):
    """From the command line, with right and with bad ones."""
    (tmp_path / "work.zip").write_bytes(zipped(("me/activations.py", classroom.SOLUTION.encode())))
    arguments = ("check", "2", "--task", "sigmoid", "--course", classroom.ROOT, "--submission")
    assert run(*arguments, tmp_path / "work.zip").exit_code == 0
    (tmp_path / "bad.zip").write_bytes(b"PK")
    result = run(*arguments, tmp_path / "bad.zip")
    assert result.exit_code == 1
    assert "bad.zip: it is not a zip file, or cut short: make the archive again" in result.output
    (tmp_path / "work.rar").write_bytes(b"Rar!")
    refused = run(*arguments, tmp_path / "work.rar")
    assert refused.exit_code == 2
    assert "neither .zip nor .tar.gz nor .tgz" in refused.stderr
