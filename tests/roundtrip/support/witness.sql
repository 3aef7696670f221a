-- A second witness of what a database holds: every row of every system catalog that somebody made, as JSON, with each
-- object identifier and column number replaced by the name of what it points to. It knows no kind of object: what points
-- where is asked of pg_get_catalog_foreign_keys(), so this needs PostgreSQL 14. Left out is what differs between two
-- databases of one schema (numbers of files and columns, counts of rows), and what pg_dump does not restore.
set search_path = '';

create function pg_temp.named(class oid, object oid) returns text language sql as $$
  select case when object = 0 then '-' else coalesce((pg_identify_object(class, object, 0)).identity, 'gone') end
$$;
create function pg_temp.named_all(class oid, objects text) returns jsonb language sql as $$
  select jsonb_agg(pg_temp.named(class, o::oid) order by n)
  from regexp_split_to_table(trim(objects, '{} '), '[ ,]+') with ordinality r (o, n) where o <> ''
$$;
create function pg_temp.columns_named(relation oid, numbers text) returns jsonb language sql as $$
  select jsonb_agg(coalesce((select attname::text from pg_catalog.pg_attribute where attrelid = relation and attnum = a::int), a) order by n)
  from regexp_split_to_table(trim(numbers, '{} '), '[ ,]+') with ordinality r (a, n) where a <> ''
$$;
-- Who granted a privilege is not modelled. Without an entry of its own an object has the default for its kind; the order of entries says nothing.
create function pg_temp.access(acl aclitem[], kind "char", owner oid) returns jsonb language sql as $$
  select coalesce(jsonb_agg(x order by x), '[]') from (
    select distinct 'to ' || case a.grantee when 0 then 'public' else a.grantee::regrole::text end || ': ' ||
      a.privilege_type || case when a.is_grantable then ' *' else '' end
    from aclexplode(coalesce(acl, acldefault(kind, owner))) a) e (x)
$$;
create function pg_temp.sorted(list text[]) returns jsonb language sql as $$
  -- pg_attver is the server's own note of a column's version (minor releases of November 2026).
  select jsonb_agg(x order by x) from unnest(list) x where x !~ '^pg_attver='
$$;

-- Loose members of an operator family depend on the family, the others on their class.
create function pg_temp.member_of(class oid, object oid) returns jsonb language sql as $$
  select jsonb_agg(x order by x) from (select deptype::text || ' ' || pg_temp.named(refclassid, refobjid) from pg_catalog.pg_depend
    where classid = class and objid = object and refclassid in ('pg_catalog.pg_opclass'::regclass, 'pg_catalog.pg_opfamily'::regclass)) d (x)
$$;

-- What is an extension's is left to it.
create temporary table extensions_own as
  select classid, objid from pg_catalog.pg_depend where deptype = 'e' union
  -- The row types of tables that were added to one.
  select 'pg_catalog.pg_type'::regclass, t.oid from pg_catalog.pg_depend d join pg_catalog.pg_class c on c.oid = d.objid
    join pg_catalog.pg_type r on r.oid = c.reltype join pg_catalog.pg_type t on t.oid in (r.oid, r.typarray)
    where d.deptype = 'e' and d.classid = 'pg_catalog.pg_class'::regclass;
create temporary table said (catalog text, what jsonb);

do $body$
declare
  cat record;
  fk record;
  cells text;
  gone text[];
  condition text;
  key_column text;
  key_class text;
  extra text;
