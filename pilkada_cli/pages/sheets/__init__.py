"""What people print: pure functions from values to sheets of paper, a module a subject."""
