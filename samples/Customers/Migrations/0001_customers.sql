create table customer (
    customer_id   text collate "C" primary key,
    name          text not null,
    status        text not null check (status in ('active', 'suspended')),
    suspended_for text,
    plan          text not null check (plan in ('free', 'standard', 'enterprise')),
    users         int not null check (users >= 0),
    settings      jsonb not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    version       bigint not null default 1,
    check ((suspended_for is not null) = (status = 'suspended'))
);

-- A customer's people see one row; the platform's people list all.
create index on customer (name, customer_id);
create index on customer (created_at, customer_id);

create table customer_user (
    id             text collate "C" primary key,
    customer_id    text collate "C" not null references customer,
    email          text not null,
    display_name   text not null,
    user_role      text not null check (user_role in ('customerUser', 'customerAdministrator')),
    status         text not null check (status in ('invited', 'active', 'deactivated')),
    invited_at     timestamptz not null,
    updated_at     timestamptz not null,
    version        bigint not null default 1
);

-- Addresses differ in more than letter case within a customer; several customers may know the same person.
create unique index customer_user_email on customer_user (customer_id, lower(email));
create index on customer_user (customer_id, display_name, id);
create index on customer_user (customer_id, invited_at, id);

select tdp.isolate('customer');
select tdp.isolate('customer_user');
