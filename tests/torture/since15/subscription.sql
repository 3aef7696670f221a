-- two_phase, disable_on_error.
create subscription tsb15 connection 'host=nowhere' publication one with (connect = false, slot_name = none, two_phase = true, disable_on_error = true, streaming = true);
