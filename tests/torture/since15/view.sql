-- security_invoker.
create schema tvi15;
create table tvi15.t (a int);
create view tvi15.invoker with (security_invoker) as select a from tvi15.t;
create view tvi15.invoker_barrier with (security_invoker = true, security_barrier = true, check_option = cascaded) as select a from tvi15.t where a > 0;
create view tvi15.definer with (security_invoker = false) as select a from tvi15.t;
create view tvi15.merge_free as select json_scalar from (values (1)) v (json_scalar);
