create table gadget_table (
    id             uuid primary key,
    customer_id    text collate "C" not null,
    title          text not null,
    status         text not null check (status in ('open', 'closed')),
    created_at     timestamptz not null,
    closed_because text,
    version        bigint not null default 1,
    unique (customer_id, title),
    check ((closed_because is not null) = (status = 'closed'))
);

-- A customer's people: each order that the list offers (titles have an index by being unique), and the filter that may
-- leave few of many.
create index on gadget_table (customer_id, created_at desc, id desc);
create index on gadget_table (customer_id, status, created_at desc, id desc);

-- The platform's people, who see all customers.
create index on gadget_table (created_at desc, id desc);
create index on gadget_table (title, id);

select tdp.isolate('gadget_table');
