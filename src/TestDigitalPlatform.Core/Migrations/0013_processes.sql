-- Processes: one row for each running instance, its last transitions, and the commands that it has sent and waits for.
-- docs/decisions/processes.md says why.

create table tdp.process (
    -- Made of the process's name, the customer and the key, so that an instance is found by them.
    id uuid primary key,
    process text not null,
    key text not null collate "C" check (length(key) between 1 and 200),
    customer_id text collate "C",
    -- Counts the transitions. A decision on an older version is not stored.
    version bigint not null,
    -- The first transition since it began, or began anew.
    began bigint not null,
    state text not null,
    body jsonb not null,
    -- When it wants to be woken.
    wake_at timestamptz,
    -- When it wanted to be woken, once the message that wakes it is on its way.
    woken_at timestamptz,
    started_at timestamptz not null,
    changed_at timestamptz not null,
    ended_at timestamptz
) with (fillfactor = 80);
create index on tdp.process (wake_at) where wake_at is not null;
create index on tdp.process (changed_at desc, id desc);
create index on tdp.process (process, state, changed_at desc, id desc);
create index on tdp.process (ended_at) where ended_at is not null;
grant select on tdp.process to {service}_app, {service}_platform;
grant insert (id, process, key, customer_id, version, began, state, body, wake_at, started_at, changed_at, ended_at)
    on tdp.process to {service}_app, {service}_platform;
grant update (version, began, state, body, wake_at, woken_at, started_at, changed_at, ended_at)
    on tdp.process to {service}_app, {service}_platform;
alter table tdp.process enable row level security;
create policy tenant on tdp.process to {service}_app
    using (customer_id = nullif(current_setting('tdp.customer', true), ''))
    with check (customer_id = nullif(current_setting('tdp.customer', true), ''));
create policy platform on tdp.process to {service}_platform using (true) with check (true);

-- The last transitions of each instance.
create table tdp.process_step (
    instance uuid not null references tdp.process on delete cascade,
    version bigint not null,
    at timestamptz not null,
    message text not null,
    state text not null,
    commands text[] not null,
    primary key (instance, version)
);
grant select, insert on tdp.process_step to {service}_app, {service}_platform;
alter table tdp.process_step enable row level security;
create policy tenant on tdp.process_step to {service}_app
    using (exists (select from tdp.process p where p.id = instance))
    with check (exists (select from tdp.process p where p.id = instance));
create policy platform on tdp.process_step to {service}_platform using (true) with check (true);

-- Commands that a transition has sent, until they have ended and the process knows.
create table tdp.process_command (
    instance uuid not null references tdp.process on delete cascade,
    step bigint not null,
    place int not null,
    customer_id text collate "C",
    type text not null,
    body jsonb not null,
    -- How often a person has had it tried again after a refusal.
    attempt int not null default 0,
    primary key (instance, step, place)
);
grant select, insert on tdp.process_command to {service}_app, {service}_platform;
alter table tdp.process_command enable row level security;
create policy tenant on tdp.process_command to {service}_app
    using (customer_id = nullif(current_setting('tdp.customer', true), ''))
    with check (customer_id = nullif(current_setting('tdp.customer', true), ''));
create policy platform on tdp.process_command to {service}_platform using (true) with check (true);

