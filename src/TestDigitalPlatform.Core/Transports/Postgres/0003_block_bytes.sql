-- As before, but a block also ends with the message that brings its bodies to max_bytes. The function of two arguments is called by
-- nodes of an earlier version.
create function tdp.receive(after_position bigint, at_most int, max_bytes bigint) returns table (
    "position" bigint, id uuid, source text, type text, key text, number bigint, previous text, customer_id text, trace_parent text,
    sent_at timestamptz, body bytea, headers text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_custom_plan as $$
declare
    me text := tdp.me();
    next_one cursor for
        select w.position, octet_length(w.body) from tdp.queue w where w.endpoint = me and w.position > after_position
        order by w.position limit at_most for update skip locked;
    next_position bigint;
    next_bytes bigint;
    bytes bigint := 0;
    block bigint[] := '{}';
begin
    -- A node that hangs must not keep its block from others.
    perform set_config('idle_in_transaction_session_timeout', '5min', true);
    -- One by one, so that no message is locked which is not taken.
    open next_one;
    while bytes < max_bytes loop
        fetch next_one into next_position, next_bytes;
        exit when not found;
        block := block || next_position;
        bytes := bytes + next_bytes;
    end loop;
    close next_one;
    return query
    with taken as (
        delete from tdp.queue q where q.endpoint = me and q.position = any (block) returning q.*
    )
    select t.position, t.id, t.source, t.type, t.key, t.number, t.previous, t.customer_id, t.trace_parent, t.sent_at, t.body, t.headers
    from taken t order by t.position;
end $$;

grant execute on function tdp.receive(bigint, int, bigint) to public;
