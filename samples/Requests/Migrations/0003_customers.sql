-- What this service knows of customers, kept by CustomerDirectory from the events of the service Customers.
create table customer (
    customer_id text collate "C" primary key,
    suspended   boolean not null
);

select tdp.isolate('customer');