create function tdp.forget_steps(of_instance uuid, up_to bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    delete from tdp.process_step s where s.instance = of_instance and s.version <= up_to and exists (
        select from tdp.process p where p.id = of_instance
        and p.customer_id is not distinct from nullif(current_setting('tdp.customer', true), ''))
$$;

-- A command of the customer that is set was refused; another attempt is made under a key of its own.
create function tdp.count_refusal(of_instance uuid, of_step bigint, of_place int) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.process_command c set attempt = c.attempt + 1
    where c.instance = of_instance and c.step = of_step and c.place = of_place
        and c.customer_id is not distinct from nullif(current_setting('tdp.customer', true), '')
$$;

-- A command of the customer that is set has ended, and its process knows.
create function tdp.end_command(of_instance uuid, of_step bigint, of_place int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from tdp.process_command c
    where c.instance = of_instance and c.step = of_step and c.place = of_place
        and c.customer_id is not distinct from nullif(current_setting('tdp.customer', true), '');
    if not found then
        raise exception 'The command has ended meanwhile.' using errcode = 'TDP01';
    end if;
end $$;

-- Takes back what an instance has sent and what has not begun.
create function tdp.withdraw_commands(of_instance uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    delete from tdp.process_command c where c.instance = of_instance
$$;

-- Stores a transition, unless there was another one meanwhile, and forgets those before the last 200. Runs with the caller's rights, in the caller's isolation.
create function tdp.move_process(
    moved uuid, of_process text, of_key text, customer text, expected bigint, new_state text, new_body jsonb, wake timestamptz,
    ends boolean, begins boolean, now_is timestamptz, because text, sent text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if expected = 0 then
        insert into tdp.process (id, process, key, customer_id, version, began, state, body, wake_at, started_at, changed_at, ended_at)
        values (moved, of_process, of_key, customer, 1, 1, new_state, new_body, wake, now_is, now_is, case when ends then now_is end)
        on conflict do nothing;
    else
        update tdp.process p set version = p.version + 1, state = new_state, body = new_body, wake_at = wake, woken_at = null,
            changed_at = now_is, started_at = case when begins then now_is else p.started_at end,
            began = case when begins then expected + 1 else p.began end,
            ended_at = case when ends then now_is end
        where p.id = moved and p.version = expected;
    end if;
    if not found then
        raise exception 'The process has moved since it was fetched.' using errcode = 'TDP01';
    end if;
    insert into tdp.process_step (instance, version, at, message, state, commands)
    values (moved, expected + 1, now_is, because, new_state, sent);
    if expected % 50 = 49 then
        perform tdp.forget_steps(moved, expected - 199);
    end if;
end $$;

-- Sends a message to the service itself for each process that is due, and notes it. Any number of nodes may do so.
-- Returns how many, and when the next one is due.
create function tdp.wake_processes(now_is timestamptz, at_most int, out woken int, out next_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    with due as (
        select p.id from tdp.process p where p.wake_at <= now_is order by p.wake_at limit at_most for update skip locked
    ), woken_now as (
        update tdp.process p set woken_at = p.wake_at, wake_at = null from due where p.id = due.id
        returning p.id, p.process, p.version, p.customer_id, p.woken_at
    )
    insert into tdp.outbox (id, type, subject, key, customer_id, body, stored_at, destination)
    select gen_random_uuid(), 'TestDigitalPlatform.TimeIsUp', w.id::text, w.id::text, w.customer_id,
        json_build_object('process', w.process, 'instance', w.id, 'version', w.version), now_is, '{service}'
    from woken_now w;
    get diagnostics woken = row_count;
    select min(p.wake_at) into next_at from tdp.process p where p.wake_at is not null;
end $$;

-- When each schedule fires next. A row is for one process; nodes that don't know the process leave it alone.
create table tdp.schedule (
    process text primary key,
    cron text not null,
    zone text not null,
    next_at timestamptz not null,
    fired_at timestamptz
);
grant select on tdp.schedule to {service}_platform;

-- Notes a schedule; one that has changed is reckoned anew, unless a time has come that has not fired.
create function tdp.declare_schedule(
    of_process text, of_cron text, of_zone text, first_at timestamptz, now_is timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tdp.schedule as s (process, cron, zone, next_at)
    values (of_process, of_cron, of_zone, coalesce(first_at, 'infinity'))
    on conflict (process) do update set cron = excluded.cron, zone = excluded.zone,
        next_at = case when s.next_at <= now_is then s.next_at else excluded.next_at end
    where s.cron <> excluded.cron or s.zone <> excluded.zone
$$;

-- Takes those of these schedules that are due and that nobody else has taken, for this transaction. A node that knows a schedule by other
-- times, such as one of an earlier version, leaves it alone.
create function tdp.claim_schedules(names text[], crons text[], zones text[], now_is timestamptz)
returns table (process text, next_at timestamptz)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select s.process, s.next_at from tdp.schedule s
    where s.next_at <= now_is and (s.process, s.cron, s.zone) in (
        select k.process, k.cron, k.zone from unnest(names, crons, zones) k (process, cron, zone))
    for update skip locked
$$;

-- Sends a message to the service itself for a time that has come.
create function tdp.fire_schedule(of_process text, due timestamptz, following timestamptz, now_is timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.schedule s set fired_at = due, next_at = coalesce(following, 'infinity') where s.process = of_process;
    insert into tdp.outbox (id, type, subject, key, body, stored_at, destination)
    values (gen_random_uuid(), 'TestDigitalPlatform.ScheduleDue', left(of_process, 200), left(of_process, 200),
        json_build_object('process', of_process, 'at', to_char(due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')), now_is, '{service}')
$$;

-- Forgets instances that ended before a time.
create function tdp.forget_processes(ended_before timestamptz, at_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten int;
begin
    delete from tdp.process p where p.id in (
        select e.id from tdp.process e where e.ended_at < ended_before order by e.ended_at limit at_most for update skip locked);
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;

revoke execute on function
    tdp.forget_steps(uuid, bigint), tdp.end_command(uuid, bigint, int), tdp.count_refusal(uuid, bigint, int), tdp.withdraw_commands(uuid),
    tdp.move_process(uuid, text, text, text, bigint, text, jsonb, timestamptz, boolean, boolean, timestamptz, text, text[]),
    tdp.wake_processes(timestamptz, int), tdp.forget_processes(timestamptz, int),
    tdp.declare_schedule(text, text, text, timestamptz, timestamptz), tdp.claim_schedules(text[], text[], text[], timestamptz),
    tdp.fire_schedule(text, timestamptz, timestamptz, timestamptz) from public;
grant execute on function tdp.withdraw_commands(uuid) to {service}_platform;
grant execute on function
    tdp.forget_steps(uuid, bigint), tdp.end_command(uuid, bigint, int), tdp.count_refusal(uuid, bigint, int),
    tdp.move_process(uuid, text, text, text, bigint, text, jsonb, timestamptz, boolean, boolean, timestamptz, text, text[])
    to {service}_app, {service}_platform;
grant execute on function
    tdp.wake_processes(timestamptz, int), tdp.forget_processes(timestamptz, int),
    tdp.declare_schedule(text, text, text, timestamptz, timestamptz), tdp.claim_schedules(text[], text[], text[], timestamptz),
    tdp.fire_schedule(text, timestamptz, timestamptz, timestamptz) to {service}_app;
