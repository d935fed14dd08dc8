"""Search beside other engines: the same reports, the same queries, one machine, one run."""
