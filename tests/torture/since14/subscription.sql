-- binary, streaming.
create subscription tsb14 connection 'host=nowhere' publication one with (connect = false, slot_name = none, binary = true, streaming = true);
