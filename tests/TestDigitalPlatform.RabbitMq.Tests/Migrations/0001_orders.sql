create table placed (
    id uuid primary key,
    customer_id text collate "C" not null
);
select tdp.isolate('placed');
create table seen (
    id uuid not null,
    customer_id text collate "C" not null
);
select tdp.isolate('seen');