begin
  for cat in
    select c.oid, c.relname::text as name, exists (select from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = 'oid') as has_oid
    from pg_catalog.pg_class c
    where c.oid in (select fktable from pg_get_catalog_foreign_keys())
      and c.relname not in ('pg_depend', 'pg_shdepend', 'pg_description', 'pg_shdescription', 'pg_seclabel', 'pg_shseclabel', 'pg_init_privs', 'pg_statistic',
        'pg_statistic_ext_data', 'pg_database', 'pg_authid', 'pg_auth_members', 'pg_tablespace', 'pg_largeobject', 'pg_largeobject_metadata', 'pg_db_role_setting',
        'pg_subscription_rel', 'pg_replication_origin')
  loop
    -- Of what object a row is: its own identifier, or the first one that it points with.
    key_column := 'oid';
    key_class := cat.name;
    if not cat.has_oid then
      select fkcols[1], pktable::regclass::text into key_column, key_class from pg_get_catalog_foreign_keys()
      where fktable = cat.oid and fkcols[1] in ('attrelid', 'indexrelid', 'inhrelid', 'aggfnoid', 'rngtypid', 'seqrelid', 'partrelid', 'ftrelid', 'mapcfg') limit 1;
    end if;
    cells := '';
    -- Of keys connoinherit only says whether the index was attached or came with its partition.
    -- What a partition shares with its table is not its own once it was attached, which is how pg_dump makes it.
    -- A collation made FROM "C" is for any encoding; made with its locale, as pg_dump does too, for the database's.
    gone := array['oid', 'relfilenode', 'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'reltoastrelid', 'relhassubclass', 'relhasindex', 'relhasrules', 'relhastriggers',
      'relfrozenxid', 'relminmxid', 'relnatts', 'relispopulated', 'attnum', 'attcacheoff', 'attndims', 'typndims', 'atthasmissing', 'attmissingval', 'indcheckxmin', 'indnatts', 'indnkeyatts',
      'adnum', 'enumsortorder', 'collversion', 'collencoding', 'connoinherit', 'extversion', 'extconfig', 'extcondition', 'subdbid', 'subskiplsn', 'tgargs', 'tgattr', 'indoption', 'stxkeys', 'prattrs', 'proargdefaults', 'pronargdefaults', 'conislocal', 'dictinitoption'];
    for fk in select * from pg_get_catalog_foreign_keys() f where f.fktable = cat.oid and f.fkcols[1] not in ('reltoastrelid', 'polroles') loop
      if cardinality(fk.fkcols) = 1 then
        gone := gone || fk.fkcols[1]::text;
        cells := cells || format(', %L, ', fk.fkcols[1]) || case when fk.is_array
          then format('pg_temp.named_all(%s, t.%I::text)', fk.pktable::oid, fk.fkcols[1])
          else format('pg_temp.named(%s, t.%I)', fk.pktable::oid, fk.fkcols[1]) end;
      elsif fk.pktable = 'pg_catalog.pg_attribute'::regclass then
        gone := gone || fk.fkcols[2]::text;
        if fk.fkcols[2] not in ('attnum', 'stxkeys', 'prattrs', 'tgattr') then
          cells := cells || format(', %L, pg_temp.columns_named(t.%I, t.%I::text)', fk.fkcols[2], fk.fkcols[1], fk.fkcols[2]);
        end if;
      end if;
    end loop;
    -- Expressions are told by the functions that print them.
    select gone || coalesce(array_agg(attname::text), '{}') into gone from pg_catalog.pg_attribute
      where attrelid = cat.oid and atttypid in ('pg_node_tree'::regtype, 'aclitem[]'::regtype, 'pg_lsn'::regtype);
    extra := case cat.name
      when 'pg_attrdef' then $$, 'on', (select attname from pg_catalog.pg_attribute a where a.attrelid = t.adrelid and a.attnum = t.adnum), 'sql', pg_get_expr(adbin, adrelid)$$
      when 'pg_attribute' then $$, 'type', format_type(atttypid, atttypmod), 'acl', case when attacl is not null then pg_temp.access(attacl, 'c', 10) end,
        'place', case when (select relkind from pg_catalog.pg_class where oid = attrelid) in ('c', 'v', 'm', 'i', 'I') then rank() over (partition by attrelid order by attnum) end,
        'options', pg_temp.sorted(attoptions), 'fdwoptions', pg_temp.sorted(attfdwoptions)$$
      when 'pg_class' then $$, 'acl', case when relkind not in ('i', 'I', 'c') then pg_temp.access(relacl, case relkind when 'S' then 's' else 'r' end::"char", relowner) end, 'bound', pg_get_expr(relpartbound, oid), 'partition by', case when relkind = 'p' then pg_get_partkeydef(oid) end,
        'view', case when relkind in ('v', 'm') then pg_get_viewdef(oid) end, 'options', pg_temp.sorted(reloptions), 'toast', pg_temp.sorted((select x.reloptions from pg_catalog.pg_class x where x.oid = t.reltoastrelid))$$
      when 'pg_constraint' then $$, 'sql', pg_get_constraintdef(oid), 'no inherit', case when contype in ('c', 'n') then connoinherit end,
        'local', conislocal and (coninhcount = 0 or not (select relispartition from pg_catalog.pg_class where oid = conrelid))$$
      when 'pg_ts_dict' then $$, 'options', pg_temp.sorted(regexp_split_to_array(dictinitoption, ', (?=[^ ]+ = )'))$$
      when 'pg_index' then $$, 'sql', pg_get_indexdef(indexrelid)$$
      when 'pg_proc' then $$, 'settings', pg_temp.sorted(proconfig), 'acl', pg_temp.access(proacl, 'f', proowner), 'arguments', pg_get_function_arguments(oid), 'result', pg_get_function_result(oid), 'body', pg_get_function_sqlbody(oid)$$
      when 'pg_type' then $$, 'acl', pg_temp.access(typacl, 'T', typowner), 'default', case typtype when 'd' then pg_get_expr(typdefaultbin, 0) else typdefault end, 'labels', (select jsonb_agg(enumlabel order by enumsortorder) from pg_catalog.pg_enum where enumtypid = t.oid)$$
      when 'pg_trigger' then $$, 'sql', pg_get_triggerdef(oid)$$
      when 'pg_rewrite' then $$, 'sql', pg_get_ruledef(oid)$$
      when 'pg_policy' then $$, 'roles', (select jsonb_agg(r order by r) from unnest(polroles::regrole[]::text[]) r), 'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid)$$
      when 'pg_statistic_ext' then $$, 'sql', pg_get_statisticsobjdef(oid)$$
      when 'pg_namespace' then $$, 'acl', pg_temp.access(nspacl, 'n', nspowner)$$
      when 'pg_language' then $$, 'acl', pg_temp.access(lanacl, 'l', lanowner)$$
      when 'pg_foreign_data_wrapper' then $$, 'acl', pg_temp.access(fdwacl, 'F', fdwowner), 'options', pg_temp.sorted(fdwoptions)$$
      when 'pg_foreign_server' then $$, 'acl', pg_temp.access(srvacl, 'S', srvowner), 'options', pg_temp.sorted(srvoptions)$$
      when 'pg_foreign_table' then $$, 'options', pg_temp.sorted(ftoptions)$$
      when 'pg_user_mapping' then $$, 'options', pg_temp.sorted(umoptions)$$
      when 'pg_default_acl' then $$, 'acl', pg_temp.access(defaclacl, defaclobjtype, defaclrole)$$
      when 'pg_amop' then $$, 'of', pg_temp.member_of(t.tableoid, t.oid)$$
      when 'pg_amproc' then $$, 'of', pg_temp.member_of(t.tableoid, t.oid)$$
      else '' end;
    if cat.name = 'pg_publication_rel' then
      extra := case when current_setting('server_version_num')::int < 150000 then ''
        else $$, 'columns', (select jsonb_agg(attname order by attname) from pg_catalog.pg_attribute where attrelid = prrelid and attnum = any (prattrs)), 'where', pg_get_expr(prqual, prrelid)$$ end;
    end if;
    gone := gone || case cat.name when 'pg_class' then '{reloptions}' when 'pg_attribute' then '{attoptions,attfdwoptions}' when 'pg_foreign_data_wrapper' then '{fdwoptions}'
      when 'pg_foreign_server' then '{srvoptions}' when 'pg_foreign_table' then '{ftoptions}' when 'pg_user_mapping' then '{umoptions}' when 'pg_type' then '{typdefault}' when 'pg_proc' then '{proconfig}' when 'pg_policy' then '{polroles}' else '{}' end::text[];
    condition := case cat.name
      when 'pg_attribute' then 'attnum > 0 and not attisdropped and attrelid >= 16384 and (select relnamespace from pg_catalog.pg_class c where c.oid = attrelid) <> ''pg_toast''::regnamespace'
      when 'pg_class' then 'oid >= 16384 and relnamespace <> ''pg_toast''::regnamespace and relpersistence <> ''t'''
      when 'pg_index' then 'indexrelid >= 16384 and (select relnamespace from pg_catalog.pg_class c where c.oid = indexrelid) <> ''pg_toast''::regnamespace'
      when 'pg_trigger' then 'not (tgisinternal and tgname ~ ''ConstraintTrigger_'')'
      when 'pg_enum' then 'false'
      when 'pg_namespace' then 'oid >= 16384 or nspname = ''public'''
      when 'pg_language' then 'oid >= 16384 or lanname = ''plpgsql'''
      else format('%I::oid >= 16384', key_column) end;
    execute format($q$insert into said select %L, (to_jsonb(t) - %L::text[]) || jsonb_build_object('it', pg_temp.named(%s, t.%I) %s %s) from pg_catalog.%I t
      where (%s) and not exists (select from extensions_own e where e.classid = %s and e.objid = t.%I)$q$,
      cat.name, gone, key_class::regclass::oid, key_column, cells, extra, cat.name, condition, key_class::regclass::oid, key_column);
  end loop;
