-- Messages: the outbox by days, a number for each event within its key, the inbox, and messages that wait or have failed.
-- docs/decisions/messages.md says why.

-- Makes one partition of a table, unless its rows are in the default partition already: they stay there then.
create function tdp.make_partition(parent text, suffix text, first_time timestamptz, end_time timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    partition_name text := parent || '_' || suffix;
    is_taken boolean;
    key_column text;
begin
    if to_regclass('tdp.' || partition_name) is not null then
        return;
    end if;
    select a.attname into key_column
    from pg_partitioned_table p join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
    where p.partrelid = ('tdp.' || parent)::regclass;
    execute format('select exists (select from tdp.%I where %I >= %L and %I < %L)',
        parent || '_other', key_column, first_time, key_column, end_time) into is_taken;
    if not is_taken then
        execute format('create table tdp.%I partition of tdp.%I for values from (%L) to (%L)',
            partition_name, parent, first_time, end_time);
        -- It fills and empties all day long.
        if parent = 'outbox' then
            execute format('alter table tdp.%I set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)',
                partition_name);
        end if;
    end if;
end $$;

alter table tdp.outbox rename to outbox_before;
alter sequence tdp.outbox_sequence_seq rename to outbox_before_sequence;
create sequence tdp.outbox_sequence_seq;

-- Events that wait for the relay. A row goes when the transport has its event; a day's partition goes when it is over and empty.
create table tdp.outbox (
    at timestamptz not null default clock_timestamp(),
    sequence bigint not null,
    id uuid not null,
    type text not null,
    subject text not null,
    key text not null,
    number bigint not null,
    previous jsonb not null,
    customer_id text collate "C",
    body json not null,
    trace_parent text,
    stored_at timestamptz not null
) partition by range (at);
create index on tdp.outbox (sequence);
create table tdp.outbox_other partition of tdp.outbox default;
grant insert (id, type, subject, key, customer_id, body, trace_parent, stored_at) on tdp.outbox to {service}_app, {service}_platform;
alter table tdp.outbox enable row level security;
create policy tenant on tdp.outbox for insert to {service}_app
    with check (customer_id is not distinct from nullif(current_setting('tdp.customer', true), ''));
create policy platform on tdp.outbox for insert to {service}_platform with check (true);

-- The last event of each key, and the last of each type before it. A row that has not changed for a week is removed.
create table tdp.event_key (
    key text collate "C" primary key,
    last bigint not null,
    last_type text not null,
    before jsonb not null,
    at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);
create index on tdp.event_key (at);

-- Gives an event its place: a sequence for the relay, and a number that grows within its key. The key's row stays locked until the
-- transaction ends, so numbers are in the order of commits. A number is the time in microseconds, and more than the one before: it
-- may be forgotten and begun anew without ever going back.
create function tdp.number_event() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    new.sequence := nextval('tdp.outbox_sequence_seq');
    -- A node of an earlier version, which still runs while this one comes, knows no key.
    new.key := coalesce(new.key, new.subject);
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
create trigger number_event before insert on tdp.outbox for each row execute function tdp.number_event();

-- What the service has told, kept for projections that are built anew.
create table tdp.event (
    at timestamptz not null,
    sequence bigint not null,
    id uuid not null,
    type text not null,
    subject text not null,
    key text collate "C" not null,
    number bigint not null,
    previous jsonb not null,
    customer_id text collate "C",
    body json not null,
    trace_parent text,
    stored_at timestamptz not null
) partition by range (at);
create index on tdp.event (key, number);
create table tdp.event_other partition of tdp.event default;

-- Takes the oldest events that nobody else has taken, for the transaction of the relay: when it ends without a commit, they are back.
-- Without sequential scans, because statistics of a table that fills and empties are always wrong.
create function tdp.take_events(after_sequence bigint, at_most int, keep boolean) returns setof tdp.outbox
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
        insert into tdp.event (at, sequence, id, type, subject, key, number, previous, customer_id, body, trace_parent, stored_at)
        select t.at, t.sequence, t.id, t.type, t.subject, t.key, t.number, t.previous, t.customer_id, t.body, t.trace_parent, t.stored_at
        from taken t where keep
    )
    select t.* from taken t order by t.sequence;
