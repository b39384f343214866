"""What is promised when processes die: judged by the driver's own ledger, never by the hub's word."""
