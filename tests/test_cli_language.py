"""Commands in another language: help, errors, what a check says; and what stays English."""

import json
from pathlib import Path

import pytest
from commands import hand_in, run
from rich.cells import cell_len

ZH = {"DLGRADE_LANGUAGE": "zh_TW"}


def test_help_is_translated_and_fits() -> None:
    """Headings, paragraphs, options and what click adds to them; no line is wider than the terminal."""
    result = run("check", "--help", **ZH)
    assert result.exit_code == 0
    for part in ("用法：", "選項：", "評量你的 EXERCISE", "顯示這段說明後結束。"):
        assert part in result.stdout
    assert "Options" not in result.stdout
    assert max(cell_len(line) for line in result.stdout.splitlines()) <= 80  # click's own width in tests


def test_examples_keep_their_commands() -> None:
    """What is said of a command is translated, and the command is not."""
    result = run("kit", "--help", **ZH)
    assert "  範例：\n    dlgrade kit   " in result.stdout
    assert "放進一個 zip 檔" in result.stdout
    assert "  Examples:\n    dlgrade kit   " in run("kit", "--help").stdout


def test_every_command_is_in_the_list_of_commands() -> None:
    """Each with its first sentence."""
    english, chinese = run("--help").stdout, run("--help", **ZH).stdout
    listed = english.partition("Students:\n")[2].splitlines()
    for line in (each for each in listed if each.startswith("  ") and each[2] != " "):
        assert f"\n  {line.split()[0]} " in chinese
    assert "學生：" in chinese
    assert "說明 COMMAND 的用途，並附範例" in chinese


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("chekc",), "錯誤：沒有指令 'chekc'：你是指 check 嗎？"),
        (("list", "--bla"), "錯誤：沒有選項 '--bla'。"),
        (("init",), "錯誤：缺少引數 'DIRECTORY'"),
        (("train", "--epochs", "0"), "錯誤：'--epochs' 的值無效：0 不在範圍 1<=x<=10000 內。"),
        (("check", "99"), "錯誤：沒有習題 99；`dlgrade list` 會列出全部"),
    ],
)
def test_errors_are_translated(arguments: tuple[str, ...], sentence: str) -> None:
    """Ours and click's, with the exit code that they have in English."""
    result = run(*arguments, **ZH)
    assert sentence in result.stderr
    assert result.exit_code == run(*arguments).exit_code == 2


def test_the_option_may_stand_anywhere() -> None:
    """Before the command, behind it, and with an equals sign."""
    for arguments in (("--language", "zh_TW", "check", "99"), ("check", "99", "--language=zh_TW")):
        assert "沒有習題 99" in run(*arguments).stderr


def test_an_unknown_language_is_told_once() -> None:
    """And the command runs in English."""
    result = run("--language", "tlh", "check", "99")
    assert "nobody has translated dlgrade to 'tlh' yet: it speaks en, zh_TW" in result.stderr
    assert "there is no exercise 99" in result.stderr


def test_a_result_is_the_same_document_in_every_language(tmp_path: Path) -> None:
    """A language is a view: the terminal changes, the document does not."""
    wrong = "import numpy as np\n\n\ndef sigmoid(x):\n    print('every entry is zero')\n    return np.zeros_like(x)\n"
    folder = hand_in(tmp_path / "02_activations", wrong)
    documents = []
    for name, variables in (("first", {}), ("en", {}), ("zh", ZH)):  # the first stores answers, on whatever machine
        file = tmp_path / f"{name}.json"
        result = run("check", "2", "--task", "sigmoid", "--submission", folder, "--json", file, **variables)
        assert result.exit_code == 1
        documents.append(json.loads(file.read_text("utf-8")))
    for document in documents:
        for check in document["checks"]:
            check.pop("seconds")
    assert documents[1]["checks"] == documents[2]["checks"]
    assert "診斷：每個元素都是零" in result.stdout
    assert "你的程式印出：every entry is zero" in result.stdout
    assert "diagnosis:" not in result.stdout
