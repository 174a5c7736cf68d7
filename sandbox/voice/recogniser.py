"""Words from sound by pocketsphinx, with a grammar made for the question that was asked.

Its grammar must hold whatever is said: it hears nothing else. How well the sound fits the words is
the mean logarithm of the acoustic score of a frame, against the best sound of any kind there.
"""

import asyncio
import importlib.util
import itertools
import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sandbox.media.sound import Pcm
from sandbox.voice.grammar import Grammar, of_gather
from sandbox.voice.wideband import WIDE

EVEN_FIT, STEEP = -3.1, 5.0  # of the fit: where words are as likely right as wrong
LEAST_CONFIDENCE = 0.15
NOISE = 10.0  # rms of the hiss that is added: the models know no digital silence
TINIEST, MOST_SEGMENTS, GRAMMARS_KEPT = 1e-300, 400, 30
LANGUAGE = "en"
Search = tuple[str, Grammar]


@dataclass(frozen=True)
class Understood:
    """`confidence` from 0 to 1. `unknown`: words of the hints that cannot be heard."""

    text: str
    confidence: float
    unknown: tuple[str, ...] = ()


def is_there() -> bool:
    return importlib.util.find_spec("pocketsphinx") is not None


class Recogniser:
    """One decoder in one thread of its own: listeners queue for it."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recogniser")
        self._decoder: Any = None
        self._searches: dict[tuple[tuple[str, str], ...], Search] = {}
        self._hiss = np.random.default_rng(7)

    async def hear(self, pcm: Pcm, attributes: Mapping[str, str]) -> Understood | None:
        """What was said at 16 kHz into a Gather with these attributes; None for no words."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self.decode, pcm, dict(attributes))

    def decode(self, pcm: Pcm, attributes: Mapping[str, str]) -> Understood | None:
        self._decoder = self._decoder or _decoder()
        name, grammar = self._search(attributes)
        self._decoder.activate_search(name)
        noisy = pcm + self._hiss.normal(0, NOISE, len(pcm))
        self._decoder.start_utt()
        sound = noisy.clip(-32768, 32767).astype(np.int16).tobytes()
        self._decoder.process_raw(sound, full_utt=True)
        self._decoder.end_utt()
        said = self._decoder.hyp()
        if said is None or not grammar.sentence.fullmatch(f"{said.hypstr} "):
            return None  # nothing, or half a sentence
        confidence = 1 / (1 + math.exp(STEEP * (EVEN_FIT - self._fit())))
        if confidence < LEAST_CONFIDENCE:
            return None
        return Understood(said.hypstr, round(confidence, 4), grammar.unknown)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _fit(self) -> float:
        parts = list(itertools.islice(self._decoder.seg(), MOST_SEGMENTS))
        count = parts[-1].end_frame + 1
        return sum(math.log(max(part.ascore, TINIEST)) for part in parts) / count

    def _known(self, word: str) -> bool:
        return self._decoder.lookup_word(word) is not None

    def _search(self, attributes: Mapping[str, str]) -> Search:
        names = ("hints", "speechModel", "numDigits")
        key = tuple((name, attributes[name]) for name in names if name in attributes)
        if key not in self._searches:
            grammar = of_gather(attributes, self._known)
            while len(self._searches) >= GRAMMARS_KEPT:
                old, _ = self._searches.pop(next(iter(self._searches)))
                self._decoder.remove_search(old)
            name = f"gather{next(_NUMBERS)}"
            self._decoder.add_jsgf_string(name, grammar.jsgf)
            self._searches[key] = (name, grammar)
        return self._searches[key]


_NUMBERS = itertools.count()


def _decoder() -> Any:
    from pocketsphinx import Config, Decoder, get_model_path

    models = Path(get_model_path()) / "en-us"
    return Decoder(
        Config(
            hmm=str(models / "en-us"),
            dict=str(models / "cmudict-en-us.dict"),
            samprate=WIDE,
            cmn="batch",
            loglevel="FATAL",
        )
    )
