"""`pilkada posko`: the joint command post at a keyboard."""
