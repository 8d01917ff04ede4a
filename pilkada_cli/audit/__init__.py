"""The rules that the data must obey, one module a subject, and the run over all of them (`pilkada check`)."""
