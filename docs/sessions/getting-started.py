# %% [raw]
# ---
# title: "Getting started with the sessions"
# description: Environment, a first call to a model behind an OpenAI-compatible endpoint, and a log that holds what a methods section needs.
# topics: [structured-output, reproducibility]
# minutes: 7
# ---

# %% [markdown]
# # Getting started with the sessions
#
# **You will** set up the environment, make a first call to a model, see what happens when calls fail, and keep a log from
# which a methods section can be written and the run repeated.
#
# ## Environment
#
# You need Python 3.11 or newer and about 2 GB of disk. From a copy of the repository:
#
# ```text
# make sessions                   # makes .venv-sessions and executes every session
# make sessions SESSION=dpo       # executes one
# .venv-sessions/bin/jupyter lab docs/sessions   # after: pip install jupyterlab
# ```
#
# Every session is a plain Python file whose cells begin with `# %%`. Editors show it as a notebook; the notebooks to
# download are made from it. Versions are pinned in `requirements-sessions.lock`; PyTorch is pinned by its version alone,
# because its builds with and without graphics cards have different hashes.
#
# ## A model, or none
#
# Any server that speaks the OpenAI chat protocol will do: [[tools/ollama]], [[tools/vllm]], [[tools/llama-cpp]], or a
# provider. Three variables say which:
#
# ```text
# export LLM4S_BASE_URL=http://127.0.0.1:11434/v1     # where it answers
# export LLM4S_MODEL=name-of-the-model                # which model
# export LLM4S_API_KEY=...                            # only if it asks for a key
# ```
#
# The key is read from the environment, sent with each request, and written nowhere. Without the first two, every session
# runs to its end on what needs no language model, and says what it leaves out.

# %%
from llm4s_sessions.client import Budget, Client, Endpoint, Limits, Price, Tally

endpoint = Endpoint.from_environment()
print(f"{endpoint.model} at {endpoint.base_url}" if endpoint else "No endpoint is set: the calls below go to a stand-in on this machine.")

# %% [markdown]
# So that this page can show real calls without a model, a *stand-in* answers on this machine if no endpoint is set. It
# speaks the protocol, and it is no language model: it labels by keywords, and it misbehaves on purpose.

# %% tags=["hide-input"]
import json
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from llm4s_sessions.measure.keywords import by_keywords


class StandIn(BaseHTTPRequestHandler):
    calls = 0

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        StandIn.calls += 1
        content, finish, status = json.dumps({"label": by_keywords(asked["messages"][-1]["content"].split("Text: ")[-1])}), "stop", 200
        if StandIn.calls == 2:
            status = 429
        elif StandIn.calls == 4:
            content = "The label is probably code."
        elif StandIn.calls == 5:
            content, finish = '{"label": "da', "length"
        body = {"id": f"call-{StandIn.calls}", "model": "stand-in-1", "created": 0, "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}]}
        body["usage"] = {"prompt_tokens": 40, "completion_tokens": 8, "total_tokens": 48}
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Retry-After", "0") if status == 429 else None
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


if endpoint is None:
    stand_in = HTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=stand_in.serve_forever, daemon=True).start()
    endpoint = Endpoint(f"http://127.0.0.1:{stand_in.server_port}/v1", "stand-in")

# %% [markdown]
# ## A first call
#
# The client asks for JSON of a given form and checks what comes back. Temperature 0 and a seed are the defaults; neither
# makes a hosted model repeatable to the letter [@atil-2024-non-determinism], which is why replies are kept.

# %%
from typing import Literal

from pydantic import BaseModel


class Coded(BaseModel):
    label: Literal["code", "data", "methods", "barrier", "outcome", "none"]


folder = Path(tempfile.mkdtemp())  # a real study keeps this folder with its data
client = Client(endpoint, folder, budget=Budget(requests=50, tokens=50_000), limits=Limits(seconds=30, attempts=4, first_wait=0.1))


def prompt(text):
    return [{"role": "user", "content": f"Label the text as code, data, methods, barrier, outcome or none. Answer as JSON with the key label.\nText: {text}"}]


