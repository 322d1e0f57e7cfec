-- The transport database: a queue for each service of a deployment. A service signs in as <service>_app and calls these functions;
-- it reads its own queue, and none of the tables.

create sequence tdp.queue_position;

create table tdp.queue (
    endpoint text not null,
    position bigint not null default nextval('tdp.queue_position'),
    id uuid not null,
    source text not null,
    type text not null,
    key text,
    number bigint not null,
    previous text,
    customer_id text,
    trace_parent text,
    sent_at timestamptz not null,
    body bytea not null,
    queued_at timestamptz not null default clock_timestamp()
) partition by list (endpoint);

create table tdp.endpoint (
    name text primary key,
    number int generated always as identity
);

-- Who gets which events.
create table tdp.subscription (
    type text not null,
    endpoint text not null references tdp.endpoint on delete cascade,
    primary key (type, endpoint)
);

-- The service that is signed in: what it says of itself counts for nothing.
create function tdp.me() returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if session_user !~ '^[a-z][a-z0-9_]*_app$' then
        raise exception 'The role % is none of a service.', session_user using errcode = '42501';
    end if;
    return left(session_user, -4);
end $$;

-- Makes the queue of the service that is signed in, and subscribes it to these types and no others.
create function tdp.open_queue(types text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    me text := tdp.me();
    queue_table text;
begin
    if not exists (select from tdp.endpoint e where e.name = me) then
        perform pg_advisory_xact_lock(hashtext('tdp.open_queue'));
        insert into tdp.endpoint (name) values (me) on conflict do nothing;
        if found then
            -- Attached, not made as a partition, which would wait for everybody who reads or writes any queue.
            select 'queue_' || e.number into queue_table from tdp.endpoint e where e.name = me;
            execute format('create table tdp.%I (like tdp.queue including defaults, check (endpoint = %L))
                with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)', queue_table, me);
            execute format('create index on tdp.%I (position)', queue_table);
            execute format('alter table tdp.queue attach partition tdp.%I for values in (%L)', queue_table, me);
        end if;
    end if;
    delete from tdp.subscription s where s.endpoint = me and not s.type = any (types);
    insert into tdp.subscription (type, endpoint) select t, me from unnest(types) t on conflict do nothing;
end $$;

-- Puts each message into the queue of each service that subscribes to its type, or of the one that it is for. Returns those services.
create function tdp.publish(
    ids uuid[], types text[], keys text[], numbers bigint[], previous text[], customers text[], traces text[], sent timestamptz[],
    bodies bytea[], destination text) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    me text := tdp.me();
begin
    return query
    with m as (
        select * from unnest(ids, types, keys, numbers, previous, customers, traces, sent, bodies)
            with ordinality as u (id, type, key, number, previous, customer_id, trace_parent, sent_at, body, place)
    ), queued as (
        insert into tdp.queue (endpoint, id, source, type, key, number, previous, customer_id, trace_parent, sent_at, body)
        select e.endpoint, m.id, me, m.type, m.key, m.number, m.previous, m.customer_id, m.trace_parent, m.sent_at, m.body
        from m cross join lateral (
            select s.endpoint from tdp.subscription s where s.type = m.type and destination is null
            union all select destination where destination is not null) e
        order by m.place
        returning endpoint
    )
    select distinct q.endpoint from queued q;
end $$;

-- Takes the next messages of one's own queue, for this transaction: without a commit they are back when it ends.
create function tdp.receive(after_position bigint, at_most int) returns table (
    "position" bigint, id uuid, source text, type text, key text, number bigint, previous text, customer_id text, trace_parent text,
    sent_at timestamptz, body bytea)
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
    select t.position, t.id, t.source, t.type, t.key, t.number, t.previous, t.customer_id, t.trace_parent, t.sent_at, t.body
    from taken t order by t.position;
end $$;

-- How many messages wait in one's own queue, counted to at most so many, and since when.
create function tdp.queue_state(at_most int, out waiting bigint, out oldest timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    me text := tdp.me();
begin
    select count(*), min(w.queued_at) into waiting, oldest
    from (select q.queued_at from tdp.queue q where q.endpoint = me order by q.position limit at_most) w;
end $$;

-- Removes the queue of a service that is gone for good, with all that waits in it. For the owner, by hand.
create function tdp.close_queue(service text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    queue_table text;
begin
    select 'queue_' || e.number into queue_table from tdp.endpoint e where e.name = service;
    if not found then
        raise exception 'There is no queue of %.', service;
    end if;
    delete from tdp.endpoint e where e.name = service;
    execute format('drop table tdp.%I', queue_table);
end $$;

-- Only the services of the deployment may connect, and all of them may call these.
revoke execute on all functions in schema tdp from public;
grant usage on schema tdp to public;
grant execute on function tdp.open_queue(text[]), tdp.receive(bigint, int), tdp.queue_state(int),
    tdp.publish(uuid[], text[], text[], bigint[], text[], text[], text[], timestamptz[], bytea[], text) to public;