end
$body$;

-- What belongs to a temporary table of ours is not there.
delete from said where what::text ~ 'pg_(toast_)?temp_';

insert into said select 'pg_authid', to_jsonb(r) - 'oid' - 'rolpassword' || jsonb_build_object('comment', shobj_description(r.oid, 'pg_authid'),
  'settings', (select jsonb_agg(c order by c) from pg_catalog.pg_db_role_setting s, unnest(setconfig) c where s.setrole = r.oid and s.setdatabase = 0))
  from pg_catalog.pg_roles r where rolname !~ '^pg_';
update said set what = what - 'rolconfig' where catalog = 'pg_authid';
insert into said select 'pg_auth_members', to_jsonb(m) - array['oid', 'roleid', 'member', 'grantor'] || jsonb_build_object('role', roleid::regrole, 'member', member::regrole)
  from pg_catalog.pg_auth_members m where member::regrole::text !~ '^pg_';
insert into said select 'pg_description', jsonb_build_object('it', (pg_identify_object(classoid, objoid, objsubid)).identity, 'kind', (pg_identify_object(classoid, objoid, objsubid)).type, 'comment', description)
  from pg_catalog.pg_description d where objoid >= 16384 or classoid = 'pg_catalog.pg_namespace'::regclass or classoid = 'pg_catalog.pg_language'::regclass;
