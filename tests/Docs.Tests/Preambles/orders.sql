
-- What the guides' code uses and their tables don't show.
alter table purchase_order add address text;
alter table purchase_order add closed_at timestamptz;

create table purchase_order_line (
    order_id    uuid not null references purchase_order,
    customer_id text collate "C" not null,
    position    int not null,
    article     text not null,
    quantity    int not null,
    price       numeric not null,
    primary key (order_id, position)
);

select tdp.isolate('purchase_order_line');

create table account (
    customer_id text collate "C" primary key,
    open        numeric not null,
    orders      bigint not null
);

select tdp.isolate('account');

create table customer_name (
    customer_id text collate "C" primary key,
    name        text not null
);

select tdp.isolate('customer_name');

create table payment (
    customer_id text not null collate "C",
    invoice text not null,
    amount numeric not null,
    received_at timestamptz not null
);
select tdp.isolate('payment');
