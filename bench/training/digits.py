"""Trains the net that reads Thai digits on scans and writes its weights for numpy.

    python -m bench.training.digits FONTS TEXT OUT.npz [MINUTES]

FONTS is a folder of .ttf files, none of which may be measured with later; TEXT a file of Thai
text, a JSON document with ``body`` in each line. Needs PyTorch, which the product does not.
"""

import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, IterableDataset

from bench.digit_lines import Line, any_weather, draw, line_text, scanned
from indexer.digit_net import HEIGHT, SIGNS, STEP, normal

WIDTH = 192  # pixels of the pieces of lines that are trained on
POOL, REUSED = 400, 6  # lines at hand; pieces cut for each new line
MIDDLE, NEAR = 0.28, 0.36  # of a sign's width to either side of its middle: the sign; undecided


def words_of(path: Path) -> list[str]:
    """Return the running words of the texts."""
    texts = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:600])
    return [word for told in texts for word in str(told["body"]).split() if word]


def labels(signs: list[tuple[str, float, float]], frames: int) -> np.ndarray:
    """Return which sign stands at each step, 0 for none, -1 where it is not to be judged."""
    found = np.zeros(frames, np.int64)
    centres = (np.arange(frames) + 0.5) * STEP
    for sign, left, right in signs:
        reach, middle = (right - left), (left + right) / 2
        near = np.abs(centres - middle)
        found[(near < NEAR * reach) & (found == 0)] = -1
        found[near <= max(MIDDLE * reach, STEP * 0.5)] = SIGNS.index(sign) + 1
    return found


class Lines(IterableDataset):
    """Endless pieces of drawn lines with their labels; a line is cut and spoilt several times."""

    def __init__(self, fonts: list[Path], words: list[str]) -> None:
        self.fonts, self.words = fonts, words

    def __iter__(self):
        chance = random.Random(torch.initial_seed())
        pool = [self.line(chance) for _ in range(60)]
        while True:
            for _ in range(REUSED):
                yield piece(chance.choice(pool), chance)
            if len(pool) < POOL:
                pool.append(self.line(chance))
            else:
                pool[chance.randrange(POOL)] = self.line(chance)

    def line(self, chance: random.Random) -> Line:
        text, font = line_text(self.words, chance), chance.choice(self.fonts)
        return draw(text, font, chance.uniform(12, 20), chance.choice((0, 0, chance.random())))


def piece(line: Line, chance: random.Random) -> tuple[np.ndarray, np.ndarray]:
    """Cut WIDTH pixels out of a line as a page reader finds it, roughly, and scan them."""
    rows = np.flatnonzero((np.asarray(line.picture) < 128).any(axis=1))
    top, foot = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, line.picture.height)
    high = max(4, foot - top)
    top, foot = (top - int(high * chance.uniform(-0.04, 0.35)),
                 foot + int(high * chance.uniform(-0.04, 0.35)))  # fmt: skip
    stretch = chance.uniform(0.88, 1.12)
    across = HEIGHT / (foot - top) * stretch  # pixels of the net for one of print
    wide = int(WIDTH / across)
    start = chance.randint(-high, max(-high, line.picture.width - wide))
    if line.signs and chance.random() < 0.75:
        start = int(chance.choice(line.signs)[1]) - chance.randint(0, wide * 3 // 4)
    window = Image.new("L", (wide, foot - top), 255)
    window.paste(line.picture, (-start, -top))
    picture = scanned(window, any_weather(chance), chance)
    picture = picture.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    signs = [
        (s, (left - start) * across, (right - start) * across) for s, left, right in line.signs
    ]
    return normal(np.asarray(picture)), labels(signs, WIDTH // STEP)


def net() -> nn.Sequential:
    """Four layers that look ever wider, one that takes the whole height, one that answers."""
    wide = {"padding": (1, 2), "dilation": (1, 2)}
    flat = {"padding": (0, 2), "dilation": (1, 2)}
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 24, 3, padding=1), nn.ReLU(), nn.MaxPool2d((2, 1)),
        nn.Conv2d(24, 32, 3, **wide), nn.ReLU(), nn.MaxPool2d((2, 1)),
        nn.Conv2d(32, 48, 3, **wide), nn.ReLU(),
        nn.Conv2d(48, 96, (4, 3), **flat), nn.ReLU(),
        nn.Conv2d(96, len(SIGNS) + 1, (1, 3), **flat),
    )  # fmt: skip


def train(fonts: Path, text: Path, out: Path, minutes: float) -> None:
    torch.manual_seed(2569)
    torch.set_num_threads(1)
    lines = Lines(sorted(fonts.glob("*.ttf")), words_of(text))
    loader = DataLoader(lines, batch_size=64, num_workers=1, prefetch_factor=8)
    model = net()
    if out.exists() and "--on" in sys.argv:
        held = np.load(out)
        layers = [m for m in model if isinstance(m, nn.Conv2d)]
        for n, layer in enumerate(layers):
            layer.weight.data = torch.from_numpy(held[f"w{n}"].astype(np.float32))
            layer.bias.data = torch.from_numpy(held[f"b{n}"].astype(np.float32))
    best = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-4)
    weight = torch.ones(len(SIGNS) + 1)
    weight[0] = 0.4
    lost = nn.CrossEntropyLoss(weight, ignore_index=-1)
    began, shown = time.monotonic(), list[float]()
    for step, (pictures, told) in enumerate(loader, start=1):
        spent = (time.monotonic() - began) / 60 / minutes
        if spent >= 1:
            break
        for group in best.param_groups:
            group["lr"] = 2e-3 * min(1.0, step / 100) * (1 - spent) + 2e-5
        answers = model(pictures)[:, :, 0]
        loss = lost(answers, told)
        best.zero_grad()
        loss.backward()
        best.step()
        shown.append(loss.item())
        if step % 100 == 0:
            right = (answers.argmax(1) == told)[told > 0].float().mean().item()
            print(
                f"{spent:.2f} step {step} loss {np.mean(shown[-100:]):.4f} signs right {right:.4f}",
                flush=True,
            )
            save(model, out)
    save(model, out)


def save(model: nn.Sequential, out: Path) -> None:
    """Write the weights as half floats."""
    layers = [m for m in model if isinstance(m, nn.Conv2d)]
    held = {f"w{n}": m.weight.detach().numpy().astype(np.float16) for n, m in enumerate(layers)}
    held |= {f"b{n}": m.bias.detach().numpy().astype(np.float16) for n, m in enumerate(layers)}
    np.savez_compressed(out, **held)


if __name__ == "__main__":
    fonts, text, out = map(Path, sys.argv[1:4])
    train(fonts, text, out, float(sys.argv[4]) if len(sys.argv) > 4 else 30)
