-- failover.
create subscription tsb17 connection 'host=nowhere' publication one with (connect = false, slot_name = none, failover = true);
