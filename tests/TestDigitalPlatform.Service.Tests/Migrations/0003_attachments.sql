create table attachment (
    id uuid primary key,
    note_id uuid not null references note on delete cascade,
    customer_id text collate "C" not null,
    place int not null,
    file_id uuid not null,
    name text not null,
    bytes bigint not null,
    sha256 text not null
);
select tdp.isolate('attachment');
