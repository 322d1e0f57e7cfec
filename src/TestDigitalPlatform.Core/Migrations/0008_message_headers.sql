-- Headers of messages; events for one receiver only (replies); and the outcomes that a transport is told of.
-- docs/decisions/nservicebus.md says why.

-- The other headers of a message, as a JSON object. Text, because JSON in PostgreSQL has no character 0.
alter table tdp.outbox add column headers text, add column destination text;
alter table tdp.event add column destination text;
alter table tdp.held_message add column headers text;
grant insert (headers, destination) on tdp.outbox to {service}_app, {service}_platform;

-- Gives an event its place. One that is for a single receiver has none: others of the key would wait for what never comes to them.
create or replace function tdp.number_event() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    new.sequence := nextval('tdp.outbox_sequence_seq');
    -- A node of an earlier version, which still runs while this one comes, knows no key.
    new.key := coalesce(new.key, new.subject);
    if new.destination is not null then
        new.number := 0;
        new.previous := '{}';
        return new;
    end if;
    insert into tdp.event_key as k (key, last, last_type, before)
    values (new.key, (extract(epoch from clock_timestamp()) * 1000000)::bigint, new.type, '{}')
    on conflict (key) do update set
        last = greatest(k.last + 1, excluded.last),
        last_type = excluded.last_type,
        before = k.before || jsonb_build_object(k.last_type, k.last),
        at = excluded.at
    returning last, before into new.number, new.previous;
    return new;
end $$;

-- As before, with the destination.
create or replace function tdp.take_events(after_sequence bigint, at_most int, keep boolean) returns setof tdp.outbox
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
begin
    -- A relay that hangs must not keep its block from others.
    perform set_config('idle_in_transaction_session_timeout', '60s', true);
    return query
    with block as materialized (
        select o.sequence from tdp.outbox o where o.sequence > after_sequence order by o.sequence limit at_most for update skip locked
    ), taken as (
        delete from tdp.outbox o where o.sequence = any (array(select b.sequence from block b)) returning o.*
    ), kept as (
        insert into tdp.event (at, sequence, id, type, subject, key, number, previous, customer_id, body, trace_parent, stored_at,
            destination)
        select t.at, t.sequence, t.id, t.type, t.subject, t.key, t.number, t.previous, t.customer_id, t.body, t.trace_parent, t.stored_at,
            t.destination
        from taken t where keep
    )
    select t.* from taken t order by t.sequence;
end $$;

