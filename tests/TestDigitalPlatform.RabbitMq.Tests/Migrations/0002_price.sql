-- The same for all customers.
create table price (
    product text primary key,
    amount bigint not null
);
