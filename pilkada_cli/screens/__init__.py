"""What people read on a screen: pure functions from values to sentences and lines, in the current language."""