-- As before; the history is of what was published, and not of replies.
create or replace function tdp.read_history(wanted text[], after_number bigint, after_id uuid, at_most int) returns table (
    number bigint, id uuid, type text, customer_id text, at timestamptz, body text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select e.number, e.id, e.type, e.customer_id, e.at, e.body::text from (
        select h.number, h.id, h.type, h.customer_id, h.at, h.body from tdp.event h
        where h.type = any (wanted) and (h.number, h.id) > (after_number, after_id) and h.destination is null
        union all
        select o.number, o.id, o.type, o.customer_id, o.at, o.body from tdp.outbox o
        where o.type = any (wanted) and (o.number, o.id) > (after_number, after_id) and o.destination is null) e
    order by e.number, e.id limit at_most
$$;

-- What became of messages, until the transport has been told: written with the effect, or with the failure.
create table tdp.message_outcome (
    sequence bigint generated always as identity primary key,
    is_failure boolean not null,
    id uuid not null,
    source text not null,
    type text not null,
    key text,
    number bigint not null,
    previous text,
    customer_id text,
    trace_parent text,
    sent_at timestamptz not null,
    headers text,
    body bytea not null,
    cause text,
    error text,
    details text,
    begun_at timestamptz not null,
    ended_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Notes that a message was handled, in the transaction of its effects.
create function tdp.note_handled(
    message uuid, message_source text, message_type text, message_key text, message_number bigint, message_previous text, customer text,
    trace text, sent timestamptz, message_headers text, content bytea, begun timestamptz, ended timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tdp.message_outcome (is_failure, id, source, type, key, number, previous, customer_id, trace_parent, sent_at, headers,
        body, begun_at, ended_at)
    values (false, message, message_source, message_type, message_key, message_number, message_previous, customer, trace, sent,
        message_headers, content, begun, ended)
$$;

-- Takes outcomes that nobody else has taken, for the transaction of the relay: without a commit they are back when it ends.
create function tdp.take_outcomes(at_most int) returns setof tdp.message_outcome
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
begin
    perform set_config('idle_in_transaction_session_timeout', '60s', true);
    return query
    with taken as (
        delete from tdp.message_outcome o where o.sequence = any (array(
            select b.sequence from tdp.message_outcome b order by b.sequence limit at_most for update skip locked))
        returning o.*
    )
    select t.* from taken t order by t.sequence;
end $$;

-- As before; a message that had failed and comes again from elsewhere leaves the error queue when it takes effect.
create or replace function tdp.mark_message(
    message uuid, sent timestamptz, message_source text, message_key text, message_number bigint, needed bigint, expected bigint,
    was_held boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into tdp.inbox (sent_at, id) values (sent, message) on conflict do nothing;
    if not found then
        raise exception 'The message took effect before.' using errcode = 'TDP03';
    end if;
    delete from tdp.held_message h where h.id = message and (was_held or h.state = 'failed');
    if message_key is null then
        return false;
    end if;
    if needed > 0 then
        perform from tdp.inbox_key k where k.source = message_source and k.key = message_key and k.last >= needed;
        if not found then
            raise exception 'An earlier message of the key has not taken effect.' using errcode = 'TDP04';
        end if;
    end if;
    insert into tdp.inbox_key as k (source, key, last) values (message_source, message_key, message_number)
    on conflict (source, key) do update set last = greatest(k.last, excluded.last), at = excluded.at
    where expected is null or k.last = expected;
    if not found then
        raise exception 'The key has come further since it was looked at.' using errcode = 'TDP01';
    end if;
    return exists (
        select from tdp.held_message h
        where h.source = message_source and h.key = message_key and h.state = 'waiting' and h.needs <= message_number);
end $$;

-- Holds a message; see 0005. One that fails for good is noted for the transport when failed_headers are given, which are kept with it.
create function tdp.hold_message(
    message uuid, new_state text, due timestamptz, message_source text, message_type text, message_key text, message_number bigint,
    needed bigint, message_previous text, customer text, trace text, sent timestamptz, content bytea, made_attempts int,
    why text, what text, now_is timestamptz, passes boolean, give_up_before timestamptz, message_headers text, failed_headers text,
    failure_details text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    reached bigint;
begin
    if message_key is not null and needed > 0 then
        insert into tdp.inbox_key (source, key, last) values (message_source, message_key, 0) on conflict do nothing;
        select k.last into reached from tdp.inbox_key k where k.source = message_source and k.key = message_key for update;
        if reached >= needed and new_state = 'waiting' then
            return 'ready';
        end if;
        if reached < needed and new_state <> 'waiting' then
            new_state := 'waiting';
            due := now_is + interval '2 seconds';
            passes := false;
        end if;
        -- The earlier one is nowhere: a person has to decide.
        if reached < needed
            and exists (select from tdp.held_message h where h.id = message and h.first_held_at < give_up_before)
            and not exists (
                select from tdp.held_message h
                where h.source = message_source and h.key = message_key and h.number < message_number
                    and h.state in ('waiting', 'delayed', 'failed'))
        then
            new_state := 'failed';
            due := null;
            why := 'earlier_message_missing';
            what := 'The message of the same key with the number ' || needed || ' has not come.';
            failure_details := null;
        end if;
    end if;
    if new_state = 'failed' then
        message_headers := coalesce(failed_headers, message_headers);
    end if;
    insert into tdp.held_message as h (id, state, due_at, source, type, key, number, needs, previous, customer_id, trace_parent, sent_at,
        body, attempts, cause, error, first_held_at, held_at, headers)
    values (message, new_state, due, message_source, message_type, message_key, message_number, needed, message_previous, customer,
        trace, sent, content, made_attempts, why, what, now_is, now_is, message_headers)
    on conflict (id) do update set state = excluded.state, due_at = excluded.due_at, needs = excluded.needs,
        attempts = excluded.attempts, cause = coalesce(excluded.cause, h.cause), error = coalesce(excluded.error, h.error),
        held_at = excluded.held_at, headers = coalesce(excluded.headers, h.headers)
    where h.state <> 'replaced';
    if found and new_state = 'failed' and failed_headers is not null then
        insert into tdp.message_outcome (is_failure, id, source, type, key, number, previous, customer_id, trace_parent, sent_at, headers,
            body, cause, error, details, begun_at, ended_at)
        values (true, message, message_source, message_type, message_key, message_number, message_previous, customer, trace, sent,
            message_headers, content, why, what, failure_details, now_is, now_is);
    end if;
    if passes and message_key is not null then
        perform tdp.pass_message(message_source, message_key, message_number);
    end if;
    return new_state;
end $$;

-- What nodes of an earlier version call while this one comes.
create or replace function tdp.hold_message(
    message uuid, new_state text, due timestamptz, message_source text, message_type text, message_key text, message_number bigint,
    needed bigint, message_previous text, customer text, trace text, sent timestamptz, content bytea, made_attempts int,
    why text, what text, now_is timestamptz, passes boolean, give_up_before timestamptz) returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select tdp.hold_message(message, new_state, due, message_source, message_type, message_key, message_number, needed, message_previous,
        customer, trace, sent, content, made_attempts, why, what, now_is, passes, give_up_before, null, null, null)
$$;

-- As before; the copy has the headers, too.
create or replace function tdp.edit_message(message uuid, copy uuid, content bytea, now_is timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update tdp.held_message h set state = 'replaced' where h.id = message and h.state = 'failed';
    if not found then
        raise exception 'The message has changed since it was fetched.' using errcode = 'TDP01';
    end if;
    insert into tdp.held_message (id, state, due_at, source, type, key, number, needs, previous, customer_id, trace_parent, sent_at,
        body, attempts, cause, error, first_held_at, held_at, edited_from, headers)
    select copy, 'failed', null, h.source, h.type, h.key, h.number, h.needs, h.previous, h.customer_id, h.trace_parent, h.sent_at,
        content, h.attempts, h.cause, h.error, h.first_held_at, now_is, h.id, h.headers
    from tdp.held_message h where h.id = message;
    -- The original may come once more, and must not take effect then.
    insert into tdp.inbox (sent_at, id) select h.sent_at, h.id from tdp.held_message h where h.id = message on conflict do nothing;
end $$;

revoke execute on function
    tdp.note_handled(uuid, text, text, text, bigint, text, text, text, timestamptz, text, bytea, timestamptz, timestamptz),
    tdp.take_outcomes(int),
    tdp.hold_message(uuid, text, timestamptz, text, text, text, bigint, bigint, text, text, text, timestamptz, bytea, int, text, text,
        timestamptz, boolean, timestamptz, text, text, text) from public;
grant execute on function
    tdp.note_handled(uuid, text, text, text, bigint, text, text, text, timestamptz, text, bytea, timestamptz, timestamptz)
    to {service}_app, {service}_platform;
grant execute on function tdp.take_outcomes(int),
    tdp.hold_message(uuid, text, timestamptz, text, text, text, bigint, bigint, text, text, text, timestamptz, bytea, int, text, text,
        timestamptz, boolean, timestamptz, text, text, text) to {service}_app;
