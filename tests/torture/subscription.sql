-- CREATE SUBSCRIPTION without connecting, ALTER SUBSCRIPTION. Later options are since14's to since18's.
create role tsb_owner superuser;
create subscription tsb_plain connection 'host=nowhere dbname=x' publication one with (connect = false);
create subscription "tsb It's ""one""" connection 'host=nowhere dbname=''it\''s x'' application_name=y' publication "It's ""a"" publication", two with (connect = false, slot_name = none, create_slot = false, enabled = false);
create subscription tsb_slot connection 'host=nowhere' publication one with (connect = false, slot_name = 'odd_slot', synchronous_commit = 'remote_apply');
create subscription tsb_altered connection 'host=nowhere' publication one with (connect = false, slot_name = none);
alter subscription tsb_altered connection 'host=elsewhere';
alter subscription tsb_altered set publication three, four with (refresh = false);
alter subscription tsb_altered set (synchronous_commit = local);
alter subscription tsb_altered rename to "tsb naïve";
alter subscription tsb_plain owner to tsb_owner;
comment on subscription tsb_plain is 'a ''subscription''';
