-- Nothing here forbids a double or a wrong order: what keeps them out is what is tried.
create table effect (
    position bigint generated always as identity primary key,
    customer_id text collate "C" not null,
    key text not null,
    n int not null
);
select tdp.isolate('effect');