reply = client.ask(prompt("Raw spectra are in the observatory archive."), schema=Coded, max_tokens=50)
print(reply.outcome, "|", reply.value, "|", reply.prompt_tokens, "+", reply.completion_tokens, "tokens")

# %% [markdown]
# ## Many calls, some of which fail
#
# Rate limits (429) and server errors are waited for and tried again, as long as the server asks or ever longer. What comes
# back in a wrong form is no exception and no silent gap: it is a counted outcome, and the reply is kept.

# %%
texts = ["Our scripts are on GitLab.", "The samples were lost.", "Cells were counted twice.", "A second team found the same period.", "Floods are costly."]
replies = client.ask_all([prompt(text) for text in texts], schema=Coded, max_tokens=50)
for text, reply in zip(texts, replies, strict=True):
    print(f"{reply.outcome.value:32} {reply.attempts} tries   {reply.text!r:34} {text}")
print(Tally.of(replies))

# %% [markdown]
# A failure rate is a result. Report it, and look whether the texts that failed differ from the others: leaving them out
# quietly is a selection.
#
# ## Again, without a call
#
# Equal model, prompt and parameters are asked once. An interrupted run is started again with the same line, and goes on
# where it stopped.

# %%
spent = client.budget.spent_requests
again = client.ask_all([prompt(text) for text in texts], schema=Coded, max_tokens=50)
print(f"{sum(reply.cached for reply in again)} of {len(again)} from the cache, {client.budget.spent_requests - spent} new requests")

# %% [markdown]
# ## A budget that holds
#
# Before a request is made, its worst case is held against the budget: as many tokens as the prompt has bytes, and the
# longest answer. If that could exceed the limit, the request is not made.

# %%
from llm4s_sessions.client import BudgetError

tight = Client(endpoint, folder, budget=Budget(cost=0.0001, price=Price(prompt=0.5, completion=1.5)))
try:
    tight.ask(prompt("A new text. " * 30), schema=Coded, max_tokens=200)
except BudgetError as error:
    print("stopped:", error)

# %% [markdown]
# ## What a methods section needs
#
# The log has one line for each attempt, with everything that is needed to send the call again. The line of the first call:

# %%
entry = json.loads((folder / "calls.jsonl").read_text().splitlines()[0])
entry["endpoint"], entry["time"], entry["seconds"] = "(address)", "(time)", "(seconds)"  # these differ in every run
entry["parameters"]["response_format"] = "(the form above)"
print(json.dumps(entry, indent=2))

# %% [markdown]
# From it follow: the model as asked for *and as served*, dates, parameters, the exact prompts, number of calls, failures by
# kind, tokens. Publish the log with the data, unless texts in it must not leave the house. What a reader needs to judge such
# a study is in [Reproducibility](../guide/responsible/reproducibility.md); interfaces change under their names
# [@chen-2023-chatgpt], so the date belongs to the model's name.

# %%
entries = [json.loads(line) for line in (folder / "calls.jsonl").read_text().splitlines()]
made = [one for one in entries if not one["cached"]]
print(f"Labels were asked from {made[0]['model']} (served as {made[0]['served']['model']}), temperature {made[0]['parameters']['temperature']}, seed {made[0]['parameters']['seed']}.")
print(f"{len(made)} requests; {sum(one['outcome'] == 'ok' for one in made)} gave a usable label; {sum(one['prompt_tokens'] or 0 for one in made)} + {sum(one['completion_tokens'] or 0 for one in made)} tokens.")
client.http.close()
tight.http.close()

# %% [markdown]
# Next: [Session 1](labelling-extraction-judging.md).
#
# ??? question "Why keep replies that could not be used?"
#     They are data: their share is an error rate, their kind tells what to mend, and leaving them out selects the easy texts.
#
# ??? question "Your run stopped after 600 of 1,000 calls. What do you do?"
#     Start the same line again. The 600 come from the cache at no cost, and the log goes on.
