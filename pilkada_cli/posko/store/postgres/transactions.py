"""How transactions begin in PostgreSQL: each sets for itself what it needs, as nothing is set for a session."""

#: The number of the advisory lock that programs take in turn where there is no table `turn` yet; it must never change.
TURN = 0x504C4B44
#: Seconds: how long others are waited for, how long one statement may take that writes or reads, and how long a program
#: may say nothing within its turn, or while it reads; then the server ends the transaction, and others go on.
PATIENCE, WRITES, READS, ASLEEP, IDLE = 120, 60, 300, 45, 3600
#: The same for a statement that makes tables or indexes anew, and how much later nobody waits for the server itself.
UPGRADE, GRACE = 3600, 30
READING = (
    # What is read through a cursor is read to its end, and planned for that.
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = pilkada; "
    f"SET LOCAL cursor_tuple_fraction = 1; SET LOCAL lock_timeout = '{PATIENCE}s'; "
    f"SET LOCAL statement_timeout = '{READS}s'; SET LOCAL idle_in_transaction_session_timeout = '{IDLE}s'"
)
WRITING = (
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL search_path = pilkada; "
    f"SET LOCAL lock_timeout = '{PATIENCE}s'; SET LOCAL statement_timeout = '{PATIENCE + GRACE}s'; "
    f"SET LOCAL idle_in_transaction_session_timeout = '{ASLEEP}s'; SET LOCAL synchronous_commit = on; "
    "{turn}; "
    f"SET LOCAL statement_timeout = '{WRITES}s'"
)
#: For what is put aside, which takes no turn and may be lost.
ASIDE = (
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL search_path = pilkada; "
    f"SET LOCAL lock_timeout = '{PATIENCE}s'; SET LOCAL statement_timeout = '{WRITES}s'; "
    f"SET LOCAL idle_in_transaction_session_timeout = '{ASLEEP}s'; SET LOCAL synchronous_commit = off"
)
