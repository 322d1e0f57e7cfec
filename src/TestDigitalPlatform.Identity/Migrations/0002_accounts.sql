-- Accounts, and the sessions of people who are signed in.

create table identity.account (
    id text collate "C" primary key,
    -- None for the platform's own people.
    customer_id text collate "C",
    email text not null,
    display_name text not null,
    role text not null check (role in ('platformAdministrator', 'platformMaintenance', 'customerAdministrator', 'customerUser')),
    permissions text[] not null default '{}',
    status text not null check (status in ('invited', 'active', 'deactivated')),
    -- Argon2id as a PHC string.
    password_hash text,
    -- Changes with everything that a sign-in depends on; one that has begun before is not completed.
    security_stamp uuid not null default gen_random_uuid(),
    failures int not null default 0,
    locked_until timestamptz,
    -- Encrypted before it comes here. The step is the last that was used (RFC 6238, section 5.2).
    totp_secret bytea,
    totp_pending bytea,
    totp_step bigint not null default 0,
    -- SHA-256 of codes that are random enough for it.
    recovery_codes bytea[] not null default '{}',
    invitation_hash bytea,
    invitation_ends timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 1,
    check ((customer_id is null) = (role in ('platformAdministrator', 'platformMaintenance')))
);
-- People sign in with their address, in whatever letter case.
create unique index account_email on identity.account (lower(email));
create unique index account_invitation on identity.account (invitation_hash) where invitation_hash is not null;
-- The lists: of a customer, and of the platform.
create index on identity.account (customer_id, display_name, id);
create index on identity.account (customer_id, created_at, id);
create index on identity.account (display_name, id);
create index on identity.account (created_at, id);
grant select, insert, update on identity.account to {service}_app, {service}_platform;
select tdp.isolate('identity.account');

-- Only the hash of what the browser holds is stored, so that nobody can use what is read here.
create table identity.session (
    id uuid primary key,
    key_hash bytea not null unique,
    account_id text collate "C" not null references identity.account,
    customer_id text collate "C",
    methods text[] not null,
    address text,
    user_agent text,
    signed_in_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz
);
-- A person's sessions, and what is forgotten.
create index on identity.session (account_id, signed_in_at, id);
create index on identity.session (signed_in_at);
grant select, insert on identity.session to {service}_app, {service}_platform;
grant update (seen_at, ended_at) on identity.session to {service}_app, {service}_platform;
grant delete on identity.session to {service}_platform;
select tdp.isolate('identity.session');

-- Failed sign-ins by network address; forgotten after a day.
create table identity.failed_address (
    address text collate "C" primary key,
    failures int not null,
    failed_at timestamptz not null,
    locked_until timestamptz
);
create index on identity.failed_address (failed_at);
grant select, insert, update, delete on identity.failed_address to {service}_platform;
