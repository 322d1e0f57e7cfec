-- External calls: what decisions have ordered of systems outside, with how it ended. docs/decisions/external-calls.md says why.

create table tdp.external_call (
    id uuid primary key default gen_random_uuid(),
    type text not null,
    customer_id text collate "C" default nullif(current_setting('tdp.customer', true), ''),
    body jsonb not null,
    -- A call that waits has failed when it is given up or refused; a person then has it tried again. An abandoned one is in the error queue.
    state text not null default 'waiting' check (state in ('waiting', 'succeeded', 'failed', 'abandoned')),
    ordered_at timestamptz not null,
    -- When it is tried next; while it runs, when another node may take it.
    due_at timestamptz,
    attempts int not null default 0,
    -- How often a node has taken it; a node that was overtaken has a lower number.
    claims int not null default 0,
    -- How often it was refused and tried again by a person.
    round int not null default 0,
    answer jsonb,
    error_code text,
    error text,
    ended_at timestamptz,
    trace_parent text,
    -- The transition that ordered it, if one did.
    process text,
    instance uuid,
    step bigint,
    check ((due_at is not null) = (state = 'waiting')),
    check ((ended_at is not null) = (state <> 'waiting'))
);
create index on tdp.external_call (type, due_at) where state = 'waiting';
create index on tdp.external_call (ordered_at desc, id desc);
create index on tdp.external_call (type, ordered_at desc, id desc);
create index on tdp.external_call (ended_at) where ended_at is not null;
create index on tdp.external_call (instance) where instance is not null and state = 'waiting';
grant select on tdp.external_call to {service}_app, {service}_platform;
grant insert (type, body, ordered_at, due_at, trace_parent, process, instance, step) on tdp.external_call
    to {service}_app, {service}_platform;
alter table tdp.external_call enable row level security;
create policy tenant on tdp.external_call to {service}_app
    using (customer_id = nullif(current_setting('tdp.customer', true), ''))
    with check (customer_id = nullif(current_setting('tdp.customer', true), ''));
create policy platform on tdp.external_call to {service}_platform using (true) with check (true);

-- Takes calls that are due for a node, as many of each type as it has room for, and of each customer in turn. Another node takes them once
-- the lease is over; this one does not take again what it has under way.
create function tdp.claim_calls(types text[], rooms int[], under_way uuid[], now_is timestamptz, lease_until timestamptz)
returns table (
    id uuid, type text, customer_id text, body text, attempts int, claims int, round int, ordered_at timestamptz, trace_parent text,
    process text, instance uuid, step bigint)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.external_call c set due_at = lease_until, claims = c.claims + 1
    from (
        select d.id from unnest(types, rooms) k (type, room) cross join lateral (
            select w.id from tdp.external_call w join (
                select o.id, row_number() over (partition by o.customer_id order by o.due_at) as turn from (
                    select l.id, l.customer_id, l.due_at from tdp.external_call l
                    where l.type = k.type and l.state = 'waiting' and l.due_at <= now_is and l.id <> all (under_way)
                    order by l.due_at limit 1000) o) fair on fair.id = w.id
            where w.state = 'waiting' and w.due_at <= now_is
            order by fair.turn, w.due_at limit k.room for update of w skip locked) d) due
    where c.id = due.id
    returning c.id, c.type, c.customer_id, c.body::text, c.attempts, c.claims, c.round, c.ordered_at, c.trace_parent, c.process, c.instance,
        c.step
$$;

-- Notes how an attempt ended, unless another node has taken the call meanwhile. With a time, it is tried again then.
create function tdp.end_attempt(
    call uuid, claim int, new_state text, due timestamptz, counts boolean, given_answer jsonb, code text, what text, now_is timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update tdp.external_call c set state = new_state, due_at = due, attempts = c.attempts + case when counts then 1 else 0 end,
        answer = given_answer, error_code = code, error = what, ended_at = case when new_state <> 'waiting' then now_is end
    where c.id = call and c.state = 'waiting' and c.claims = claim
        and c.customer_id is not distinct from nullif(current_setting('tdp.customer', true), '');
    if not found then
        raise exception 'Somebody else has taken the call meanwhile.' using errcode = 'TDP01';
    end if;
end $$;

-- A process does not handle the failure: a person has to.
create function tdp.abandon_call(call uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.external_call c set state = 'abandoned' where c.id = call and c.state = 'failed'
        and c.customer_id is not distinct from nullif(current_setting('tdp.customer', true), '')
$$;

-- Whether a person replays a message that had failed for a reason; it may also have come twice.
create function tdp.is_replayed(message uuid, why text) returns boolean
language sql security definer stable set search_path = pg_catalog, pg_temp as $$
    select exists (select from tdp.held_message h where h.id = message and h.state <> 'failed' and h.cause = why)
$$;

-- A person has a call tried again that had failed. Only what the other system has refused gets another key: otherwise the call may have taken
-- effect.
create function tdp.retry_call(call uuid, now_is timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.external_call c set state = 'waiting', ended_at = null, due_at = now_is, attempts = 0, ordered_at = now_is,
        round = c.round + case when c.error_code like 'call.%' then 0 else 1 end
    where c.id = call and c.state in ('failed', 'abandoned')
        and c.customer_id is not distinct from nullif(current_setting('tdp.customer', true), '')
$$;

-- Takes back what an instance has sent and ordered and what has not begun.
create or replace function tdp.withdraw_commands(of_instance uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    delete from tdp.process_command c where c.instance = of_instance;
    delete from tdp.external_call c where c.instance = of_instance and c.state = 'waiting' and c.claims = 0
$$;

-- Forgets calls that ended before a time. Those in the error queue stay as long as their message is there.
create function tdp.forget_calls(ended_before timestamptz, at_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten int;
begin
    delete from tdp.external_call c where c.id in (
        select e.id from tdp.external_call e where e.ended_at < ended_before and (e.state <> 'abandoned' or not exists (
            select from tdp.held_message h
            where h.source = '{service}' and h.key = e.id::text and h.state in ('waiting', 'delayed', 'failed')))
        order by e.ended_at limit at_most for update skip locked);
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;

revoke execute on function
    tdp.claim_calls(text[], int[], uuid[], timestamptz, timestamptz),
    tdp.end_attempt(uuid, int, text, timestamptz, boolean, jsonb, text, text, timestamptz),
    tdp.abandon_call(uuid), tdp.is_replayed(uuid, text), tdp.retry_call(uuid, timestamptz), tdp.forget_calls(timestamptz, int) from public;
grant execute on function
    tdp.claim_calls(text[], int[], uuid[], timestamptz, timestamptz), tdp.forget_calls(timestamptz, int) to {service}_app;
grant execute on function
    tdp.end_attempt(uuid, int, text, timestamptz, boolean, jsonb, text, text, timestamptz),
    tdp.abandon_call(uuid), tdp.is_replayed(uuid, text), tdp.retry_call(uuid, timestamptz) to {service}_app, {service}_platform;
