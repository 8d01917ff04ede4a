"""What people see in a browser, on the wall and in print: pure functions from values to pages and drawings."""
