-- What a transition costs: the instances of several messages are read by one statement, and their transitions are stored by one.
-- docs/decisions/processes.md says why. These functions take the customer of each message, and look at nothing of any other. They are for
-- the platform itself: a statement in the isolation of a customer can't call them.

-- The steps go with their instance, as before; but each new one no longer locks it, which its transition has locked already.
alter table tdp.process_step drop constraint process_step_instance_fkey;

create or replace function tdp.forget_processes(ended_before timestamptz, at_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten int;
begin
    with gone as (
        delete from tdp.process p where p.id in (
            select e.id from tdp.process e where e.ended_at < ended_before order by e.ended_at limit at_most for update skip locked)
        returning p.id
    ), steps as (
        delete from tdp.process_step s using gone g where s.instance = g.id
    )
    select count(*) into forgotten from gone;
    return forgotten;
end $$;

-- How far the key of each message has come, and its instance, in their order. Whether the message took effect before is found when it is
-- marked: looking at the partitions of the inbox costs more than all the rest. The first argument sets no customer, in the same statement.
create function tdp.look_at_processes(outside text, sources text[], keys text[], instances uuid[], processes text[], customers text[])
returns table (last bigint, key text, version bigint, state text, body text, woken_at timestamptz, is_over boolean, began bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
    if current_setting('tdp.customer', true) <> '' then
        raise exception 'A statement in the isolation of a customer can not do this.' using errcode = '42501';
    end if;
    return query
    select coalesce((select k.last from tdp.inbox_key k where k.source = m.source and k.key = m.key), 0),
        p.key::text, p.version, p.state, p.body::text, p.woken_at, p.ended_at is not null, p.began
    from unnest(sources, keys, instances, processes, customers)
        with ordinality m (source, key, instance, process, customer_id, place)
    left join tdp.process p
        on p.id = m.instance and p.process = m.process and p.customer_id is not distinct from m.customer_id
    order by m.place;
end $$;

-- Marks messages as taken effect and stores the transition that each leads to, all or none: as tdp.mark_message and tdp.move_process do for
-- one. No two are of one key or one instance. What fails because of one message names it in place of a column. Returns for each whether
-- messages of its key wait.
create function tdp.move_processes(
    messages uuid[], sent timestamptz[], sources text[], keys text[], numbers bigint[], expected bigint[],
    instances uuid[], processes text[], instance_keys text[], customers text[], versions bigint[], states text[], bodies jsonb[],
    wakes timestamptz[], ends boolean[], begins boolean[], times timestamptz[], because text[], commands text[]) returns boolean[]
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    done bigint;
    more bigint;
    odd text;
    held record;
    seen bigint;
    is_keyed boolean := cardinality(array_remove(keys, null)) > 0;
    is_long boolean := false;
    waits boolean[] := array_fill(false, array[cardinality(messages)]);
begin
    if current_setting('tdp.customer', true) <> '' then
        raise exception 'A statement in the isolation of a customer can not do this.' using errcode = '42501';
    end if;
    insert into tdp.inbox (sent_at, id) select m.sent_at, m.id from unnest(sent, messages) m (sent_at, id)
    on conflict do nothing;
    get diagnostics done = row_count;
    if done < cardinality(messages) then
        select m.id into odd from unnest(sent, messages) m (sent_at, id)
        join tdp.inbox i on i.sent_at = m.sent_at and i.id = m.id where i.xmin <> pg_current_xact_id()::xid limit 1;
        raise exception 'The message took effect before.' using errcode = 'TDP03', column = coalesce(odd, '');
    end if;

    if is_keyed then
        -- What was seen of the key comes in the column that then says what was the last before.
        insert into tdp.inbox_key as k (source, key, last, before)
        select m.source, m.key, m.number, m.expected
        from unnest(sources, keys, numbers, expected) m (source, key, number, expected)
        where m.key is not null order by m.source, m.key
        on conflict (source, key) do update set before = k.last, last = greatest(k.last, excluded.last), at = excluded.at
        where k.last = excluded.before;
        get diagnostics done = row_count;
        if done < cardinality(array_remove(keys, null)) then
            select m.id into odd from unnest(messages, sources, keys) m (id, source, key)
            join tdp.inbox_key k on k.source = m.source and k.key = m.key where k.xmin <> pg_current_xact_id()::xid limit 1;
            raise exception 'The key has come further since it was looked at.' using errcode = 'TDP01', column = coalesce(odd, '');
        end if;
    end if;
    -- Only now, since whoever holds a message of the key waits for the row of the key.
    if is_keyed then
        for held in
            select m.*, k.before as reached
            from unnest(messages, sources, keys, numbers) with ordinality m (id, source, key, number, place)
            join tdp.inbox_key k on k.source = m.source and k.key = m.key
            where exists (
                select from tdp.held_message h
                where h.source = m.source and h.key = m.key and h.state in ('waiting', 'delayed', 'failed'))
        loop
            delete from tdp.held_message h where h.id = held.id and h.state = 'failed';
            if exists (
                select from tdp.held_message h
                where h.source = held.source and h.key = held.key and h.state in ('waiting', 'delayed', 'failed')
                    and h.number < held.number and h.number > held.reached and h.cause is distinct from 'unknown_type')
            then
                raise exception 'An earlier message of the key has not taken effect.' using errcode = 'TDP04', column = held.id::text;
            end if;
            waits[held.place] := exists (
                select from tdp.held_message h
                where h.source = held.source and h.key = held.key and h.state = 'waiting' and h.needs <= held.number);
        end loop;
    end if;
    if array_position(keys, null) is not null then
        delete from tdp.held_message h where h.id = any (messages) and h.key is null and h.state = 'failed';
    end if;

    done := 0;
    if 0 = any (versions) then
        insert into tdp.process (id, process, key, customer_id, version, began, state, body, wake_at, started_at, changed_at, ended_at)
        select m.instance, m.process, m.key, m.customer_id, 1, 1, m.state, m.body, m.wake_at, m.at, m.at, case when m.ends then m.at end
        from unnest(instances, processes, instance_keys, customers, versions, states, bodies, wakes, ends, times)
            m (instance, process, key, customer_id, version, state, body, wake_at, ends, at)
        where m.version = 0 order by m.instance
        on conflict do nothing;
        get diagnostics done = row_count;
    end if;
    update tdp.process p set version = p.version + 1, state = m.state, body = m.body, wake_at = m.wake_at, woken_at = null,
        changed_at = m.at, started_at = case when m.begins then m.at else p.started_at end,
        began = case when m.begins then m.version + 1 else p.began end, ended_at = case when m.ends then m.at end
    from (
        select * from unnest(instances, processes, customers, versions, states, bodies, wakes, ends, begins, times)
            u (instance, process, customer_id, version, state, body, wake_at, ends, begins, at)
        where u.version > 0 order by u.instance
    ) m
    where p.id = m.instance and p.version = m.version and p.process = m.process and p.customer_id is not distinct from m.customer_id;
    get diagnostics more = row_count;
    if done + more < cardinality(messages) then
        select m.id into odd from unnest(messages, instances) m (id, instance)
        left join tdp.process p on p.id = m.instance where p.xmin is distinct from pg_current_xact_id()::xid limit 1;
        raise exception 'The process has moved since it was fetched.' using errcode = 'TDP01', column = coalesce(odd, '');
    end if;

    insert into tdp.process_step (instance, version, at, message, state, commands)
    select m.instance, m.version + 1, m.at, m.because, m.state, string_to_array(m.commands, E'\n')
    from unnest(instances, versions, times, because, states, commands) m (instance, version, at, because, state, commands);
    -- Now and then, those before the last 200 are forgotten.
    foreach seen in array versions loop
        is_long := is_long or seen % 50 = 49;
    end loop;
    if is_long then
        delete from tdp.process_step s using unnest(instances, versions) m (instance, version)
        where m.version % 50 = 49 and s.instance = m.instance and s.version <= m.version - 199;
    end if;
    return waits;
end $$;

-- As before; but what a service sends to itself is not kept as history: nobody builds anything from it.
create or replace function tdp.take_events(after_sequence bigint, at_most int, max_bytes bigint, was_refused boolean, keep boolean)
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
        from taken t where keep and t.destination is distinct from '{service}'
    )
    select t.* from taken t order by t.sequence;
end $$;

revoke execute on function
    tdp.look_at_processes(text, text[], text[], uuid[], text[], text[]),
    tdp.move_processes(uuid[], timestamptz[], text[], text[], bigint[], bigint[], uuid[], text[], text[], text[], bigint[], text[], jsonb[],
        timestamptz[], boolean[], boolean[], timestamptz[], text[], text[]) from public;
grant execute on function
    tdp.look_at_processes(text, text[], text[], uuid[], text[], text[]),
    tdp.move_processes(uuid[], timestamptz[], text[], text[], bigint[], bigint[], uuid[], text[], text[], text[], bigint[], text[], jsonb[],
        timestamptz[], boolean[], boolean[], timestamptz[], text[], text[]) to {service}_app, {service}_platform;