-- Privileges on what an extension or initdb made, where they are not as these left them.
insert into said select 'pg_init_privs', jsonb_build_object('it', (pg_identify_object(o.class, o.oid, 0)).identity, 'acl', pg_temp.sorted(o.acl::text[]))
  from (select 'pg_catalog.pg_proc'::regclass, oid, proacl from pg_catalog.pg_proc where proacl is not null
    union all select 'pg_catalog.pg_class'::regclass, oid, relacl from pg_catalog.pg_class where relacl is not null
    union all select 'pg_catalog.pg_type'::regclass, oid, typacl from pg_catalog.pg_type where typacl is not null
    union all select 'pg_catalog.pg_language'::regclass, oid, lanacl from pg_catalog.pg_language where lanacl is not null
    union all select 'pg_catalog.pg_foreign_data_wrapper'::regclass, oid, fdwacl from pg_catalog.pg_foreign_data_wrapper where fdwacl is not null) o (class, oid, acl)
  left join pg_catalog.pg_init_privs i on i.classoid = o.class and i.objoid = o.oid and i.objsubid = 0
  where (o.oid < 16384 or exists (select from extensions_own e where e.classid = o.class and e.objid = o.oid))
    and o.acl::text[] is distinct from i.initprivs::text[];
-- Sequences that a column owns; what goes with an extension that it does not belong to.
insert into said select 'pg_depend', jsonb_build_object('it', (pg_identify_object(classid, objid, objsubid)).identity, 'on', (pg_identify_object(refclassid, refobjid, refobjsubid)).identity, 'how', deptype)
  from pg_catalog.pg_depend where (deptype = 'x' or (deptype in ('a', 'i') and classid = 'pg_catalog.pg_class'::regclass and refclassid = 'pg_catalog.pg_class'::regclass and refobjsubid > 0
    and exists (select from pg_catalog.pg_class where oid = objid and relkind = 'S'))) and objid >= 16384;
