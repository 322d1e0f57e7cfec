-- What one customer's batch may do to the platform's own tables: add its own rows, read its own answers, and nothing else.
-- Row-level security is not forced on these tables, so that their owner's functions, and the migrations, see all of them.

-- Which migrations are applied, so that a node without the owner's connection string can tell whether the schema is its own.
grant select on tdp.migration to {service}_app;

revoke execute on function tdp.isolate(regclass, name) from public;

-- Ends a statement that sets its customer itself, when the session has become another role: its plan has that role's policies.
create function tdp.refuse_role() returns text
language plpgsql as $$
begin
    raise exception 'The session has the role %, which serves no customer.', current_user using errcode = 'TDP02';
end $$;

-- The audit. The caller's clock says when something was attempted; the server's, which nobody can write, when it was recorded.
alter table tdp.audit add column recorded_at timestamptz;
alter table tdp.audit alter column recorded_at set default clock_timestamp();
revoke insert on tdp.audit from {service}_app, {service}_platform;
grant insert (id, at, operation, actor, on_behalf_of, role, customer_id, target, outcome, reason, trace_id)
    on tdp.audit to {service}_app, {service}_platform;
alter table tdp.audit enable row level security;
create policy tenant on tdp.audit for insert to {service}_app
    with check (customer_id is not distinct from nullif(current_setting('tdp.customer', true), ''));
create policy platform_adds on tdp.audit for insert to {service}_platform with check (customer_id is null);
create policy platform_reads on tdp.audit for select to {service}_platform using (true);

-- The outbox. The sequence and the transaction, which give the order, are the server's.
revoke insert on tdp.outbox from {service}_app, {service}_platform;
grant insert (id, type, subject, customer_id, body, trace_parent, stored_at) on tdp.outbox to {service}_app, {service}_platform;
alter table tdp.outbox enable row level security;
create policy tenant on tdp.outbox for insert to {service}_app
    with check (customer_id is not distinct from nullif(current_setting('tdp.customer', true), ''));
create policy platform on tdp.outbox for insert to {service}_platform with check (true);

-- Kept answers. Without a customer there are the platform's people, and callers whom nobody has signed in: their names begin so.
revoke all on tdp.idempotency from {service}_app, {service}_platform;
grant select, insert on tdp.idempotency to {service}_app, {service}_platform;
alter table tdp.idempotency enable row level security;
create policy tenant on tdp.idempotency to {service}_app
    using (scope = current_setting('tdp.customer', true) and (scope <> '' or user_id like 'anonymous %'));
create policy platform on tdp.idempotency to {service}_platform
    using (scope = '' and user_id not like 'anonymous %');

-- Answers stored before this may be forgotten. A function by itself, because a test's clock runs ahead of the server's.
create function tdp.answers_due() returns timestamptz language sql stable set search_path = pg_catalog, pg_temp as
    $$ select now() - interval '24 hours' $$;

-- Forgets answers that are past their day, and no others whatever is asked for; returns how many.
create function tdp.forget_answers(before timestamptz, at_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten int;
begin
    delete from tdp.idempotency where ctid = any(array(
        select ctid from tdp.idempotency where stored_at < least(before, tdp.answers_due()) limit at_most));
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;
revoke execute on function tdp.forget_answers(timestamptz, int), tdp.answers_due() from public;
grant execute on function tdp.forget_answers(timestamptz, int) to {service}_app;

-- The service may make the partitions of the coming months, and not those of any time.
drop function tdp.make_partitions(timestamptz);
create function tdp.make_partitions(from_time timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
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
create function tdp.make_partitions() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$ select tdp.make_partitions(now()) $$;
revoke execute on function tdp.make_partitions(timestamptz), tdp.make_partitions() from public;
grant execute on function tdp.make_partitions() to {service}_app;
