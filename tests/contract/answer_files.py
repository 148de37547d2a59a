"""An answer file with everything that the contract knows (4.2)."""

from __future__ import annotations

from tests.examining import HEAD

KEY, OTHER_KEY = "99008001012000", "99008001012001"
ANSWERS = {
    "O1": "allein", "O2": "weiss_nicht", "O7": "nein", "O11": ["servicekonto", "bundid"],
    "EE3": "weiss_nicht", "X1": ["weiss_nicht"], "X3": "nie", "X4.link": "=A1", "F2": 12,
    "F1.von": "2026-01-01", "H4": "2",
}  # fmt: skip
FULL = {
    **HEAD,
    "department": "Bürgerservice",
    "department_id": "fd-33",
    "round_id": "r2",
    "opens": "2026-10-01",
    "closes": "2026-12-15",
    "settings": {"ozg-rm-1.1.mindesttage": 60},
    "start_file": "start-7",
    "department_answers": {"X9": "ja", "X9.stand": "läuft"},
    "services": [
        {
            "id": "s2", "title": "Zuletzt im Alphabet", "leika": [OTHER_KEY, KEY],
            "ozg_id": "10193", "theme": "Querschnitt", "leika_type": "2/3",
            "audience": ["unternehmen", "buerger"], "focus": False, "sdg": None,
            "keys_checked": "2026-01-31", "remark": "eins\nzwei „drei“ 😀", "answers": ANSWERS,
            "notes": {"O7": "hinter einer verborgenen Frage"}, "evidence": {"O1": "Plan"},
            "finished": True,
        },
        {"id": "s1", "title": "Anfang"},
    ],
    "measures": [
        {"id": "m1", "title": "Schulen", "subjects": ["s1"], "responsible": "Amt",
         "effort": "klein", "due": "2027-03-31", "status": "Geplant"},
    ],
}  # fmt: skip
