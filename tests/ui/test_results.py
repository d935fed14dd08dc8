"""What the list of results shows: snippets in the person's script, their matches where they are seen."""

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from ui.person import settle

from archivist.app.settings import SCRIPTS
from archivist.domain import Script, Span
from archivist.search.snippets import Snippet
from archivist.ui.finder.results import shown_snippet
from archivist.ui.window import MainWindow


def test_snippets_and_preview_are_in_the_script_of_the_first_pane(window: MainWindow, qtbot: QtBot) -> None:
    for script, word in ((Script.SIMPLIFIED, "会议"), (Script.TRADITIONAL_TW, "會議")):
        window.settings.set(SCRIPTS, [script.value, *SCRIPTS.default[1:]])
        window.tool_bar.search.set_text(word)
        settle(window, qtbot)
        finder = window.navigation.finder
        assert finder and finder._answer and len(finder._answer.hits) == 2
        for found in finder._answer.hits:
            snippet = found.snippet
            assert {snippet.text[start:end] for start, end in snippet.matches} == {word}
        assert word in finder._preview.reader.document.panes[0].conversion.text


@given(
    st.text(st.sampled_from("会议某，\n\U00020000"), max_size=80),
    st.integers(0, 80),
    st.integers(0, 3),
    st.integers(20, 60),
    st.booleans(),
)
def test_the_first_match_is_in_the_room_there_is(text: str, start: int, length: int, room: int, is_cut: bool) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    matches = ((start, end),) if end > start else ()
    snippet = Snippet(text, matches, Span(0, len(text)), is_cut, is_cut)
    shown, places = shown_snippet(snippet, room)
    units = shown.encode("utf-16-le")
    assert "\n" not in shown
    assert [units[2 * first : 2 * last].decode("utf-16-le") for first, last in places] == [
        text[first:last].replace("\n", " ") for first, last in matches
    ]
    assert all(len(units[: 2 * last].decode("utf-16-le")) <= room for _, last in places)
