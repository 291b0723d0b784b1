"""Processes as boxes and arrows, each laid out twice: across for a wide page, downwards for a narrow one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llm4s_figures.canvas import Canvas

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Ways = Mapping[tuple[str, str], Sequence[Point]]


@dataclass(frozen=True)
class Flow:
    """Boxes by key, as tone and lines of text, and arrows from one to another: start, end, dashed or not."""

    name: str
    title: str
    description: str
    boxes: Mapping[str, tuple[str, ...]]
    arrows: Sequence[tuple[str, str, bool]]

    def draw(self, width: float, height: float, places: Mapping[str, Box], ways: Ways | None = None, *, narrow: bool = False) -> Canvas:
        """Lay the flow out; an arrow runs straight unless a way is given."""
        sheet = Canvas(self.name + ("-narrow" if narrow else ""), self.title, self.description, width, height)
        for start, end, dashed in self.arrows:
            sheet.arrow(*((ways or {}).get((start, end)) or _straight(places[start], places[end])), dashed=dashed)
        for key, (tone, *lines) in self.boxes.items():
            sheet.box(*places[key], *lines, tone=tone, size=11.5)
        return sheet


def _straight(start: Box, end: Box) -> Sequence[Point]:
    """Lead from the edge of one box to that of another in the same column or row."""
    left, right = max(start[0], end[0]), min(start[0] + start[2], end[0] + end[2])
    if right > left:
        x, down = (left + right) / 2, end[1] > start[1]
        return [(x, start[1] + (start[3] if down else 0)), (x, end[1] + (-1 if down else end[3] + 1))]
    y, ahead = (max(start[1], end[1]) + min(start[1] + start[3], end[1] + end[3])) / 2, end[0] > start[0]
    return [(start[0] + (start[2] if ahead else 0), y), (end[0] + (-1 if ahead else end[2] + 1), y)]


TRAINING = Flow(
    "training-pipeline",
    "From raw text to an aligned model",
    "Four steps in a row. Pre-training on raw text gives a base model. Supervised fine-tuning on demonstrations makes it follow instructions. "
    "Preference tuning on compared answers makes it give preferred ones. Reinforcement learning on problems with checkable answers makes it reason. Each step has its own data.",
    {
        "d1": ("d", "raw text", "web, books, papers, code"),
        "d2": ("d", "demonstrations", "instruction and answer"),
        "d3": ("d", "comparisons", "which answer is better"),
        "d4": ("d", "checkable problems", "mathematics, code"),
        "s1": ("a", "1  Pre-training", "predict the next token"),
        "s2": ("b", "2  Fine-tuning", "imitate good answers"),
        "s3": ("c", "3  Preferences", "RLHF or DPO"),
        "s4": ("c", "4  Verified rewards", "reinforcement learning"),
        "m1": ("n", "base model", "continues a text"),
        "m2": ("n", "instructed model", "answers"),
        "m3": ("n", "aligned model", "answers as preferred"),
        "m4": ("n", "reasoning model", "works out, then answers"),
    },
    [(f"{a}{k}", f"{b}{k}", False) for k in range(1, 5) for a, b in ("ds", "sm")] + [(f"m{k}", f"s{k + 1}", False) for k in range(1, 4)],
)
RETRIEVAL = Flow(
    "retrieval-augmented-generation",
    "Retrieval-augmented generation",
    "Two lanes. Once: papers are cut into passages, which go into an index of words and vectors. For every question: it searches the index, the passages that were found "
    "go into the prompt, the model writes an answer with citations, and a reader checks them against the passages.",
    {
        "papers": ("d", "papers", "with metadata"),
        "passages": ("d", "passages", "with their place"),
        "index": ("d", "index", "words and vectors"),
        "question": ("b", "question"),
        "search": ("a", "search", "and rerank"),
        "prompt": ("a", "prompt", "question, passages"),
        "model": ("c", "model", "writes from these"),
        "answer": ("b", "answer", "with citations"),
        "check": ("n", "check", "claim by claim"),
    },
    [
        ("papers", "passages", False),
        ("passages", "index", False),
        ("index", "search", False),
        ("question", "search", False),
        ("search", "prompt", False),
        ("prompt", "model", False),
        ("model", "answer", False),
        ("answer", "check", False),
        ("passages", "check", True),
    ],
)
AGENT = Flow(
    "agent-loop",
    "The loop of an agent",
    "A task goes to the model, which decides on its next step. A rule outside the model checks the step: what is harmless runs at once in a sandbox, what cannot be undone waits for a person. "
    "The tool's result goes into the context, and the model decides again, until it answers or a limit of steps is reached. Every step is logged.",
    {
        "task": ("b", "task"),
        "model": ("c", "model", "decides on the next step"),
        "guard": ("n", "rules", "outside the model"),
        "person": ("b", "person", "allows or refuses"),
        "tool": ("a", "tool", "runs in a sandbox"),
        "result": ("d", "result", "joins the context"),
        "answer": ("b", "answer", "or limit reached"),
    },
    [
        ("task", "model", False),
        ("model", "guard", False),
        ("guard", "tool", False),
        ("guard", "person", True),
        ("person", "tool", True),
        ("tool", "result", False),
        ("result", "model", False),
        ("model", "answer", False),
    ],
)
RING = ("literature", "hypotheses", "design", "experiments", "analysis", "writing", "review")
CYCLE = Flow(
    "research-cycle",
    "The research cycle, and what language models are used for in it",
    "A ring of seven stages with what models are used for: literature (search, screen, extract), hypotheses (propose, compare), design (protocols), experiments (agents, robots), "
    "analysis (code, statistics), writing (draft, edit, translate), review (check, summarize), and back to the literature. In the middle stands a person who decides, checks and answers for the result.",
    {
        "literature": ("d", "Literature", "search, screen, extract"),
        "hypotheses": ("c", "Hypotheses", "propose, compare"),
        "design": ("c", "Design", "protocols, simulations"),
        "experiments": ("a", "Experiments", "agents, robots"),
        "analysis": ("a", "Analysis", "code, statistics"),
        "writing": ("b", "Writing", "draft, edit, translate"),
        "review": ("b", "Review", "check, summarize"),
        "person": ("n", "a person", "decides, checks,", "answers for the result"),
    },
    [(start, end, False) for start, end in zip(RING, RING[1:] + RING[:1], strict=True)],
)


def training() -> Canvas:
    """Draw the steps of training across."""
    places = {f"{lane}{k + 1}": (4.0 + 181 * k, y, 157.0, 46.0) for lane, y in (("d", 6.0), ("s", 86.0), ("m", 166.0)) for k in range(4)}
    stairs = {(f"m{k + 1}", f"s{k + 2}"): [(161 + 181.0 * k, 189), (173 + 181 * k, 189), (173 + 181 * k, 109), (184 + 181 * k, 109)] for k in range(3)}
    return TRAINING.draw(708, 218, places, stairs)


def training_narrow() -> Canvas:
    """Draw the steps of training downwards."""
    places: dict[str, Box] = {}
    for k in range(4):
        y = 6.0 + 142 * k
        places |= {f"d{k + 1}": (2, y, 156, 46), f"s{k + 1}": (178, y, 148, 46), f"m{k + 1}": (178, y + 70, 148, 46)}
    return TRAINING.draw(328, 556, places, narrow=True)


def retrieval() -> Canvas:
    """Draw retrieval across."""
    places: dict[str, Box] = {"papers": (4, 28, 124, 46), "passages": (148, 28, 124, 46), "index": (148, 96, 124, 46), "check": (580, 28, 124, 46)}
    places |= {key: (4 + 144.0 * k, 176, 124, 46) for k, key in enumerate(("question", "search", "prompt", "model", "answer"))}
    sheet = RETRIEVAL.draw(708, 228, places)
    sheet.text(4, 18, "once", anchor="start", tone="quiet", size=11.5)
    sheet.text(4, 166, "for every question", anchor="start", tone="quiet", size=11.5)
    return sheet


def retrieval_narrow() -> Canvas:
    """Draw retrieval downwards."""
    places: dict[str, Box] = {"papers": (2, 26, 150, 46), "passages": (2, 100, 150, 46), "index": (24, 174, 128, 46), "check": (2, 396, 150, 46)}
    places |= {key: (178, y, 148, 46) for key, y in zip(("question", "search", "prompt", "model", "answer"), (26.0, 174.0, 248.0, 322.0, 396.0), strict=True)}
    sheet = RETRIEVAL.draw(328, 448, places, {("passages", "check"): [(12, 146), (12, 395)]}, narrow=True)
    sheet.text(2, 16, "once", anchor="start", tone="quiet", size=11.5)
    sheet.text(178, 16, "for every question", anchor="start", tone="quiet", size=11.5)
    return sheet


def agent() -> Canvas:
    """Draw the loop across."""
    places: dict[str, Box] = {"task": (4, 84, 90, 46), "model": (124, 84, 168, 46), "guard": (342, 84, 140, 46), "person": (342, 6, 140, 46)}
    places |= {"tool": (552, 84, 150, 46), "result": (342, 164, 140, 46), "answer": (60, 164, 150, 46)}
    ways: Ways = {
        ("person", "tool"): [(482, 29), (627, 29), (627, 83)],
        ("tool", "result"): [(627, 130), (627, 187), (483, 187)],
        ("result", "model"): [(342, 187), (250, 187), (250, 131)],
    }
    return AGENT.draw(708, 216, places, ways)


def agent_narrow() -> Canvas:
    """Draw the loop downwards."""
    places: dict[str, Box] = {"task": (2, 6, 84, 46), "model": (110, 6, 190, 46), "answer": (2, 92, 142, 46), "guard": (162, 92, 138, 46)}
    places |= {"person": (2, 178, 142, 46), "tool": (162, 264, 138, 46), "result": (162, 350, 138, 46)}
    ways: Ways = {
        ("guard", "person"): [(182, 138), (182, 201), (145, 201)],
        ("person", "tool"): [(73, 224), (73, 287), (161, 287)],
        ("result", "model"): [(300, 373), (318, 373), (318, 29), (301, 29)],
    }
    return AGENT.draw(328, 402, places, ways, narrow=True)


def research_cycle() -> Canvas:
    """Draw the cycle of research and what models are used for in each stage."""
    places: dict[str, Box] = {"literature": (89, 6, 150, 48), "person": (94, 168, 140, 62)}
    for key, x, y in (("hypotheses", 178, 90), ("design", 178, 258), ("experiments", 178, 338), ("analysis", 6, 338), ("writing", 6, 258), ("review", 6, 90)):
        places[key] = (x, y, 144, 48)
    ways: Ways = {
        ("literature", "hypotheses"): [(239, 30), (270, 30), (270, 89)],
        ("hypotheses", "design"): [(280, 138), (280, 257)],
        ("writing", "review"): [(48, 258), (48, 139)],
        ("review", "literature"): [(58, 90), (58, 30), (88, 30)],
    }
    return CYCLE.draw(328, 392, places, ways)


FIGURES = (training, training_narrow, retrieval, retrieval_narrow, agent, agent_narrow, research_cycle)