end $$;

-- How many events wait, counted to at most so many, and since when.
create function tdp.outbox_state(at_most int, out waiting bigint, out oldest timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select count(*), min(w.at) from (select o.at from tdp.outbox o order by o.sequence limit at_most) w
$$;

-- Which messages took effect here. A message has the same sent_at however often it comes, so one partition knows it.
create table tdp.inbox (
    sent_at timestamptz not null,
    id uuid not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (sent_at, id)
) partition by range (sent_at);
create table tdp.inbox_other partition of tdp.inbox default;
create index on tdp.inbox_other (received_at);

-- The last message of each key that took effect here. Kept for twice as long as the sender keeps the key.
create table tdp.inbox_key (
    source text not null,
    key text collate "C" not null,
    last bigint not null,
    at timestamptz not null default clock_timestamp(),
    primary key (source, key)
) with (fillfactor = 70);
create index on tdp.inbox_key (at);

-- Since when each type of event is handled here: what was told before did not come, and nobody waits for it.
create table tdp.handled_type (
    type text primary key,
    since bigint not null default (extract(epoch from clock_timestamp()) * 1000000)::bigint
);

-- Messages that wait for an earlier one of their key or for another attempt, and those that have failed.
create table tdp.held_message (
    id uuid primary key,
    state text not null check (state in ('waiting', 'delayed', 'failed', 'replaced')),
    due_at timestamptz,
    source text not null,
    type text not null,
    key text collate "C",
    number bigint not null,
    needs bigint not null,
    previous text,
    customer_id text collate "C",
    trace_parent text,
    sent_at timestamptz not null,
    body bytea not null,
    attempts int not null,
    cause text,
    error text,
    first_held_at timestamptz not null,
    held_at timestamptz not null,
    edited_from uuid,
    check ((due_at is not null) = (state in ('waiting', 'delayed'))),
    check ((cause is not null) or state = 'waiting')
);
create index on tdp.held_message (due_at) where state in ('waiting', 'delayed');
create index on tdp.held_message (source, key, number) where state in ('waiting', 'delayed', 'failed');
create index on tdp.held_message (held_at desc, id desc) where state = 'failed';
create index on tdp.held_message (cause, held_at desc, id desc) where state = 'failed';
grant select on tdp.held_message to {service}_platform;
alter table tdp.held_message enable row level security;
create policy platform_reads on tdp.held_message for select to {service}_platform using (true);

-- How many messages are held in each state.
create function tdp.held_state() returns table (state text, count bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.state, (select count(*) from tdp.held_message h where h.state = s.state)
    from unnest(array['waiting', 'delayed', 'failed']) s (state)
$$;

-- Notes which types are handled from now on; returns since when each is.
create function tdp.handle_types(handled text[]) returns setof tdp.handled_type
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from tdp.handled_type h where not h.type = any (handled);
    insert into tdp.handled_type (type) select unnest(handled) on conflict do nothing;
    return query select h.* from tdp.handled_type h;
end $$;

-- Looks, in front of a fetch, whether a message took effect before and how far its key has come.
create function tdp.look_at_message(
    message uuid, sent timestamptz, message_source text, message_key text, out handled boolean, out last bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select from tdp.inbox i where i.sent_at = sent and i.id = message),
        coalesce((select k.last from tdp.inbox_key k where k.source = message_source and k.key = message_key), 0)
$$;

-- Marks a message as taken effect, within the transaction of its effects. Fails when it took effect before (TDP03), when an earlier
-- message of its key has not (TDP04), or when the key has come further since it was looked at (TDP01).
-- Returns whether messages of the key wait.
create function tdp.mark_message(
    message uuid, sent timestamptz, message_source text, message_key text, message_number bigint, needed bigint, expected bigint,
    was_held boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into tdp.inbox (sent_at, id) values (sent, message) on conflict do nothing;
    if not found then
        raise exception 'The message took effect before.' using errcode = 'TDP03';
    end if;
    if was_held then
        delete from tdp.held_message h where h.id = message;
    end if;
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

-- Lets a key go on without a message: it was set aside or discarded.
create function tdp.pass_message(message_source text, message_key text, message_number bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into tdp.inbox_key as k (source, key, last) values (message_source, message_key, message_number)
    on conflict (source, key) do update set last = greatest(k.last, excluded.last), at = excluded.at;
    update tdp.held_message h set due_at = '-infinity'
    where h.source = message_source and h.key = message_key and h.state = 'waiting' and h.needs <= message_number;
end $$;

-- Holds a message; returns the state that it is held in. One that waits for an earlier one is not held, and 'ready' is returned, when
-- that one has taken effect meanwhile: whoever is at it holds the key's row, which is locked here first. One that fails before its
-- turn waits for it: its key must not pass those before it.
create function tdp.hold_message(
    message uuid, new_state text, due timestamptz, message_source text, message_type text, message_key text, message_number bigint,
    needed bigint, message_previous text, customer text, trace text, sent timestamptz, content bytea, made_attempts int,
    why text, what text, now_is timestamptz, passes boolean, give_up_before timestamptz) returns text
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
        end if;
    end if;
    insert into tdp.held_message as h (id, state, due_at, source, type, key, number, needs, previous, customer_id, trace_parent, sent_at,
        body, attempts, cause, error, first_held_at, held_at)
    values (message, new_state, due, message_source, message_type, message_key, message_number, needed, message_previous, customer,
        trace, sent, content, made_attempts, why, what, now_is, now_is)
    on conflict (id) do update set state = excluded.state, due_at = excluded.due_at, needs = excluded.needs,
        attempts = excluded.attempts, cause = coalesce(excluded.cause, h.cause), error = coalesce(excluded.error, h.error),
        held_at = excluded.held_at
    where h.state <> 'replaced';
    if passes and message_key is not null then
        perform tdp.pass_message(message_source, message_key, message_number);
    end if;
    return new_state;
end $$;

-- Removes a held message that has taken effect after all.
create function tdp.drop_held(message uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    delete from tdp.held_message h where h.id = message and h.state in ('waiting', 'delayed')
$$;

-- Takes messages that are due, for a while: whoever ends without a word leaves them to others.
create function tdp.claim_held(now_is timestamptz, until timestamptz, at_most int) returns setof tdp.held_message
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    return query
    update tdp.held_message h set due_at = until
    where h.id = any (array(
        select d.id from tdp.held_message d where d.state in ('waiting', 'delayed') and d.due_at <= now_is
        order by d.due_at, d.number limit at_most for update skip locked))
    returning h.*;
end $$;

-- Takes the next message of a key that waits for nothing any more.
create function tdp.claim_next(message_source text, message_key text, until timestamptz) returns setof tdp.held_message
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    return query
    update tdp.held_message h set due_at = until
    where h.id = (
        select d.id from tdp.held_message d
        where d.source = message_source and d.key = message_key and d.state = 'waiting'
            and d.needs <= coalesce((select k.last from tdp.inbox_key k where k.source = message_source and k.key = message_key), 0)
        order by d.number limit 1 for update skip locked)
    returning h.*;
end $$;

-- A body as text, whatever it holds.
create function tdp.readable(content bytea) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return convert_from(content, 'UTF8');
exception when others then
    return encode(content, 'escape');
end $$;

-- Has a failed message handled again at once.
create function tdp.replay_message(message uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update tdp.held_message h set state = 'delayed', due_at = '-infinity', attempts = 0 where h.id = message and h.state = 'failed';
    if not found then
        raise exception 'The message has changed since it was fetched.' using errcode = 'TDP01';
    end if;
end $$;

create function tdp.replay_messages(message_type text, why text, at_most int) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.held_message h set state = 'delayed', due_at = '-infinity', attempts = 0
    where h.id = any (array(
        select f.id from tdp.held_message f where f.cause = why and f.type = message_type and f.state = 'failed'
        order by f.held_at limit at_most))
$$;

-- Gives a failed message up: its key goes on without it.
create function tdp.discard_message(message uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone tdp.held_message;
begin
    delete from tdp.held_message h where h.id = message and h.state = 'failed' returning h.* into gone;
    if not found then
        raise exception 'The message has changed since it was fetched.' using errcode = 'TDP01';
    end if;
    -- It may come once more, and must not take effect then.
    insert into tdp.inbox (sent_at, id) values (gone.sent_at, gone.id) on conflict do nothing;
    if gone.key is not null then
        perform tdp.pass_message(gone.source, gone.key, gone.number);
    end if;
end $$;

-- Puts a copy with another body in the place of a failed message.
create function tdp.edit_message(message uuid, copy uuid, content bytea, now_is timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update tdp.held_message h set state = 'replaced' where h.id = message and h.state = 'failed';
    if not found then
        raise exception 'The message has changed since it was fetched.' using errcode = 'TDP01';
    end if;
    insert into tdp.held_message (id, state, due_at, source, type, key, number, needs, previous, customer_id, trace_parent, sent_at,
        body, attempts, cause, error, first_held_at, held_at, edited_from)
    select copy, 'failed', null, h.source, h.type, h.key, h.number, h.needs, h.previous, h.customer_id, h.trace_parent, h.sent_at,
        content, h.attempts, h.cause, h.error, h.first_held_at, now_is, h.id
    from tdp.held_message h where h.id = message;
    -- The original may come once more, and must not take effect then.
    insert into tdp.inbox (sent_at, id) select h.sent_at, h.id from tdp.held_message h where h.id = message on conflict do nothing;
end $$;

-- Makes the partitions that are written soon, and drops those of the outbox and the inbox that nothing is needed of.
create or replace function tdp.make_partitions(from_time timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    utc timestamp := from_time at time zone 'utc';
    first_day timestamp;
begin
    -- Two nodes may start at once.
    perform pg_advisory_xact_lock(hashtext('tdp.make_partitions'));
    for months in 0..2 loop
        first_day := date_trunc('month', utc) + make_interval(months => months);
        perform tdp.make_partition('audit', to_char(first_day, 'YYYY_MM'),
            first_day at time zone 'utc', (first_day + interval '1 month') at time zone 'utc');
    end loop;
    for months in 0..1 loop
        first_day := date_trunc('month', utc) + make_interval(months => months);
        perform tdp.make_partition('event', to_char(first_day, 'YYYY_MM'),
            first_day at time zone 'utc', (first_day + interval '1 month') at time zone 'utc');
    end loop;
    for days in 0..1 loop
        first_day := date_trunc('day', utc) + make_interval(days => days);
        perform tdp.make_partition('outbox', to_char(first_day, 'YYYY_MM_DD'),
            first_day at time zone 'utc', (first_day + interval '1 day') at time zone 'utc');
    end loop;
    for weeks in -1..1 loop
        first_day := date_trunc('week', utc) + make_interval(weeks => weeks);
        perform tdp.make_partition('inbox', to_char(first_day, 'YYYY_MM_DD'),
            first_day at time zone 'utc', (first_day + interval '1 week') at time zone 'utc');
    end loop;
end $$;

-- Drops a day of the outbox that is over and empty, and a week of the inbox that ended a week ago. Waits for nobody: what is in use
-- now is dropped the next time.
create function tdp.drop_partitions() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '250ms' as $$
declare
    old record;
    is_empty boolean;
    dropped int := 0;
begin
    for old in
        select c.relname, p.relname as parent
        from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
        where p.relnamespace = 'tdp'::regnamespace and p.relname in ('outbox', 'inbox') and c.relname ~ '_\d{4}_\d\d_\d\d$'
            and to_timestamp(right(c.relname, 10), 'YYYY_MM_DD') < now()
                - case p.relname when 'outbox' then interval '2 days' else interval '15 days' end
    loop
        begin
            is_empty := true;
            if old.parent = 'outbox' then
                execute format('lock table tdp.%I in access exclusive mode', old.relname);
                execute format('select not exists (select from tdp.%I)', old.relname) into is_empty;
            end if;
            if is_empty then
                execute format('drop table tdp.%I', old.relname);
                dropped := dropped + 1;
            end if;
        exception when lock_not_available then
            null;
        end;
    end loop;
    return dropped;
end $$;

-- Forgets keys that have been quiet for a week where they are told, for two where they are received, and late messages.
create function tdp.forget_keys(at_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten int;
    more int;
begin
    delete from tdp.event_key k where k.ctid = any (array(
        select e.ctid from tdp.event_key e where e.at < now() - interval '7 days' limit at_most for update skip locked));
    get diagnostics forgotten = row_count;
    delete from tdp.inbox_key k where k.ctid = any (array(
        select i.ctid from tdp.inbox_key i where i.at < now() - interval '14 days'
            and not exists (select from tdp.held_message h where h.source = i.source and h.key = i.key)
        limit at_most for update skip locked));
    get diagnostics more = row_count;
    forgotten := greatest(forgotten, more);
    delete from tdp.inbox_other i where i.ctid = any (array(
        select o.ctid from tdp.inbox_other o where o.received_at < now() - interval '7 days' limit at_most));
    get diagnostics more = row_count;
    delete from tdp.held_message h where h.state = 'replaced' and h.held_at < now() - interval '30 days';
    return greatest(forgotten, more);
end $$;

revoke execute on function tdp.make_partition(text, text, timestamptz, timestamptz), tdp.number_event(),
    tdp.take_events(bigint, int, boolean), tdp.outbox_state(int), tdp.held_state(), tdp.handle_types(text[]),
    tdp.look_at_message(uuid, timestamptz, text, text),
    tdp.mark_message(uuid, timestamptz, text, text, bigint, bigint, bigint, boolean), tdp.pass_message(text, text, bigint),
    tdp.hold_message(uuid, text, timestamptz, text, text, text, bigint, bigint, text, text, text, timestamptz, bytea, int, text, text,
        timestamptz, boolean, timestamptz),
    tdp.drop_held(uuid), tdp.claim_held(timestamptz, timestamptz, int), tdp.claim_next(text, text, timestamptz),
    tdp.drop_partitions(), tdp.forget_keys(int), tdp.readable(bytea), tdp.replay_message(uuid),
    tdp.replay_messages(text, text, int), tdp.discard_message(uuid), tdp.edit_message(uuid, uuid, bytea, timestamptz) from public;
grant execute on function tdp.readable(bytea), tdp.replay_message(uuid), tdp.replay_messages(text, text, int),
    tdp.discard_message(uuid), tdp.edit_message(uuid, uuid, bytea, timestamptz) to {service}_platform;
grant execute on function tdp.take_events(bigint, int, boolean), tdp.outbox_state(int), tdp.held_state(), tdp.handle_types(text[]),
    tdp.hold_message(uuid, text, timestamptz, text, text, text, bigint, bigint, text, text, text, timestamptz, bytea, int, text, text,
        timestamptz, boolean, timestamptz),
    tdp.drop_held(uuid), tdp.claim_held(timestamptz, timestamptz, int), tdp.claim_next(text, text, timestamptz),
    tdp.drop_partitions(), tdp.forget_keys(int) to {service}_app;
grant execute on function tdp.look_at_message(uuid, timestamptz, text, text),
    tdp.mark_message(uuid, timestamptz, text, text, bigint, bigint, bigint, boolean) to {service}_app, {service}_platform;

-- What an earlier version stored waits too, in its order.
select tdp.make_partitions();
insert into tdp.outbox (id, type, subject, key, customer_id, body, trace_parent, stored_at)
select id, type, subject, subject, customer_id, body, trace_parent, stored_at from tdp.outbox_before order by sequence;
drop table tdp.outbox_before;
