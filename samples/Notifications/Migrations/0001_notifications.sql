-- Users as this service knows them, kept by Recipients from the events of the service Customers.
create table recipient (
    customer_id      text collate "C" not null,
    user_id          text collate "C" not null,
    email            text not null,
    is_administrator boolean not null,
    is_active        boolean not null,
    primary key (customer_id, user_id)
);
select tdp.isolate('recipient');

create table notification (
    customer_id text collate "C" not null,
    user_id     text collate "C" not null,
    number      bigint not null,
    id          uuid not null default gen_random_uuid(),
    kind        text not null,
    subject     text not null,
    text        text not null,
    at          timestamptz not null,
    is_read     boolean not null default false,
    primary key (customer_id, user_id, number)
);
select tdp.isolate('notification');

-- The last number of each user. Its row is locked until the notification is visible, so numbers become visible in their order.
create table notification_counter (
    customer_id text collate "C" not null,
    user_id     text collate "C" not null,
    last        bigint not null,
    primary key (customer_id, user_id)
);
select tdp.isolate('notification_counter');

-- What a user has said; without a row, both ways are used.
create table preference (
    customer_id text collate "C" not null,
    user_id     text collate "C" not null,
    kind        text not null,
    in_app      boolean not null,
    by_email    boolean not null,
    primary key (customer_id, user_id, kind)
);
select tdp.isolate('preference');
