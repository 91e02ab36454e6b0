"""What was recorded never steers the terminal."""

import io

from rich.text import Text

from cypher.identifiers.characters import plain
from suyuan.console import Screen

SPEAKING = "\x1b[2J\x1b]0;title\x07\x9b31m\u202e\r\x08"


def test_escape_sequences_in_names_reach_no_terminal() -> None:
    file = io.StringIO()
    screen = Screen(file=file, force_terminal=True, width=200, color_system="standard", highlight=False)
    screen.print(Text(f"奶{SPEAKING}粉", style="red"))
    screen.print(f"奶{SPEAKING}粉", markup=False)
    shown = file.getvalue()
    assert shown.startswith("\x1b[31m奶")
    rest = shown.replace("\x1b[31m", "").replace("\x1b[0m", "").replace("\n", "")
    assert rest.isprintable()
    assert rest.count("奶") == rest.count("粉") == 2


def test_a_name_is_one_line() -> None:
    assert plain(" 一号\n  库\u3000甲\t") == "一号 库 甲"
    assert plain(SPEAKING).isprintable()
    assert plain("记\ue863") == "记\ue863"
    assert len(plain("x" * 100_000)) == 512
