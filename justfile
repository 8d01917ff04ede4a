# The five words one needs; `just` is in the package lists of most systems.

# Run the tests, or some of them: just test tests/regions
test *ARGS:
    .venv/bin/uv run pytest {{ARGS}}

# Style, types, and the plan of the house
lint:
    .venv/bin/uv run ruff check .
    .venv/bin/uv run ruff format --check .
    .venv/bin/uv run mypy
    .venv/bin/uv run lint-imports

# Check the data and write the golden files anew; read their difference
data:
    .venv/bin/uv run pilkada check
    PILKADA_GOLDEN=write .venv/bin/uv run pytest tests/test_golden.py

# What a call costs beside a bare Typer program
bench:
    .venv/bin/uv run --group bench python -m benchmarks start

# Draw the picture and run every example of the documents
docs:
    .venv/bin/uv run python docs/picture.py
    .venv/bin/uv run python docs/man.py
    .venv/bin/uv run pytest tests/test_readme.py
