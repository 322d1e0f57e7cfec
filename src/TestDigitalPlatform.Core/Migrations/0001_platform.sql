-- The platform's own tables in a service's database. {service} is the service's name.
-- Roles: {service}_owner runs this; {service}_app serves requests; {service}_platform is what {service}_app becomes for one transaction
-- when one of the platform's own people calls.

grant usage on schema public, tdp to {service}_app, {service}_platform;
alter default privileges in schema public grant select, insert, update, delete on tables to {service}_app, {service}_platform;
alter default privileges in schema public grant usage, select on sequences to {service}_app, {service}_platform;

-- Makes a table a tenant's: each customer sees its own rows, and a transaction that names no customer sees none.
create function tdp.isolate(isolated regclass, customer_column name default 'customer_id') returns void
language plpgsql as $$
begin
    execute format('alter table %s enable row level security, force row level security', isolated);
    -- Each role has one policy, so that its condition stays one comparison, which an index serves.
    execute format('create policy tenant on %s to {service}_app using (%I = current_setting(''tdp.customer'', true))', isolated, customer_column);
    execute format('create policy platform on %s to {service}_platform using (true)', isolated);
end $$;

-- Ends a transaction whose statement changed no row although it had to: somebody else was first.
create function tdp.changed(changed_rows bigint) returns void
language plpgsql as $$
begin
    if changed_rows = 0 then
        raise exception 'The row has changed since it was fetched.' using errcode = 'TDP01';
    end if;
end $$;

-- Events that wait to be carried on. Rows of one subject are told in the order of their sequence, once no older transaction can
-- still add one: transaction_id below pg_snapshot_xmin(pg_current_snapshot()).
create table tdp.outbox (
    sequence bigint generated always as identity primary key,
    transaction_id xid8 not null default pg_current_xact_id(),
    id uuid not null,
    type text not null,
    subject text not null,
    customer_id text collate "C",
    body jsonb not null,
    trace_parent text,
    stored_at timestamptz not null
);
grant insert on tdp.outbox to {service}_app, {service}_platform;

-- Who did what. Nobody can change or remove a row: the service's roles may only insert, and the platform's people read.
create table tdp.audit (
    id uuid not null,
    at timestamptz not null,
    operation text not null,
    actor text not null,
    on_behalf_of text,
    role text not null,
    customer_id text collate "C",
    target text,
    outcome text not null check (outcome in ('accepted', 'refused', 'denied')),
    reason text,
    trace_id text,
    primary key (at, id)
) partition by range (at);
create index on tdp.audit (customer_id, at desc);
grant insert on tdp.audit to {service}_app, {service}_platform;
grant select on tdp.audit to {service}_platform;

-- Makes the audit's partitions of this month and the next two; run by the service as it starts and daily.
create function tdp.make_partitions(from_time timestamptz default now()) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    first_day timestamptz;
    partition_name text;
begin
    -- Two nodes may start at once.
    perform pg_advisory_xact_lock(hashtext('tdp.make_partitions'));
    for months in 0..2 loop
        first_day := date_trunc('month', from_time at time zone 'utc') at time zone 'utc' + make_interval(months => months);
        partition_name := 'audit_' || to_char(first_day at time zone 'utc', 'YYYY_MM');
        if to_regclass('tdp.' || partition_name) is null then
            execute format('create table tdp.%I partition of tdp.audit for values from (%L) to (%L)',
                partition_name, first_day, (first_day at time zone 'utc' + interval '1 month') at time zone 'utc');
        end if;
    end loop;
end $$;
revoke execute on function tdp.make_partitions(timestamptz) from public;
grant execute on function tdp.make_partitions(timestamptz) to {service}_app;
create table tdp.audit_other partition of tdp.audit default;
select tdp.make_partitions();

-- Answers that were given to a command with an Idempotency-Key, to be given again.
create table tdp.idempotency (
    scope text collate "C" not null,
    user_id text collate "C" not null,
    key text collate "C" not null,
    fingerprint bytea not null,
    accepted boolean not null,
    answer text not null,
    stored_at timestamptz not null,
    constraint idempotency_pkey primary key (scope, user_id, key)
);
create index on tdp.idempotency (stored_at);
grant select, insert, delete on tdp.idempotency to {service}_app, {service}_platform;

-- Keys that all nodes of the service share.
create table tdp.secret (
    purpose text primary key,
    value bytea not null
);
grant select on tdp.secret to {service}_app;
