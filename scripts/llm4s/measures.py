"""What chapters hold, counted: words, citations, links to records, figures, examples, questions, and the time they take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from llm4s.examples import blocks, examples
from llm4s.markup import Chapter
from llm4s.sections import sections

WORDS_A_MINUTE = 150
"""A slow reader's pace: technical text is read twice in places."""
QUESTION, EXAMPLE, COMMANDS = 1.0, 2.0, 1.0
"""Minutes for answering a question, following an example, typing a block of commands."""
_FIGURE = re.compile(r"<!--[ \t]*guide:[ \t]*(?:mindmap|diagram)\b|!\[[^\]\n]*\]\(")
_QUESTION = re.compile(r"^\?\?\?\+?[ \t]+question\b", re.MULTILINE)
_TITLE = re.compile(r'^[ \t]*(?:!!!|\?\?\?)\+?[ \t]+\w+[ \t]+"([^"\n]*)"', re.MULTILINE)
_BOX = re.compile(r'^!!![ \t]+abstract[ \t]+"(After this chapter)"[ \t]*$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Measures:
    """The counts of one chapter."""

    words: int
    citations: int
    """Papers that it cites, each once."""
    links: int
    """Records that it links, each once, papers it cites left out."""
    figures: int
    examples: int
    """Blocks of Python that the tests execute."""
    questions: int
    commands: int = 0
    """Blocks to type into a shell."""

    @property
    def minutes(self) -> int:
        """How long it takes to read, to answer its questions and to follow its examples; a minute at least."""
        return max(1, round(self.words / WORDS_A_MINUTE + self.questions * QUESTION + self.examples * EXAMPLE + self.commands * COMMANDS))


def measure(chapter: Chapter, names: Mapping[str, str]) -> Measures:
    """Count what a chapter holds; names says how readers know the records it refers to, by path. Code and front matter have no words."""
    prose, fenced = without_code(chapter), list(blocks(chapter))
    texts = [f"{section.title} {section.text}" for section in sections(chapter, names)] + _TITLE.findall(prose)
    return Measures(
        words=sum(any(map(str.isalnum, word)) for text in texts for word in text.split()),
        citations=len({citation.key for citation in chapter.citations}),
        links=len({reference.target for reference in chapter.references}),
        figures=len(_FIGURE.findall(prose)) + sum(block.language == "mermaid" for block in fenced),
        examples=sum(example.runs for example in examples(chapter)),
        questions=len(_QUESTION.findall(prose)),
        commands=sum(block.language in ("bash", "sh") for block in fenced),
    )


def without_code(chapter: Chapter) -> str:
    """Give a chapter's text with blanks in place of code and front matter, so that every place stays where it is."""
    front = re.match(r"---[ \t]*\n.*?^---[ \t]*$", chapter.text, re.DOTALL | re.MULTILINE)
    pieces, last = [], 0
    for start, end in [(0, front.end() if front else 0), *chapter.code]:
        pieces += [chapter.text[last:start], re.sub(r"[^\n]", " ", chapter.text[start:end])]
        last = end
    return "".join([*pieces, chapter.text[last:]])


def box(chapter: Chapter) -> re.Match[str] | None:
    """Find the first line of the box that a chapter opens with; its first group is the title."""
    return _BOX.search(without_code(chapter))
