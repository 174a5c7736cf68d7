"""The least that Flask can do: the floor under every latency."""

from flask import Flask

app = Flask(__name__)


@app.post("/")
def hello() -> str:
    return "hello"


@app.get("/health")
def health() -> str:
    return "ok"
