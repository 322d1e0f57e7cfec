create table person (
    id uuid primary key,
    customer_id text collate "C" not null,
    email bytea not null,
    email_key bytea not null,
    team text not null
);
create unique index person_email on person (customer_id, email_key);
select tdp.isolate('person');
