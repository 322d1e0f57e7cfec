create table note (
    id uuid primary key,
    customer_id text collate "C" not null,
    text text not null,
    stars int not null,
    written_at timestamptz not null,
    version bigint not null default 1
);
create index note_written on note (customer_id, written_at desc, id desc);
select tdp.isolate('note');
