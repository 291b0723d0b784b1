"""A question at a terminal, where ids and words are suggested while one types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.validation import ValidationError, Validator

from llm4s.adapters.prompts import Check

_WORD = re.compile(r"[^,\s]+")


class _Fault(Validator):
    def __init__(self, check: Check) -> None:
        self._check = check

    def validate(self, document: Any) -> None:
        if fault := self._check(document.text.strip()):
            raise ValidationError(message=fault, cursor_position=len(document.text))


def ask(question: str, choices: Mapping[str, str], default: str, check: Check) -> str:
    """Ask one question; an answer that the check finds fault with is not taken.

    Args:
        question: what is asked.
        choices: what can be answered, each with its name.
        default: what stands there already.
        check: words the fault of an answer, '' if there is none.
    """
    completer = WordCompleter(list(choices), meta_dict=dict(choices), match_middle=True, pattern=_WORD)
    session: PromptSession[str] = PromptSession(completer=completer, complete_while_typing=True, validator=_Fault(check), validate_while_typing=False)
    return session.prompt(f"{question}: ", default=default).strip()
