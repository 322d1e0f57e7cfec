-- The other headers of a message, as a JSON object.
alter table tdp.queue add column headers text;

create function tdp.publish(
    ids uuid[], types text[], keys text[], numbers bigint[], previous text[], customers text[], traces text[], sent timestamptz[],
    bodies bytea[], headers text[], destination text) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    me text := tdp.me();
begin
    return query
    with m as (
        select * from unnest(ids, types, keys, numbers, previous, customers, traces, sent, bodies, headers)
            with ordinality as u (id, type, key, number, previous, customer_id, trace_parent, sent_at, body, headers, place)
    ), queued as (
        insert into tdp.queue (endpoint, id, source, type, key, number, previous, customer_id, trace_parent, sent_at, body, headers)
        select e.endpoint, m.id, me, m.type, m.key, m.number, m.previous, m.customer_id, m.trace_parent, m.sent_at, m.body, m.headers
        from m cross join lateral (
            select s.endpoint from tdp.subscription s where s.type = m.type and destination is null
            union all select destination where destination is not null) e
        order by m.place
        returning endpoint
    )
    select distinct q.endpoint from queued q;
end $$;

-- What nodes of an earlier version call.
create or replace function tdp.publish(
    ids uuid[], types text[], keys text[], numbers bigint[], previous text[], customers text[], traces text[], sent timestamptz[],
    bodies bytea[], destination text) returns setof text
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select * from tdp.publish(ids, types, keys, numbers, previous, customers, traces, sent, bodies,
        array_fill(null::text, array[coalesce(array_length(ids, 1), 0)]), destination)
$$;

drop function tdp.receive(bigint, int);
create function tdp.receive(after_position bigint, at_most int) returns table (
    "position" bigint, id uuid, source text, type text, key text, number bigint, previous text, customer_id text, trace_parent text,
    sent_at timestamptz, body bytea, headers text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_custom_plan as $$
declare
    me text := tdp.me();
begin
    -- A node that hangs must not keep its block from others.
    perform set_config('idle_in_transaction_session_timeout', '5min', true);
    return query
    with taken as (
        delete from tdp.queue q where q.endpoint = me and q.position = any (array(
            select w.position from tdp.queue w where w.endpoint = me and w.position > after_position
            order by w.position limit at_most for update skip locked))
        returning q.*
    )
    select t.position, t.id, t.source, t.type, t.key, t.number, t.previous, t.customer_id, t.trace_parent, t.sent_at, t.body, t.headers
    from taken t order by t.position;
end $$;

revoke execute on all functions in schema tdp from public;
grant execute on function tdp.open_queue(text[]), tdp.receive(bigint, int), tdp.queue_state(int),
    tdp.publish(uuid[], text[], text[], bigint[], text[], text[], text[], timestamptz[], bytea[], text),
    tdp.publish(uuid[], text[], text[], bigint[], text[], text[], text[], timestamptz[], bytea[], text[], text) to public;
