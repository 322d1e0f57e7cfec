-- Webhooks: which incoming ones have been stored, who subscribes to outgoing ones, and each delivery.
-- docs/decisions/webhooks.md says why.

-- Incoming webhooks that are stored, by the id that the sender repeats with each attempt.
create table tdp.webhook_receipt (
    webhook text not null collate "C",
    id text not null collate "C",
    received_at timestamptz not null,
    primary key (webhook, id)
);
create index on tdp.webhook_receipt (received_at);

-- Notes that a webhook is stored, in the transaction that stores its event; fails if it has been stored before.
create function tdp.receive_webhook(of_webhook text, of_id text, now_is timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into tdp.webhook_receipt (webhook, id, received_at) values (of_webhook, of_id, now_is) on conflict do nothing;
    if not found then
        raise exception 'The webhook has been stored before.' using errcode = 'TDP03';
    end if;
end $$;

-- Forgets receipts from before a time.
create function tdp.forget_webhooks(received_before timestamptz, at_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten int;
begin
    delete from tdp.webhook_receipt r where (r.webhook, r.id) in (
        select f.webhook, f.id from tdp.webhook_receipt f where f.received_at < received_before
        order by f.received_at limit at_most for update skip locked);
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;

-- Who is told of events by a webhook.
create table tdp.webhook_subscription (
    id uuid primary key,
    customer_id text not null collate "C",
    url text not null,
    events text[] not null,
    -- Only events whose JSON contains this.
    filter jsonb,
    description text,
    -- Encrypted with a key of the customer.
    secret bytea not null,
    -- Signs too until it ends.
    former_secret bytea,
    former_until timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- Since when no delivery has succeeded.
    failing_since timestamptz,
    disabled_at timestamptz,
    disabled_because text
);
create index on tdp.webhook_subscription (customer_id, created_at desc, id desc);
grant select, insert on tdp.webhook_subscription to {service}_app;
grant update (url, events, filter, description, secret, former_secret, former_until, changed_at, failing_since, disabled_at, disabled_because)
    on tdp.webhook_subscription to {service}_app;
alter table tdp.webhook_subscription enable row level security;
create policy tenant on tdp.webhook_subscription to {service}_app
    using (customer_id = nullif(current_setting('tdp.customer', true), ''))
    with check (customer_id = nullif(current_setting('tdp.customer', true), ''));

-- One event for one subscription.
create table tdp.webhook_delivery (
    id uuid primary key,
    subscription uuid not null references tdp.webhook_subscription on delete cascade,
    customer_id text not null collate "C",
    event text not null,
    body jsonb not null,
    trace_parent text,
    -- waiting; delivered; failed: given up; skipped: the subscription was disabled.
    state text not null check (state in ('waiting', 'delivered', 'failed', 'skipped')),
    created_at timestamptz not null,
    -- When the first attempt of this row of attempts was due; a replay begins another one.
    begun_at timestamptz not null,
    due_at timestamptz,
    -- A node is sending it until then.
    leased_until timestamptz,
    attempts int not null default 0,
    attempted_at timestamptz,
    status int,
    milliseconds int,
    answer text,
    error text,
    check ((due_at is not null) = (state = 'waiting'))
) with (fillfactor = 80);
create index on tdp.webhook_delivery (subscription, due_at) where state = 'waiting';
create index on tdp.webhook_delivery (subscription, created_at desc, id desc);
create index on tdp.webhook_delivery (subscription, leased_until) where leased_until is not null;
create index on tdp.webhook_delivery (created_at);
grant select on tdp.webhook_delivery to {service}_app;
grant insert (id, subscription, customer_id, event, body, trace_parent, state, created_at, begun_at, due_at)
    on tdp.webhook_delivery to {service}_app;
grant update (state, begun_at, due_at) on tdp.webhook_delivery to {service}_app;
alter table tdp.webhook_delivery enable row level security;
create policy tenant on tdp.webhook_delivery to {service}_app
    using (customer_id = nullif(current_setting('tdp.customer', true), ''))
    with check (customer_id = nullif(current_setting('tdp.customer', true), ''));

-- Removes a subscription of the customer that is set, with its deliveries.
create function tdp.delete_webhook(of_subscription uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    delete from tdp.webhook_subscription s
    where s.id = of_subscription and s.customer_id = nullif(current_setting('tdp.customer', true), '')
$$;

-- Takes deliveries that are due, for as long as a lease. A subscription has so many places; one that has been failing has one,
-- so that it takes none from others.
create function tdp.claim_deliveries(now_is timestamptz, lease_end timestamptz, at_most int, places int)
returns table (
    id uuid, subscription uuid, customer_id text, event text, body text, trace_parent text, created_at timestamptz,
    begun_at timestamptz, attempts int, url text, secret bytea, former_secret bytea)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with open as (
        select s.id, (case when s.failing_since is null then places else 1 end) - (
            select count(*) from tdp.webhook_delivery f
            where f.subscription = s.id and f.leased_until > now_is) as room, s.customer_id
        from tdp.webhook_subscription s
        where s.disabled_at is null and exists (
            select from tdp.webhook_delivery w where w.subscription = s.id and w.state = 'waiting' and w.due_at <= now_is)
    ), due as (
        select d.id from open o cross join lateral (
            select w.id, w.due_at from tdp.webhook_delivery w
            where w.subscription = o.id and w.state = 'waiting' and w.due_at <= now_is
                and (w.leased_until is null or w.leased_until <= now_is)
            order by w.due_at limit greatest(o.room, 0) for update skip locked) d
        -- Of each customer in turn.
        order by row_number() over (partition by o.customer_id order by d.due_at), d.due_at limit at_most
    ), taken as (
        update tdp.webhook_delivery t set due_at = lease_end, leased_until = lease_end, attempts = t.attempts + 1, attempted_at = now_is
        from due where t.id = due.id returning t.*
    )
    select t.id, t.subscription, t.customer_id, t.event, t.body::text, t.trace_parent, t.created_at, t.begun_at, t.attempts, s.url, s.secret,
        case when s.former_until > now_is then s.former_secret end
    from taken t join tdp.webhook_subscription s on s.id = t.subscription
$$;

-- Notes how an attempt has ended, unless another one has begun since. Returns whether the subscription is disabled because of it.
create function tdp.end_delivery(
    of_delivery uuid, of_attempt int, now_is timestamptz, new_state text, next_at timestamptz, got_status int, took int, got_answer text,
    got_error text, disables boolean, fails_since timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    of_subscription uuid;
begin
    update tdp.webhook_delivery d set state = new_state, due_at = next_at, leased_until = null, status = got_status, milliseconds = took,
        answer = got_answer, error = got_error
    where d.id = of_delivery and d.attempts = of_attempt and d.state = 'waiting' and d.leased_until is not null
    returning d.subscription into of_subscription;
    if not found then
        return false;
    end if;
    if new_state = 'delivered' then
        update tdp.webhook_subscription s set failing_since = null where s.id = of_subscription and s.failing_since is not null;
        return false;
    end if;
    update tdp.webhook_subscription s set failing_since = now_is where s.id = of_subscription and s.failing_since is null;
    -- Given up, and nothing has succeeded all the while: the receiver is gone.
    update tdp.webhook_subscription s set disabled_at = now_is, disabled_because = case when disables then 'gone' else 'failing' end
    where s.id = of_subscription and s.disabled_at is null
        and (disables or (new_state = 'failed' and s.failing_since <= fails_since));
    return found;
end $$;

-- Forgets deliveries from before a time, whatever became of them.
create function tdp.forget_deliveries(created_before timestamptz, at_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten int;
begin
    delete from tdp.webhook_delivery d where d.id in (
        select e.id from tdp.webhook_delivery e where e.created_at < created_before order by e.created_at limit at_most for update skip locked);
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;

revoke execute on function
    tdp.receive_webhook(text, text, timestamptz), tdp.forget_webhooks(timestamptz, int), tdp.delete_webhook(uuid),
    tdp.claim_deliveries(timestamptz, timestamptz, int, int), tdp.forget_deliveries(timestamptz, int),
    tdp.end_delivery(uuid, int, timestamptz, text, timestamptz, int, int, text, text, boolean, timestamptz) from public;
grant execute on function tdp.receive_webhook(text, text, timestamptz) to {service}_app, {service}_platform;
grant execute on function
    tdp.forget_webhooks(timestamptz, int), tdp.delete_webhook(uuid), tdp.forget_deliveries(timestamptz, int) to {service}_app;
grant execute on function
    tdp.claim_deliveries(timestamptz, timestamptz, int, int),
    tdp.end_delivery(uuid, int, timestamptz, text, timestamptz, int, int, text, text, boolean, timestamptz) to {service}_platform;
