"""The sentences behind the prints, for diffs: `.cache/munjigi/sentences.json`.

The lock is the truth, and holds no text of others; what this file lacks is told by its print alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping

from munjigi.cachefolder import open_private, write_private
from munjigi.model import Text
from munjigi.paths import CACHE_FOLDER
from munjigi.watch.prints import HASH, fingerprint

NAME = "sentences.json"


def recall(root: str) -> dict[str, str]:
    """The known sentences of the project in the folder `root`, by the hash in their print."""
    try:
        with open_private(os.path.join(root, CACHE_FOLDER), NAME) as file:
            known = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(known, dict):
        return {}
    texts = {hash_: text for hash_, text in known.items() if isinstance(text, str)}
    return {hash_: text for hash_, text in texts.items() if fingerprint(text)[:HASH] == hash_}


def remember(
    root: str, known: Mapping[str, str], seen: Iterable[str], prints: Iterable[str]
) -> Text | None:
    """Keep the sentences that were seen now or stand in the lock; a warning where that fails."""
    kept = {fingerprint(one)[:HASH]: one for one in seen}
    wanted = {one[:HASH] for one in prints}
    kept |= {hash_: text for hash_, text in known.items() if hash_ in wanted}
    data = json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=0)
    return write_private(os.path.join(root, CACHE_FOLDER), NAME, [data.encode()])
