create table invoice (
    number text not null,
    amount bigint not null,
    customer_id text collate "C" not null
);
select tdp.isolate('invoice');
