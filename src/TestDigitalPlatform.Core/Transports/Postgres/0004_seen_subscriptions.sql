-- While a new version is rolled out, nodes of the old one start as well: they must not unsubscribe what only the new one handles. So nodes
-- call open_queue again every few minutes, and a subscription ends when no node has named it for half an hour.
alter table tdp.subscription add column seen_at timestamptz not null default now();

create or replace function tdp.open_queue(types text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    me text := tdp.me();
    queue_table text;
begin
    if not exists (select from tdp.endpoint e where e.name = me) then
        perform pg_advisory_xact_lock(hashtext('tdp.open_queue'));
        insert into tdp.endpoint (name) values (me) on conflict do nothing;
        if found then
            -- Attached, not made as a partition, which would wait for everybody who reads or writes any queue.
            select 'queue_' || e.number into queue_table from tdp.endpoint e where e.name = me;
            execute format('create table tdp.%I (like tdp.queue including defaults, check (endpoint = %L))
                with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)', queue_table, me);
            execute format('create index on tdp.%I (position)', queue_table);
            execute format('alter table tdp.queue attach partition tdp.%I for values in (%L)', queue_table, me);
        end if;
    end if;
    delete from tdp.subscription s where s.endpoint = me and not s.type = any (types) and s.seen_at < now() - interval '30 minutes';
    -- In one order, so that nodes that start together do not wait for each other in a circle.
    insert into tdp.subscription (type, endpoint) select distinct t, me from unnest(types) t order by t
    on conflict (type, endpoint) do update set seen_at = now();
end $$;
