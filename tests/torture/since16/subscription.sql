-- origin, password_required, run_as_owner, streaming = parallel.
create subscription tsb16 connection 'host=nowhere' publication one with (connect = false, slot_name = none, origin = none, password_required = false, run_as_owner = true, streaming = parallel);
