create table effect (
    customer_id text collate "C" not null,
    n bigint not null,
    key text not null
);
select tdp.isolate('effect');
