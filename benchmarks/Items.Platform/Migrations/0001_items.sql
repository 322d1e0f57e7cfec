create table item (
    id uuid primary key,
    customer_id text collate "C" not null,
    title text not null,
    description text not null,
    status text not null,
    priority text not null,
    created_at timestamptz not null
);
create index item_newest on item (customer_id, created_at desc, id desc);
create index item_newest_of_status on item (customer_id, status, created_at desc, id desc);
select tdp.isolate('item');

create table account (
    customer_id text collate "C" primary key,
    max_open int not null,
    open_count int not null,
    version bigint not null
);
select tdp.isolate('account');
