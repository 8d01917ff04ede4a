"""The store of the log, and all SQL of the program: what its databases share; a room has what is one's alone."""
