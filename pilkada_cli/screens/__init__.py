"""What people read: pure functions from values to sentences and lines, in the language now spoken."""
