-- What a message costs: a key's row is changed in place, and a message whose key holds none up is marked by three statements. And what
-- is handled is forgotten only when no node handles it any more.

-- To the day: an indexed column that keeps its value lets PostgreSQL change a row in place.
alter table tdp.event_key alter column at set default date_trunc('day', clock_timestamp());
alter table tdp.inbox_key alter column at set default date_trunc('day', clock_timestamp());

-- What was the last message of the key before this one.
alter table tdp.inbox_key add column before bigint not null default 0;

-- As before.
create or replace function tdp.mark_message(
    message uuid, sent timestamptz, message_source text, message_key text, message_number bigint, needed bigint, expected bigint,
    was_held boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    reached bigint;
begin
    insert into tdp.inbox (sent_at, id) values (sent, message) on conflict do nothing;
    if not found then
        raise exception 'The message took effect before.' using errcode = 'TDP03';
    end if;
    if message_key is null then
        delete from tdp.held_message h where h.id = message and (was_held or h.state = 'failed');
        return false;
    end if;
    if needed > 0 then
        update tdp.inbox_key k
        set before = k.last, last = greatest(k.last, message_number), at = date_trunc('day', clock_timestamp())
        where k.source = message_source and k.key = message_key and k.last >= needed and (expected is null or k.last = expected)
        returning k.before into reached;
        if not found then
            perform from tdp.inbox_key k where k.source = message_source and k.key = message_key and k.last >= needed;
            if not found then
                raise exception 'An earlier message of the key has not taken effect.' using errcode = 'TDP04';
            end if;
            raise exception 'The key has come further since it was looked at.' using errcode = 'TDP01';
        end if;
    else
        insert into tdp.inbox_key as k (source, key, last) values (message_source, message_key, message_number)
        on conflict (source, key) do update set before = k.last, last = greatest(k.last, excluded.last), at = excluded.at
        where expected is null or k.last = expected
        returning k.before into reached;
        if not found then
            raise exception 'The key has come further since it was looked at.' using errcode = 'TDP01';
        end if;
    end if;
    -- Only now, since whoever holds a message of the key waits for the row of the key.
    if not exists (
        select from tdp.held_message h
        where h.source = message_source and h.key = message_key and h.state in ('waiting', 'delayed', 'failed'))
    then
        return false;
    end if;
    delete from tdp.held_message h where h.id = message and (was_held or h.state = 'failed');
    if exists (
        select from tdp.held_message h
        where h.source = message_source and h.key = message_key and h.state in ('waiting', 'delayed', 'failed')
            and h.number < message_number and h.number > reached and h.cause is distinct from 'unknown_type')
    then
        raise exception 'An earlier message of the key has not taken effect.' using errcode = 'TDP04';
    end if;
    return exists (
        select from tdp.held_message h
        where h.source = message_source and h.key = message_key and h.state = 'waiting' and h.needs <= message_number);
end $$;

-- As before, by the day.
create or replace function tdp.forget_keys(at_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten int;
    more int;
begin
    delete from tdp.event_key k where k.ctid = any (array(
        select e.ctid from tdp.event_key e where e.at < now() - interval '8 days' limit at_most for update skip locked));
    get diagnostics forgotten = row_count;
    delete from tdp.inbox_key k where k.ctid = any (array(
        select i.ctid from tdp.inbox_key i where i.at < now() - interval '15 days'
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

-- While a new version is rolled out, nodes of the old one start as well: they must not forget what only the new one handles.
alter table tdp.handled_type add column seen_at timestamptz not null default now();

create or replace function tdp.handle_types(handled text[]) returns setof tdp.handled_type
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from tdp.handled_type h where not h.type = any (handled) and h.seen_at < now() - interval '30 minutes';
    insert into tdp.handled_type (type) select distinct t from unnest(handled) t order by t
    on conflict (type) do update set seen_at = now();
    return query select h.* from tdp.handled_type h;
end $$;
