-- Cures of what a review of the messages found. docs/decisions/messages.md says what is promised.

-- As before; and no message passes an earlier one of its key that is held, also when the sender has forgotten the key in a quiet week.
-- One that is held for its unknown type is of no concern to those that are handled.
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
    if exists (
        select from tdp.held_message h
        where h.source = message_source and h.key = message_key and h.state in ('waiting', 'delayed', 'failed')
            and h.number < message_number and h.cause is distinct from 'unknown_type'
            and h.number > coalesce(
                (select k.last from tdp.inbox_key k where k.source = message_source and k.key = message_key), 0))
    then
        raise exception 'An earlier message of the key has not taken effect.' using errcode = 'TDP04';
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

-- As before; a message that took effect meanwhile, on another node, is not held.
create or replace function tdp.hold_message(
    message uuid, new_state text, due timestamptz, message_source text, message_type text, message_key text, message_number bigint,
    needed bigint, message_previous text, customer text, trace text, sent timestamptz, content bytea, made_attempts int,
    why text, what text, now_is timestamptz, passes boolean, give_up_before timestamptz, message_headers text, failed_headers text,
    failure_details text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    reached bigint;
begin
    if exists (select from tdp.inbox i where i.sent_at = sent and i.id = message) then
        delete from tdp.held_message h where h.id = message and h.state <> 'replaced';
        return case new_state when 'waiting' then 'ready' else 'repeated' end;
    end if;
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

-- Has a failed message handled again at once. Of one that waited for an earlier message that never came, a person has decided now that it is
-- not waited for.
create or replace function tdp.replay_message(message uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    replayed tdp.held_message;
begin
    select h.* into replayed from tdp.held_message h where h.id = message and h.state = 'failed' for update;
    if not found then
        raise exception 'The message has changed since it was fetched.' using errcode = 'TDP01';
    end if;
    if replayed.cause = 'earlier_message_missing' then
        perform tdp.pass_message(replayed.source, replayed.key, replayed.needs);
    end if;
    update tdp.held_message h set state = 'delayed', due_at = '-infinity', attempts = 0 where h.id = message;
end $$;

create or replace function tdp.replay_messages(message_type text, why text, at_most int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    failed uuid;
begin
    for failed in
        select f.id from tdp.held_message f where f.cause = why and f.type = message_type and f.state = 'failed'
        order by f.number, f.held_at limit at_most for update skip locked
    loop
        perform tdp.replay_message(failed);
    end loop;
end $$;

-- As before; whoever asks while it is under way is answered at once: the row is locked until the work ends.
create or replace function tdp.request_rebuild(wanted text, wanted_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tdp.projection_rebuild (projection, state, requested_at)
    select wanted, 'requested', wanted_at
    where not exists (select from tdp.projection_rebuild r where r.projection = wanted and r.state = 'requested')
    on conflict (projection) do update set state = 'requested', requested_at = excluded.requested_at, ended_at = null,
        events = null, error = null
$$;

create or replace function tdp.request_delivery(receiver text, wanted text[], wanted_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tdp.history_delivery (service, types, state, requested_at)
    select receiver, wanted, 'requested', wanted_at
    where not exists (
        select from tdp.history_delivery d where d.service = receiver and d.state = 'requested' and d.types @> wanted)
    on conflict (service) do update set types = excluded.types, state = 'requested', requested_at = excluded.requested_at,
        ended_at = null, events = null, error = null
$$;

-- As before; a week of the inbox is needed for a week after its last message took effect, which may be long after it was sent.
create or replace function tdp.drop_partitions() returns int
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
            else
                execute format('select not exists (select from tdp.%I where received_at > now() - interval ''7 days'')',
                    old.relname) into is_empty;
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
