-- Events and outcomes that the transport refuses do not stop those behind them, and a block is bounded by its bytes.

-- Set when the transport has refused the event: it is left out of blocks, and tried again by itself when the time has come.
alter table tdp.outbox add column refused_until timestamptz;
create index on tdp.outbox (refused_until) where refused_until is not null;

-- Takes the next events for the transaction of the relay, in order: at most so many, and no more once they have max_bytes. With
-- was_refused, those that were refused and whose time has come. The function of three arguments is called by earlier versions.
create function tdp.take_events(after_sequence bigint, at_most int, max_bytes bigint, was_refused boolean, keep boolean)
returns setof tdp.outbox
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
declare
    next_one cursor for
        select o.sequence, octet_length(o.body::text) from tdp.outbox o
        where o.sequence > after_sequence and o.refused_until is null
        order by o.sequence limit at_most for update skip locked;
    next_sequence bigint;
    next_bytes bigint;
    bytes bigint := 0;
    block bigint[] := '{}';
begin
    -- A relay that hangs must not keep its block from others.
    perform set_config('idle_in_transaction_session_timeout', '60s', true);
    if was_refused then
        block := array(
            select o.sequence from tdp.outbox o where o.refused_until <= now()
            order by o.refused_until limit at_most for update skip locked);
    else
        -- One by one, so that no event is locked which is not taken.
        open next_one;
        while bytes < max_bytes loop
            fetch next_one into next_sequence, next_bytes;
            exit when not found;
            block := block || next_sequence;
            bytes := bytes + next_bytes;
        end loop;
        close next_one;
    end if;
    return query
    with taken as (
        delete from tdp.outbox o where o.sequence = any (block) returning o.*
    ), kept as (
        insert into tdp.event (at, sequence, id, type, subject, key, number, previous, customer_id, body, trace_parent, stored_at,
            destination)
        select t.at, t.sequence, t.id, t.type, t.subject, t.key, t.number, t.previous, t.customer_id, t.body, t.trace_parent, t.stored_at,
            t.destination
        from taken t where keep
    )
    select t.* from taken t order by t.sequence;
end $$;

-- Notes that the transport refused an event. Waits for nobody: whoever has it locked carries it.
create function tdp.refuse_event(refused bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.outbox o set refused_until = now() + interval '1 minute'
    where o.sequence in (select r.sequence from tdp.outbox r where r.sequence = refused for update skip locked)
$$;

-- The same for outcomes.
alter table tdp.message_outcome add column refused_until timestamptz;
create index on tdp.message_outcome (refused_until) where refused_until is not null;

create function tdp.take_outcomes(at_most int, max_bytes bigint, was_refused boolean) returns setof tdp.message_outcome
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
declare
    next_one cursor for
        select o.sequence, octet_length(o.body) from tdp.message_outcome o where o.refused_until is null
        order by o.sequence limit at_most for update skip locked;
    next_sequence bigint;
    next_bytes bigint;
    bytes bigint := 0;
    block bigint[] := '{}';
begin
    perform set_config('idle_in_transaction_session_timeout', '60s', true);
    if was_refused then
        block := array(
            select o.sequence from tdp.message_outcome o where o.refused_until <= now()
            order by o.refused_until limit at_most for update skip locked);
    else
        open next_one;
        while bytes < max_bytes loop
            fetch next_one into next_sequence, next_bytes;
            exit when not found;
            block := block || next_sequence;
            bytes := bytes + next_bytes;
        end loop;
        close next_one;
    end if;
    return query
    with taken as (
        delete from tdp.message_outcome o where o.sequence = any (block) returning o.*
    )
    select t.* from taken t order by t.sequence;
end $$;

create function tdp.refuse_outcome(refused bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.message_outcome o set refused_until = now() + interval '1 minute'
    where o.sequence in (select r.sequence from tdp.message_outcome r where r.sequence = refused for update skip locked)
$$;

-- How many outcomes wait, counted to at most so many.
create function tdp.outcome_state(at_most int) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select count(*) from (select from tdp.message_outcome o limit at_most) w
$$;

revoke execute on function
    tdp.take_events(bigint, int, bigint, boolean, boolean), tdp.refuse_event(bigint),
    tdp.take_outcomes(int, bigint, boolean), tdp.refuse_outcome(bigint), tdp.outcome_state(int) from public;
grant execute on function
    tdp.take_events(bigint, int, bigint, boolean, boolean), tdp.refuse_event(bigint),
    tdp.take_outcomes(int, bigint, boolean), tdp.refuse_outcome(bigint), tdp.outcome_state(int) to {service}_app;
