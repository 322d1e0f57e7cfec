-- Changes of customers' keys that somebody asked for, with the proof of what was destroyed. docs/decisions/sensitive-values.md says why.

create table tdp.key_change (
    id uuid primary key,
    customer_id text not null collate "C",
    kind text not null check (kind in ('rotation', 'erasure')),
    state text not null default 'requested' check (state in ('requested', 'done')),
    requested_at timestamptz not null,
    requested_by text not null,
    tried_at timestamptz,
    ended_at timestamptz,
    -- For an erasure, the SHA-256 of each key that was destroyed, by its number; for a rotation, that of none.
    keys jsonb
);
create unique index on tdp.key_change (customer_id, kind) where state = 'requested';
create index on tdp.key_change (customer_id, requested_at);
grant select on tdp.key_change to {service}_platform;

-- Somebody wants it; while it is under way, that is so already.
create function tdp.request_key_change(change uuid, customer text, wanted text, by_user text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tdp.key_change (id, customer_id, kind, requested_at, requested_by)
    select change, customer, wanted, at, by_user
    where not exists (
        select from tdp.key_change c where c.customer_id = customer and c.kind = wanted and c.state = 'requested')
    on conflict do nothing
$$;

-- Takes the oldest that nobody else has taken, for this transaction; one that failed comes after the others.
create function tdp.claim_key_change(out change uuid, out customer text, out wanted text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select c.id, c.customer_id, c.kind from tdp.key_change c where c.state = 'requested'
    order by coalesce(c.tried_at, c.requested_at) limit 1 for update skip locked
$$;

create function tdp.postpone_key_change(change uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.key_change set tried_at = clock_timestamp() where id = change and state = 'requested'
$$;

create function tdp.end_key_change(change uuid, changed jsonb, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update tdp.key_change set state = 'done', keys = changed, ended_at = at where id = change and state = 'requested'
$$;

revoke execute on function tdp.request_key_change(uuid, text, text, text, timestamptz), tdp.claim_key_change(),
    tdp.postpone_key_change(uuid), tdp.end_key_change(uuid, jsonb, timestamptz) from public;
grant execute on function tdp.request_key_change(uuid, text, text, text, timestamptz), tdp.claim_key_change(),
    tdp.postpone_key_change(uuid), tdp.end_key_change(uuid, jsonb, timestamptz) to {service}_platform;
