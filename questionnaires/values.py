"""What an answer and a setting may be, for the questionnaire's parts and its conditions alike."""

from __future__ import annotations

UNKNOWN = "weiss_nicht"
"""Code of "I don't know"; everywhere the same as not answered when scoring."""

Value = str | int | float | tuple[str, ...]
"""A stored answer: code, text or ISO date text; number; codes of a multiple choice in the order
given. No answer is the absence of a value, never an empty one."""

SettingValue = int | float | str | tuple[str, ...]
