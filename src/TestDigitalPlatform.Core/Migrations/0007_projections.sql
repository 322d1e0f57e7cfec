-- Projections: the events that a service's read models were made of, and the wish to make one anew.
-- docs/decisions/projections.md says why.

-- What took effect in a projection, as it came. It is written in the batch of its effects.
create table tdp.projected_event (
    sent_at timestamptz not null,
    id uuid not null,
    -- The number within the key, which is a time in microseconds and grows with it; the time alone where there is no number.
    place bigint not null,
    source text not null,
    type text not null,
    customer_id text collate "C",
    handled_at timestamptz not null,
    body bytea not null,
    primary key (sent_at, id)
) partition by range (sent_at);
create index on tdp.projected_event (place, id);
create table tdp.projected_event_other partition of tdp.projected_event default;
grant insert on tdp.projected_event to {service}_app, {service}_platform;
grant select on tdp.projected_event to {service}_platform;
alter table tdp.projected_event enable row level security;
create policy tenant on tdp.projected_event for insert to {service}_app
    with check (customer_id is not distinct from nullif(current_setting('tdp.customer', true), ''));
create policy platform on tdp.projected_event to {service}_platform using (true) with check (true);

-- One row for each projection that somebody has had rebuilt.
create table tdp.projection_rebuild (
    projection text primary key,
    state text not null check (state in ('requested', 'done', 'failed')),
    requested_at timestamptz not null,
    ended_at timestamptz,
    events bigint,
    error text
);
grant select on tdp.projection_rebuild to {service}_platform;

-- Somebody wishes it to be made anew; while it is under way, the wish is there already.
create function tdp.request_rebuild(wanted text, wanted_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tdp.projection_rebuild (projection, state, requested_at) values (wanted, 'requested', wanted_at)
    on conflict (projection) do update set state = 'requested', requested_at = excluded.requested_at, ended_at = null,
        events = null, error = null
$$;

-- Takes the oldest wish of these that nobody else has taken, for this transaction.
create function tdp.claim_rebuild(names text[]) returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select r.projection from tdp.projection_rebuild r where r.state = 'requested' and r.projection = any (names)
    order by r.requested_at limit 1 for update skip locked
$$;

create function tdp.end_rebuild(ended text, end_state text, event_count bigint, why text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.projection_rebuild set state = end_state, events = event_count, error = why, ended_at = at where projection = ended
$$;
revoke execute on function tdp.request_rebuild(text, timestamptz), tdp.claim_rebuild(text[]),
    tdp.end_rebuild(text, text, bigint, text, timestamptz) from public;
grant execute on function tdp.request_rebuild(text, timestamptz), tdp.claim_rebuild(text[]),
    tdp.end_rebuild(text, text, bigint, text, timestamptz) to {service}_platform;

-- Makes the partitions that are written soon.
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
        perform tdp.make_partition('projected_event', to_char(first_day, 'YYYY_MM'),
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
select tdp.make_partitions();

-- One row for each service that somebody has had sent the history of events.
create table tdp.history_delivery (
    service text primary key,
    types text[] not null,
    state text not null check (state in ('requested', 'done', 'failed')),
    requested_at timestamptz not null,
    ended_at timestamptz,
    events bigint,
    error text
);
grant select on tdp.history_delivery to {service}_platform;

create function tdp.request_delivery(receiver text, wanted text[], wanted_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tdp.history_delivery (service, types, state, requested_at) values (receiver, wanted, 'requested', wanted_at)
    on conflict (service) do update set types = excluded.types, state = 'requested', requested_at = excluded.requested_at,
        ended_at = null, events = null, error = null
$$;

create function tdp.claim_delivery(out receiver text, out wanted text[])
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select d.service, d.types from tdp.history_delivery d where d.state = 'requested'
    order by d.requested_at limit 1 for update skip locked
$$;

create function tdp.end_delivery(receiver text, end_state text, event_count bigint, why text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.history_delivery set state = end_state, events = event_count, error = why, ended_at = at where service = receiver
$$;

-- The next events of these types, told or about to be: one that a relay is just taking is in one of both tables.
create function tdp.read_history(wanted text[], after_number bigint, after_id uuid, at_most int) returns table (
    number bigint, id uuid, type text, customer_id text, at timestamptz, body text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select e.number, e.id, e.type, e.customer_id, e.at, e.body::text from (
        select h.number, h.id, h.type, h.customer_id, h.at, h.body from tdp.event h
        where h.type = any (wanted) and (h.number, h.id) > (after_number, after_id)
        union all
        select o.number, o.id, o.type, o.customer_id, o.at, o.body from tdp.outbox o
        where o.type = any (wanted) and (o.number, o.id) > (after_number, after_id)) e
    order by e.number, e.id limit at_most
$$;
create index on tdp.event (number, id);
revoke execute on function tdp.request_delivery(text, text[], timestamptz), tdp.claim_delivery(),
    tdp.end_delivery(text, text, bigint, text, timestamptz), tdp.read_history(text[], bigint, uuid, int) from public;
grant execute on function tdp.request_delivery(text, text[], timestamptz), tdp.claim_delivery(),
    tdp.end_delivery(text, text, bigint, text, timestamptz), tdp.read_history(text[], bigint, uuid, int) to {service}_platform;
