-- The tables of OAuth 2.1 and OpenID Connect. Only the service's own role uses them: no row belongs to a customer.
create schema identity;
grant usage on schema identity to {service}_app, {service}_platform;

-- The keys that tokens are signed with. A private key is encrypted before it comes here.
create table identity.signing_key (
    key_id text collate "C" primary key,
    algorithm text not null check (algorithm in ('ES256', 'RS256', 'A256KW')),
    private_key bytea not null,
    created_at timestamptz not null,
    -- Published from the beginning, used from here on, and published until then.
    signs_from timestamptz not null,
    published_until timestamptz not null
);
grant select, insert, delete on identity.signing_key to {service}_app;
grant update (published_until, signs_from) on identity.signing_key to {service}_app;
grant select (key_id, algorithm, created_at, signs_from, published_until), update (published_until)
    on identity.signing_key to {service}_platform;

-- The keys of cookies and forms, shared by all nodes; encrypted before they come here.
create table identity.data_protection_key (
    id text primary key,
    xml text not null,
    created_at timestamptz not null default clock_timestamp()
);
grant select, insert on identity.data_protection_key to {service}_app;

-- Applications that may ask for tokens. Secrets are random, so that one hash (SHA-256) protects them; two during a rotation.
create table identity.client (
    client_id text collate "C" primary key,
    client_type text not null check (client_type in ('public', 'confidential')),
    display_name text not null,
    secret_hashes bytea[] not null default '{}',
    settings jsonb not null,
    version bigint not null default 1,
    created_at timestamptz not null default clock_timestamp()
);
grant select, insert, update, delete on identity.client to {service}_app, {service}_platform;
create index on identity.client (created_at, client_id);

-- What a person allowed a client, or a client has by itself: the family of its tokens.
create table identity.grant_of_client (
    id uuid primary key,
    client_id text collate "C" not null,
    subject text collate "C",
    kind text not null,
    status text not null,
    scopes text[] not null,
    properties jsonb,
    version uuid not null,
    created_at timestamptz not null
);
create index on identity.grant_of_client (subject, client_id);
create index on identity.grant_of_client (created_at);
grant select, insert, update, delete on identity.grant_of_client to {service}_app;
grant select (client_id, subject), update (status, version) on identity.grant_of_client to {service}_platform;
create index on identity.grant_of_client (client_id);

-- Tokens, in a partition for each day on which they end: what has ended is dropped with its day. The id begins with the end, so that
-- a token is found in one partition.
create table identity.token (
    expires_at timestamptz not null,
    id uuid not null,
    grant_id uuid,
    client_id text collate "C",
    subject text collate "C",
    kind text not null,
    status text not null,
    reference text collate "C",
    payload text,
    properties jsonb,
    version uuid not null,
    created_at timestamptz not null,
    redeemed_at timestamptz,
    primary key (expires_at, id)
) partition by range (expires_at);
create index on identity.token (reference) where reference is not null;
create index on identity.token (grant_id) where grant_id is not null;
create index on identity.token (subject, client_id) where subject is not null;
grant select, insert, update on identity.token to {service}_app;
create table identity.token_other partition of identity.token default;

-- What is revoked before its end: hashes of the random ids of sessions and grants, which services may know. Rows are added and, once
-- the last token has ended that they are about, removed; never changed.
create table identity.revocation (
    sequence bigint generated always as identity primary key,
    handle bytea not null,
    issued_until timestamptz,
    until timestamptz not null,
    stored_at timestamptz not null default clock_timestamp()
);
create index on identity.revocation (stored_at);
create index on identity.revocation (until);
grant select, insert (handle, issued_until, until) on identity.revocation to {service}_app, {service}_platform;
create function identity.tell_revocation() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_notify('identity_revocation', '');
    return null;
end $$;
create trigger tell after insert on identity.revocation for each statement execute function identity.tell_revocation();

-- Makes the partitions of tokens that end in the coming days, and drops those whose tokens ended days ago. In the platform's schema,
-- where the functions of the owner are.
create function tdp.arrange_tokens(now_at timestamptz, days_ahead int) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    first_day timestamptz := date_trunc('day', now_at at time zone 'utc') at time zone 'utc';
    day timestamptz;
    partition_name text;
    ended record;
begin
    -- Two nodes may start at once.
    perform pg_advisory_xact_lock(hashtext('tdp.arrange_tokens'));
    for days in 0..days_ahead loop
        day := first_day + make_interval(days => days);
        partition_name := 'token_' || to_char(day at time zone 'utc', 'YYYY_MM_DD');
        if to_regclass('identity.' || partition_name) is null then
            execute format('create table identity.%I partition of identity.token for values from (%L) to (%L)',
                partition_name, day, (day at time zone 'utc' + interval '1 day') at time zone 'utc');
        end if;
    end loop;
    for ended in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'identity.token'::regclass and c.relname ~ '^token_[0-9]{4}_[0-9]{2}_[0-9]{2}$'
            and to_date(substr(c.relname, 7), 'YYYY_MM_DD') < (first_day at time zone 'utc')::date - 1
    loop
        execute format('drop table identity.%I', ended.relname);
    end loop;
    delete from identity.revocation where until < now_at;
end $$;
create function tdp.arrange_tokens() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$ select tdp.arrange_tokens(now(), 35) $$;
revoke execute on function tdp.arrange_tokens(timestamptz, int), tdp.arrange_tokens() from public;
grant execute on function tdp.arrange_tokens() to {service}_app;
select tdp.arrange_tokens();
